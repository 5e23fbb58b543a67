import { useCallback, useEffect, useState } from 'react';
import {
  IdempotentMutation,
  readIntent,
  type Intent,
  type MutationResult,
} from '#contract/idempotent-mutation.ts';
import { toApiError, type ApiError } from '#ui/problems/api-error.ts';
import { storageItem } from '#ui/storage.ts';
import { useService } from './service-context.ts';

/** A change that is made at most once, and its state. */
export interface Mutation<Request> {
  readonly isPending: boolean;
  /** It was sent, perhaps before a reload, and its outcome is not known. */
  readonly isUnanswered: boolean;
  /** It was sent, got no answer, and was abandoned: the service shows that it was not done. */
  readonly isAbandoned: boolean;
  /** The request of that, if the mutation can read requests back. */
  readonly unanswered: Request | undefined;
  /** Why the last run failed. */
  readonly failure: MutationFailure | undefined;
  /**
   * Sends the request. Does nothing while an earlier run is pending. A request without an answer that
   * is stored for all tabs is shown instead, so that its key is not lost.
   */
  readonly run: (request: Request) => void;
  /** Sends the unanswered request again, with its key. */
  readonly repeat: () => void;
  /** Forgets a failure, as when its dialog closes. */
  readonly clearFailure: () => void;
  readonly abandon: () => void;
}

export interface MutationFailure extends ApiError {
  /** What was thrown. */
  readonly error: unknown;
}

interface MutationState {
  readonly isPending: boolean;
  readonly intent: Intent<unknown> | undefined;
  readonly failure?: MutationFailure;
}

export interface MutationOptions<Request> {
  /** Checks a stored request, so that it can be sent again after a reload. */
  readonly readRequest?: (value: unknown) => Request | undefined;
  /** `localStorage`: it outlives the tab too, and other tabs see it. Default: `sessionStorage`. */
  readonly where?: 'localStorage' | 'sessionStorage';
}

/**
 * A change that an operator makes at most once. Its Idempotency-Key is in the browser's storage, so
 * it outlives a reload.
 *
 * @param name Distinguishes it from the other mutations at this service.
 */
export function useIdempotentMutation<Request, Answer>(
  name: string,
  send: (request: Request, idempotencyKey: string) => Promise<Answer>,
  onDone: (answer: Answer, request: Request) => void,
  { readRequest, where = 'sessionStorage' }: MutationOptions<Request> = {},
): Mutation<Request> {
  const { serviceUrl } = useService();
  // By default, what was requested is only compared with later requests.
  const readStored: (value: unknown) => unknown = readRequest ?? ((value) => value ?? null);
  const [mutation] = useState(
    () =>
      new IdempotentMutation<unknown>({
        storage: storageItem({
          where,
          name: `raffle-mutation ${serviceUrl} ${name}`,
          read: (value) => readIntent(value, readStored),
        }),
      }),
  );
  const [state, setState] = useState<MutationState>(() => ({
    isPending: false,
    intent: mutation.intent,
  }));
  useEffect(() => {
    // Another tab has changed what is stored.
    const update = () => setState((shown) => adoptIntent(shown, mutation.intent));
    window.addEventListener('storage', update);
    return () => window.removeEventListener('storage', update);
  }, [mutation]);
  const showResult = async (
    running: Promise<MutationResult<Answer>>,
    request: Request,
    attempted: Intent<unknown> | undefined,
  ) => {
    const result = await running;
    const stored = mutation.intent;
    // Another tab may have removed it meanwhile, with the answer: this tab then asks for it, too.
    const isRemoved = result.status === 'unknown' && stored?.key !== attempted?.key;
    const intent = isRemoved ? attempted : stored;
    if (result.status === 'done') {
      setState({ isPending: false, intent });
      onDone(result.answer, request);
      return;
    }
    const { error } = result;
    setState({ isPending: false, intent, failure: { ...toApiError(error), error } });
  };
  const run = (request: Request) => {
    const stored = mutation.intent;
    if (where === 'localStorage' && stored?.phase === 'sent' && !mutation.isPending) {
      // Another tab has sent it, and the news of it has not come yet.
      setState({ isPending: false, intent: stored });
      return;
    }
    const running = mutation.run(request, async (key) => send(request, key));
    if (running === undefined) return;
    setState({ isPending: true, intent: undefined });
    void showResult(running, request, mutation.intent);
  };
  const sent = state.intent?.phase === 'sent' ? state.intent : undefined;
  const unanswered = sent === undefined ? undefined : readRequest?.(sent.request);
  const repeat = () => {
    if (sent === undefined || unanswered === undefined) return;
    const running = mutation.repeat(sent, async (key) => send(unanswered, key));
    if (running === undefined) return;
    setState({ isPending: true, intent: undefined });
    void showResult(running, unanswered, sent);
  };
  const abandon = useCallback(() => {
    mutation.abandon();
    setState({ isPending: false, intent: mutation.intent });
  }, [mutation]);
  return {
    isPending: state.isPending,
    isUnanswered: sent !== undefined,
    unanswered,
    isAbandoned: state.intent?.phase === 'abandoned',
    failure: state.failure,
    run,
    repeat,
    clearFailure: () => setState(({ isPending, intent }) => ({ isPending, intent })),
    abandon,
  };
}

/** What is shown after another tab has changed what is stored. */
function adoptIntent(shown: MutationState, stored: Intent<unknown> | undefined): MutationState {
  // This tab has said that it asks again until it has the answer.
  const isAsking = shown.intent?.phase === 'sent' && shown.failure !== undefined;
  if (shown.isPending || isAsking) return shown;
  return shown.intent?.key === stored?.key
    ? { ...shown, intent: stored }
    : { isPending: false, intent: stored };
}
