import type { Purchase } from '#contract/schemas.ts';
import {
  isOutcomeUnknown,
  toTrouble,
  type Trouble,
  type TroubleCode,
} from '#ui/problems/trouble.ts';
import type { IntentStore, PurchaseIntent } from './purchase-intent.ts';

export interface PurchaseState {
  /**
   * `buying`: asked for the first time. `checking`: asked again with the same key.
   * `unknown`: asked, and it is not known whether it was done.
   */
  readonly phase: 'idle' | 'buying' | 'checking' | 'unknown';
  /** Of the intent at hand; 0 when there is none. */
  readonly quantity: number;
  /** Why the last attempt came to nothing, or to nothing known. */
  readonly trouble?: Trouble;
  readonly isSlow: boolean;
}

export interface PurchaseDeskParts {
  readonly send: (order: { quantity: number; key: string }) => Promise<Purchase>;
  readonly isOnline: () => boolean;
  readonly intents: IntentStore;
  readonly slowMs: number;
}

/** How one press ended. `isUnknown`: it may have bought all the same. */
export type PurchaseOutcome =
  | { readonly kind: 'purchased'; readonly purchase: Purchase }
  | { readonly kind: 'failed'; readonly trouble: Trouble; readonly isUnknown: boolean };

/**
 * Buys: one press, one request, one intent. It is apart from React because its guard must hold
 * between two presses of the same millisecond, when nothing has been rendered yet. It never asks
 * again by itself.
 */
export class PurchaseDesk {
  readonly #parts: PurchaseDeskParts;
  readonly #listeners = new Set<() => void>();
  #state: PurchaseState;
  #isBusy = false;

  constructor(parts: PurchaseDeskParts) {
    this.#parts = parts;
    const left = parts.intents.load();
    const isUnknown = left?.phase === 'sent';
    this.#state = isUnknown ? { phase: 'unknown', quantity: left.quantity, isSlow: false } : idle;
  }

  readonly getState = (): PurchaseState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Buys, or, while an earlier outcome is unknown, asks again about that one.
   *
   * @returns undefined when an earlier press is still being served: this one did nothing.
   */
  async buy(wanted: number): Promise<PurchaseOutcome | undefined> {
    if (this.#isBusy) return undefined;
    this.#isBusy = true;
    try {
      return await this.#attempt(wanted);
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * The network is back: a press that came to nothing for want of it is told no longer.
   *
   * @returns Whether there was one.
   */
  forgetOffline(): boolean {
    const { trouble, ...rest } = this.#state;
    if (trouble !== offline) return false;
    this.#set(rest);
    return true;
  }

  async #attempt(wanted: number): Promise<PurchaseOutcome> {
    const { send, isOnline, intents, slowMs } = this.#parts;
    const wasUnknown = this.#state.phase === 'unknown';
    if (!isOnline()) return this.#fail(offline, wasUnknown);
    const quantity = wasUnknown ? this.#state.quantity : wanted;
    const intent = this.#intentFor(quantity);
    // Kept before it is sent: whatever happens to this page now, the key is not lost.
    intents.save({ ...intent, phase: 'sent' });
    this.#set({ phase: wasUnknown ? 'checking' : 'buying', quantity, isSlow: false });
    const slow = setTimeout(() => this.#set({ ...this.#state, isSlow: true }), slowMs);
    try {
      const purchase = await send({ quantity, key: intent.key });
      intents.clear();
      this.#set(idle);
      return { kind: 'purchased', purchase };
    } catch (error) {
      return this.#fail(toTrouble(error), wasUnknown);
    } finally {
      clearTimeout(slow);
    }
  }

  #intentFor(quantity: number): PurchaseIntent {
    const left = this.#parts.intents.load();
    if (left?.quantity === quantity) return left;
    return { key: crypto.randomUUID(), quantity, phase: 'sent' };
  }

  #fail(trouble: Trouble, wasUnknown: boolean): PurchaseOutcome {
    const { intents } = this.#parts;
    const left = intents.load();
    const isUnknown =
      isOutcomeUnknown(trouble.code) || (wasUnknown && !settlingCodes.has(trouble.code));
    const quantity = isUnknown ? (left?.quantity ?? this.#state.quantity) : 0;
    if (!isUnknown && left !== undefined) {
      if (keepingCodes.has(trouble.code)) intents.save({ ...left, phase: 'kept' });
      else intents.clear();
    }
    this.#set({ phase: isUnknown ? 'unknown' : 'idle', quantity, trouble, isSlow: false });
    return { kind: 'failed', trouble, isUnknown };
  }

  #set(state: PurchaseState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const idle: PurchaseState = { phase: 'idle', quantity: 0, isSlow: false };
const offline: Trouble = { code: 'offline', retryAfterSeconds: undefined };

/** Answers that come after the key was looked up, so they settle what an earlier request came to. */
const settlingCodes: ReadonlySet<TroubleCode> = new Set<TroubleCode>([
  'already-drawn',
  'idempotency-key-reused',
  'limit-reached',
  'raffle-closed',
  'sold-out',
]);

/** Refusals that pass: the next press is still the same intent. */
const keepingCodes: ReadonlySet<TroubleCode> = new Set<TroubleCode>([
  'offline',
  'overloaded',
  'rate-limited',
  'sign-in-required',
]);
