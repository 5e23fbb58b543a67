import { useState, type ReactNode } from 'react';
import { ProblemReply } from '#contract/client.ts';
import type { CloseRequest } from '#contract/requests.ts';
import { Switch } from '#ui/Choice.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { MutationFailure } from '../../shared/use-idempotent-mutation.ts';

/** What the operator confirms because the service could not check it; null if nothing. */
export type ClockRequest = keyof CloseRequest | null;

/** The body of a request that closes or draws. */
export function clockBody(request: ClockRequest): { body?: CloseRequest } {
  return request === null ? {} : { body: { [request]: true } };
}

/** After the service has refused because it could not check its clock: a switch to confirm it. */
export function useClockConfirmation(failure: MutationFailure | undefined): {
  readonly request: ClockRequest;
  readonly question: ReactNode;
} {
  const { draw: messages } = useMessages();
  const [confirmed, setConfirmed] = useState<ClockRequest>(null);
  const question = findQuestion(failure);
  if (question === null) return { request: null, question: null };
  return {
    request: confirmed === question ? question : null,
    question: (
      <Switch
        {...messages.clockQuestions[question]}
        isOn={confirmed === question}
        onChange={(isOn) => setConfirmed(isOn ? question : null)}
      />
    ),
  };
}

/** A clock that is behind the beacon is certainly wrong, so an operator cannot confirm it. */
function findQuestion(failure: MutationFailure | undefined): ClockRequest {
  if (failure?.code === 'clock-unchecked') return 'confirmUncheckedClock';
  if (failure?.code !== 'clock-wrong' || !(failure.error instanceof ProblemReply)) return null;
  return Number(failure.error.problem['aheadSeconds']) > 0 ? 'confirmStoppedBeacon' : null;
}
