/** One wish to buy. Its key goes with every request that serves it, so it is fulfilled once. */
export interface PurchaseIntent {
  readonly key: string;
  readonly quantity: number;
  /** `sent`: may have been fulfilled. `kept`: was refused for now, with nothing taken. */
  readonly phase: 'sent' | 'kept';
}

/** Where the intent of one person in one raffle outlives a reload. */
export interface IntentStore {
  load(): PurchaseIntent | undefined;
  save(intent: PurchaseIntent): void;
  clear(): void;
}

export interface IntentScope {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly accountId: string;
}

/** Keeps the intent in this tab; in memory alone where the browser forbids storage. */
export function tabIntentStore({ serviceUrl, raffleId, accountId }: IntentScope): IntentStore {
  const name = `raffle-intent ${serviceUrl} ${raffleId} ${accountId}`;
  let inMemory: PurchaseIntent | undefined;
  return {
    load() {
      const text = attempt(() => sessionStorage.getItem(name));
      return (text ? attempt(() => readIntent(text)) : undefined) ?? inMemory;
    },
    save(intent) {
      inMemory = intent;
      attempt(() => sessionStorage.setItem(name, JSON.stringify(intent)));
    },
    clear() {
      inMemory = undefined;
      attempt(() => sessionStorage.removeItem(name));
    },
  };
}

function readIntent(text: string): PurchaseIntent | undefined {
  const { key, quantity, phase } = JSON.parse(text) as Partial<PurchaseIntent>;
  const isIntent =
    typeof key === 'string' &&
    Number.isSafeInteger(quantity) &&
    (phase === 'sent' || phase === 'kept');
  return isIntent ? { key, quantity: quantity!, phase } : undefined;
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
