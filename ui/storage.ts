/** Something this browser keeps under a name; in memory alone where the browser forbids storage. */
export interface Kept<Value> {
  load(): Value | undefined;
  /** @returns Whether it outlives the page. */
  save(value: Value): boolean;
  clear(): void;
}

export interface KeptOptions<Value> {
  /** `sessionStorage` is this tab's, `localStorage` every tab's of this site. */
  readonly where: 'localStorage' | 'sessionStorage';
  readonly name: string;
  /** What was kept may be anything by now: undefined for what cannot be used. */
  readonly read: (value: unknown) => Value | undefined;
}

export function keep<Value>({ where, name, read }: KeptOptions<Value>): Kept<Value> {
  let inMemory: Value | undefined;
  return {
    load() {
      const text = attempt(() => globalThis[where].getItem(name)) ?? null;
      return (text === null ? undefined : attempt(() => read(JSON.parse(text)))) ?? inMemory;
    },
    save(value) {
      const isKept = attempt(() => {
        globalThis[where].setItem(name, JSON.stringify(value));
        return true;
      });
      // Not both: what another tab clears must not live on here.
      inMemory = isKept ? undefined : value;
      return isKept ?? false;
    },
    clear() {
      inMemory = undefined;
      attempt(() => globalThis[where].removeItem(name));
    },
  };
}

/** Clears everything in `localStorage` whose name begins like this. */
export function clearKept(prefix: string): void {
  const names = attempt(() => Object.keys(localStorage)) ?? [];
  for (const name of names.filter((name) => name.startsWith(prefix))) {
    attempt(() => localStorage.removeItem(name));
  }
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
