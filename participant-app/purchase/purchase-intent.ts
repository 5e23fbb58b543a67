import { keep, type Kept } from '#ui/storage.ts';

/** One wish to buy. Its key goes with every request that serves it, so it is fulfilled once. */
export interface PurchaseIntent {
  readonly key: string;
  readonly quantity: number;
  /** `sent`: may have been fulfilled. `kept`: was refused for now, with nothing taken. */
  readonly phase: 'sent' | 'kept';
}

/** Where the intent of one person in one raffle outlives a reload. */
export type IntentStore = Kept<PurchaseIntent>;

export interface IntentScope {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly accountId: string;
}

/** Keeps the intent in this tab. */
export function tabIntentStore({ serviceUrl, raffleId, accountId }: IntentScope): IntentStore {
  const name = `raffle-intent ${serviceUrl} ${raffleId} ${accountId}`;
  return keep({ where: 'sessionStorage', name, read: readIntent });
}

function readIntent(value: unknown): PurchaseIntent | undefined {
  const { key, quantity, phase } = value as Partial<PurchaseIntent>;
  const isIntent =
    typeof key === 'string' &&
    Number.isSafeInteger(quantity) &&
    (phase === 'sent' || phase === 'kept');
  return isIntent ? { key, quantity: quantity!, phase } : undefined;
}
