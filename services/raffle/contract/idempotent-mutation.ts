import * as z from 'zod/mini';
import { ProblemReply, ServiceUnreachable } from './problem-reply.ts';
import { replyStageOf, type ReplyStage } from './reply-stages.ts';

/** A request to change something once, with the Idempotency-Key that goes with each attempt. */
export interface Intent<Request> {
  readonly key: string;
  readonly request: Request;
  /**
   * `sent`: it may have been done. `kept`: it was refused for now, and was not done. `abandoned`: it
   * is believed not to have been done, but may still arrive; see `abandon`.
   */
  readonly phase: 'sent' | 'kept' | 'abandoned';
}

const StoredIntent = z.object({
  key: z.string(),
  request: z.unknown(),
  phase: z.enum(['sent', 'kept', 'abandoned']),
});

/**
 * Reads an intent from storage.
 *
 * @param readRequest Returns undefined for what is not a request of this kind.
 * @returns undefined for anything that is not an intent.
 */
export function readIntent<Request>(
  value: unknown,
  readRequest: (value: unknown) => Request | undefined,
): Intent<Request> | undefined {
  const stored = StoredIntent.safeParse(value);
  const request = stored.success ? readRequest(stored.data.request) : undefined;
  return stored.success && request !== undefined ? { ...stored.data, request } : undefined;
}

/** Where an intent outlives a reload. */
export interface IntentStorage<Request> {
  readonly load: () => Intent<Request> | undefined;
  readonly save: (intent: Intent<Request>) => unknown;
  readonly clear: () => void;
}

/**
 * `refused`: nothing was changed, neither now nor by an earlier attempt. `unknown`: the request, or
 * an earlier attempt, may have been done; run the same request again to find out.
 */
export type MutationResult<Answer> =
  | { readonly status: 'done'; readonly answer: Answer }
  | { readonly status: 'refused'; readonly error: unknown }
  | { readonly status: 'unknown'; readonly error: unknown };

export interface IdempotentMutationOptions<Request> {
  /** Default: in memory. */
  readonly storage?: IntentStorage<Request>;
  /** Whether two requests are the same intent. Default: they are equal as JSON. */
  readonly isSame?: (one: Request, other: Request) => boolean;
  /** Makes the Idempotency-Key of a new intent. Default: a random UUID. */
  readonly createKey?: () => string;
}

/**
 * Changes something at the service at most once: through double clicks, lost answers and reloads.
 * The key is made once per intent and saved before anything is sent. It is repeated with the same
 * request until an answer settles the intent.
 */
export class IdempotentMutation<Request> {
  readonly #options: IdempotentMutationOptions<Request>;
  readonly #storage: IntentStorage<Request>;
  #isPending = false;

  constructor(options: IdempotentMutationOptions<Request> = {}) {
    this.#options = options;
    this.#storage = options.storage ?? createMemoryStorage();
  }

  get isPending(): boolean {
    return this.#isPending;
  }

  /** The intent that is not settled, if there is one; while `isPending`, the one being sent. */
  get intent(): Intent<Request> | undefined {
    return this.#storage.load();
  }

  /**
   * Sends a request: with the key of the unsettled intent if it is the same request, else with a new
   * one.
   *
   * @param send Sends the request with this Idempotency-Key.
   * @returns undefined while an earlier run is pending; nothing was sent then.
   */
  run<Answer>(
    request: Request,
    send: (key: string) => Promise<Answer>,
  ): Promise<MutationResult<Answer>> | undefined {
    return this.#start(async () => {
      const earlier = this.#findEarlier(request);
      const key = earlier?.key ?? (this.#options.createKey ?? createUuid)();
      const mayBeDone = earlier !== undefined && earlier.phase !== 'kept';
      this.#storage.save({ key, request, phase: 'sent' });
      return this.#attempt({ key, request, mayBeDone }, send);
    });
  }

  /**
   * Sends an unsettled request again with its own key, even if it is not stored any more because
   * another tab has got the answer meanwhile: this tab then gets the same answer.
   *
   * @param intent An intent that was unsettled, as `intent` returned it.
   * @returns undefined while an earlier run is pending; nothing was sent then.
   */
  repeat<Answer>(
    { key, request }: Intent<Request>,
    send: (key: string) => Promise<Answer>,
  ): Promise<MutationResult<Answer>> | undefined {
    return this.#start(() => this.#attempt({ key, request, mayBeDone: true }, send));
  }

  /**
   * Takes note that the unsettled request was not done, as far as the service shows. Its key stays
   * with it, in case it arrives after all.
   */
  abandon(): void {
    const intent = this.#storage.load();
    if (intent !== undefined) this.#storage.save({ ...intent, phase: 'abandoned' });
  }

  #start<Answer>(attempt: () => Promise<Answer>): Promise<Answer> | undefined {
    // Set at once: two presses may come before anything is rendered.
    if (this.#isPending) return undefined;
    this.#isPending = true;
    return attempt().finally(() => {
      this.#isPending = false;
    });
  }

  async #attempt<Answer>(
    { key, request, mayBeDone }: Attempt<Request>,
    send: (key: string) => Promise<Answer>,
  ): Promise<MutationResult<Answer>> {
    try {
      const answer = await send(key);
      this.#settle(key);
      return { status: 'done', answer };
    } catch (error) {
      const stage = stageOf(error);
      if (stage === 'after-lookup') {
        this.#settle(key);
        return { status: 'refused', error };
      }
      // If it is not stored any more, another tab has sent it too, and has got an answer.
      if (mayBeDone || stage === 'unknown' || !this.#isStored(key)) {
        return { status: 'unknown', error };
      }
      this.#storage.save({ key, request, phase: 'kept' });
      return { status: 'refused', error };
    }
  }

  /** Removes the intent with this key; another tab may have stored a later one in its place. */
  #settle(key: string): void {
    if (this.#isStored(key)) this.#storage.clear();
  }

  #isStored(key: string): boolean {
    return this.#storage.load()?.key === key;
  }

  #findEarlier(request: Request): Intent<Request> | undefined {
    const { isSame = isEqualJson } = this.#options;
    const earlier = this.#storage.load();
    return earlier !== undefined && isSame(earlier.request, request) ? earlier : undefined;
  }
}

interface Attempt<Request> {
  readonly key: string;
  readonly request: Request;
  /** Whether an earlier attempt with this key may have been done. */
  readonly mayBeDone: boolean;
}

/** Whether a failed request may have been done all the same. */
export function isOutcomeUnknown(error: unknown): boolean {
  return stageOf(error) === 'unknown';
}

function stageOf(error: unknown): ReplyStage {
  if (error instanceof ProblemReply) return replyStageOf(error.code);
  return error instanceof ServiceUnreachable && wasNeverSent(error) ? 'before-lookup' : 'unknown';
}

/** Whether there was no connection to send the request on. Only Node tells this; browsers do not. */
function wasNeverSent({ cause }: ServiceUnreachable): boolean {
  const reason = cause instanceof Error ? cause.cause : undefined;
  const code = reason instanceof Error && 'code' in reason ? reason.code : undefined;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}

function isEqualJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function createUuid(): string {
  return crypto.randomUUID();
}

function createMemoryStorage<Request>(): IntentStorage<Request> {
  let saved: Intent<Request> | undefined;
  return {
    load: () => saved,
    save: (intent) => {
      saved = intent;
    },
    clear: () => {
      saved = undefined;
    },
  };
}
