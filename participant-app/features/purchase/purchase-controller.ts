import { createStore, type StoreApi } from 'zustand/vanilla';
import * as z from 'zod/mini';
import type { Purchase } from '#contract/tickets.ts';
import { IdempotentMutation, readIntent, type Intent } from '#contract/idempotent-mutation.ts';
import { toApiError, type ApiError } from '#ui/problems/api-error.ts';
import { storageItem, type StorageItem } from '#ui/storage.ts';

export interface PurchaseState {
  /**
   * `buying`: first request. `checking`: the request is repeated with the same key.
   * `unknown`: it is not known whether the purchase was made.
   */
  readonly phase: 'idle' | 'buying' | 'checking' | 'unknown';
  /** The quantity of the unsettled purchase; 0 if there is none. */
  readonly quantity: number;
  /** While `unknown`: the numbers listed before the first request, if they were known. */
  readonly heldBefore?: readonly number[] | undefined;
  /** While `unknown`: the rules that the first request named. A repetition must name the same. */
  readonly rules?: number | undefined;
  /** Why the last attempt failed, or why its outcome is unknown. */
  readonly error?: ApiError;
  readonly isSlow: boolean;
  /** A purchase has just succeeded: presses are ignored for a moment. */
  readonly isResting?: boolean;
}

export interface PurchaseControllerOptions {
  readonly send: (request: PurchaseRequest & { readonly key: string }) => Promise<Purchase>;
  readonly isOnline: () => boolean;
  readonly intents: IntentStore;
  readonly slowMs: number;
  /** Milliseconds after a purchase in which presses are ignored, so that none buys twice. */
  readonly restMs: number;
}

/** The outcome of one press. `isUnknown`: tickets may have been bought. */
export type PurchaseOutcome =
  | { readonly status: 'purchased'; readonly purchase: Purchase }
  | { readonly status: 'failed'; readonly error: ApiError; readonly isUnknown: boolean };

/**
 * Buys tickets: one request per press, as an `IdempotentMutation`. It is independent of React because
 * it must ignore a second press before React has rendered the first. It never repeats a request by
 * itself.
 */
export class PurchaseController {
  readonly store: StoreApi<PurchaseState>;
  readonly #options: PurchaseControllerOptions;
  readonly #mutation: IdempotentMutation<PurchaseRequest>;

  constructor(options: PurchaseControllerOptions) {
    this.#options = options;
    this.#mutation = new IdempotentMutation({
      storage: options.intents,
      isSame: (one, other) => one.quantity === other.quantity,
    });
    const { intent } = this.#mutation;
    const initial: PurchaseState =
      intent?.phase === 'sent' ? { phase: 'unknown', isSlow: false, ...intent.request } : idle;
    this.store = createStore(() => initial);
  }

  get #state(): PurchaseState {
    return this.store.getState();
  }

  /**
   * Buys. While the outcome of an earlier purchase is unknown, repeats that request.
   *
   * @param wanted The quantity, the rules that the participant saw, and the numbers listed as theirs.
   * @returns undefined if the press was ignored: another one is in progress or has just succeeded.
   */
  async buy(wanted: PurchaseRequest): Promise<PurchaseOutcome | undefined> {
    const { send, isOnline, slowMs } = this.#options;
    const { phase, quantity, heldBefore, rules, isResting } = this.#state;
    if (isResting === true) return undefined;
    const wasUnknown = phase === 'unknown';
    const request = wasUnknown ? { quantity, heldBefore, rules } : wanted;
    if (!isOnline() && !this.#mutation.isPending) return this.#fail(offline, request, wasUnknown);
    const running = this.#mutation.run(request, (key) => send({ ...request, key }));
    if (running === undefined) return undefined;
    this.#set({ phase: wasUnknown ? 'checking' : 'buying', ...request, isSlow: false });
    const slow = setTimeout(() => this.#set({ ...this.#state, isSlow: true }), slowMs);
    const result = await running.finally(() => clearTimeout(slow));
    if (result.status !== 'done') {
      return this.#fail(toApiError(result.error), request, result.status === 'unknown');
    }
    this.#rest();
    return { status: 'purchased', purchase: result.answer };
  }

  /**
   * Clears the failure of a press without a network.
   *
   * @returns Whether there was one.
   */
  forgetOffline(): boolean {
    const { error, ...rest } = this.#state;
    if (error !== offline) return false;
    this.#set(rest);
    return true;
  }

  #fail(error: ApiError, request: PurchaseRequest, isUnknown: boolean): PurchaseOutcome {
    if (isUnknown) this.#set({ phase: 'unknown', ...request, error, isSlow: false });
    else this.#set({ ...idle, error });
    return { status: 'failed', error, isUnknown };
  }

  #rest(): void {
    const resting = { ...idle, isResting: true };
    this.#set(resting);
    setTimeout(() => {
      if (this.#state === resting) this.#set(idle);
    }, this.#options.restMs);
  }

  #set(state: PurchaseState): void {
    this.store.setState(state, true);
  }
}

const idle: PurchaseState = { phase: 'idle', quantity: 0, isSlow: false };
const offline: ApiError = { code: 'offline', retryAfterSeconds: undefined };

const PurchaseRequest = z.object({
  quantity: z.int(),
  /** The numbers listed as the participant's before the first attempt, if they were known. */
  heldBefore: z.optional(z.array(z.number())),
  rules: z.optional(z.int()),
});

/** What one press asks for. */
export interface PurchaseRequest {
  readonly quantity: number;
  readonly heldBefore?: readonly number[] | undefined;
  /** Log index of the rules that the participant saw. */
  readonly rules?: number | undefined;
}

/** Stores the unsettled purchase of one account in one raffle, so that it outlives a reload. */
export type IntentStore = StorageItem<Intent<PurchaseRequest>>;

export interface IntentScope {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly accountId: string;
}

/** Stores the intent in this tab. */
export function tabIntentStore({ serviceUrl, raffleId, accountId }: IntentScope): IntentStore {
  return storageItem({
    where: 'sessionStorage',
    name: `raffle-intent ${serviceUrl} ${raffleId} ${accountId}`,
    read: (value) =>
      readIntent<PurchaseRequest>(value, (request) => PurchaseRequest.safeParse(request).data),
  });
}
