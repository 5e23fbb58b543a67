/** A named value in this browser's storage; in memory only, if the browser forbids storage. */
export interface StorageItem<Value> {
  load(): Value | undefined;
  /** @returns Whether the value outlives the page. */
  save(value: Value): boolean;
  clear(): void;
}

export interface StorageItemOptions<Value> {
  /** `sessionStorage` belongs to this tab, `localStorage` to every tab of this site. */
  readonly where: 'localStorage' | 'sessionStorage';
  readonly name: string;
  /** Checks the stored value; returns undefined for one that cannot be used. */
  readonly read: (value: unknown) => Value | undefined;
}

export function storageItem<Value>({
  where,
  name,
  read,
}: StorageItemOptions<Value>): StorageItem<Value> {
  let inMemory: Value | undefined;
  return {
    load() {
      const text = attempt(() => globalThis[where].getItem(name)) ?? null;
      return (text === null ? undefined : attempt(() => read(JSON.parse(text)))) ?? inMemory;
    },
    save(value) {
      const isStored = attempt(() => {
        globalThis[where].setItem(name, JSON.stringify(value));
        return true;
      });
      // Not in both: a value that another tab has cleared must not live on here.
      inMemory = isStored ? undefined : value;
      return isStored ?? false;
    },
    clear() {
      inMemory = undefined;
      attempt(() => globalThis[where].removeItem(name));
    },
  };
}

/** Removes every item of `localStorage` whose name has this prefix. */
export function clearStorage(prefix: string): void {
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
