import { useCallback, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import {
  IdempotentMutation,
  readIntent,
  type Intent,
  type MutationResult,
} from '#contract/idempotent-mutation.ts';
import { toApiError, type ApiErrorCode, type DescribedApiError } from '#ui/problems/api-error.ts';
import { describeOperatorError } from './messages/operator-problems.ts';
import { storageItem } from '#ui/storage.ts';
import { useService } from './service.tsx';

/** A change that is made at most once, and its state. */
export interface Mutation<Request> {
  readonly isPending: boolean;
  /** It was sent, perhaps before a reload, and its outcome is not known. */
  readonly isUnanswered: boolean;
  /** It was sent, got no answer, and was abandoned: the service shows that it was not done. */
  readonly isAbandoned: boolean;
  /** Why the last run failed, whether anything was changed, and what to do. */
  readonly failure: MutationFailure | undefined;
  /** Sends the request. Does nothing while an earlier run is pending. */
  readonly run: (request: Request) => void;
  /** Forgets a failure, as when its dialog closes. */
  readonly clearFailure: () => void;
  readonly abandon: () => void;
}

export interface MutationFailure extends DescribedApiError {
  readonly code: ApiErrorCode;
  readonly error: unknown;
}

interface MutationState {
  readonly isPending: boolean;
  readonly phase: Intent<unknown>['phase'] | undefined;
  readonly failure?: MutationFailure;
}

/**
 * A change that an operator makes at most once. Its Idempotency-Key is in the tab's session storage,
 * so it outlives a reload.
 *
 * @param name Distinguishes it from the tab's other mutations at this service.
 */
export function useIdempotentMutation<Request, Answer>(
  name: string,
  send: (request: Request, idempotencyKey: string) => Promise<Answer>,
  onDone: (answer: Answer, request: Request) => void,
): Mutation<Request> {
  const { locale } = useLocale();
  const { serviceUrl } = useService();
  const [mutation] = useState(() => createMutation(`raffle-mutation ${serviceUrl} ${name}`));
  const [state, setState] = useState<MutationState>(() => ({
    isPending: false,
    phase: mutation.intent?.phase,
  }));
  const showResult = async (running: Promise<MutationResult<Answer>>, request: Request) => {
    const result = await running;
    const phase = mutation.intent?.phase;
    if (result.status === 'done') {
      setState({ isPending: false, phase });
      onDone(result.answer, request);
      return;
    }
    const { error } = result;
    const apiError = toApiError(error);
    const described = describeOperatorError(apiError, { locale, asked: 'change' });
    setState({ isPending: false, phase, failure: { ...described, ...apiError, error } });
  };
  const run = (request: Request) => {
    const running = mutation.run(request, async (key) => send(request, key));
    if (running === undefined) return;
    setState({ isPending: true, phase: undefined });
    void showResult(running, request);
  };
  const abandon = useCallback(() => {
    mutation.abandon();
    setState({ isPending: false, phase: mutation.intent?.phase });
  }, [mutation]);
  return {
    isPending: state.isPending,
    isUnanswered: state.phase === 'sent',
    isAbandoned: state.phase === 'abandoned',
    failure: state.failure,
    run,
    clearFailure: () => setState(({ isPending, phase }) => ({ isPending, phase })),
    abandon,
  };
}

function createMutation(name: string): IdempotentMutation<unknown> {
  return new IdempotentMutation({
    storage: storageItem({ where: 'sessionStorage', name, read: readAnyIntent }),
  });
}

/** What was requested is only compared with later requests. */
function readAnyIntent(value: unknown): Intent<unknown> | undefined {
  return readIntent<unknown>(value, (request) => request ?? null);
}
