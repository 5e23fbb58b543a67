import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import type { ProblemCode } from '#contract/problems.ts';

/** Everything that can go wrong with a request: what the service says, and its silence. */
export type TroubleCode = ProblemCode | 'offline' | 'timed-out' | 'unreachable';

export interface Trouble {
  readonly code: TroubleCode;
  /** Whole seconds to wait, where the service named them. */
  readonly retryAfterSeconds: number | undefined;
}

/** Whether a change that was asked for may have been made all the same. */
export function isOutcomeUnknown(code: TroubleCode): boolean {
  return unknownOutcomes.has(code);
}

const unknownOutcomes: ReadonlySet<TroubleCode> = new Set<TroubleCode>([
  'internal',
  'outcome-unknown',
  'timed-out',
  'unreachable',
]);

/** What a failed call comes to. A 5xx that is no problem of ours counts as silence. */
export function toTrouble(error: unknown): Trouble {
  if (error instanceof ProblemReply) {
    return { code: error.code, retryAfterSeconds: error.retryAfterSeconds };
  }
  return { code: isTimeout(error) ? 'timed-out' : 'unreachable', retryAfterSeconds: undefined };
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof ServiceUnreachable ? error.cause : error;
  return cause instanceof Error && cause.name === 'TimeoutError';
}
