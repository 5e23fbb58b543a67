import {
  ProblemReply,
  ServiceUnreachable,
  type NewerProblemCode,
} from '#contract/problem-reply.ts';
import { replyStageOf } from '#contract/reply-stages.ts';
import type { ProblemCode } from '#contract/problem-details.ts';

/** Codes with a sentence of their own: problems of the service, and requests without an answer. */
export type ListedErrorCode = ProblemCode | 'offline' | 'timed-out' | 'unreachable';

/** A listed code, or a problem code of a newer service. */
export type ApiErrorCode = ListedErrorCode | NewerProblemCode;

export interface ApiError {
  readonly code: ApiErrorCode;
  /** Whole seconds to wait, where the service named them. */
  readonly retryAfterSeconds: number | undefined;
}

/** Whether a change that failed with this code may have been made all the same. */
export function isOutcomeUnknown(code: ApiErrorCode): boolean {
  return code !== 'offline' && replyStageOf(code) === 'unknown';
}

/** Converts what a failed call threw. A 5xx reply that is not a problem document is `unreachable`. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ProblemReply) {
    return { code: error.code, retryAfterSeconds: error.retryAfterSeconds };
  }
  return { code: isTimeout(error) ? 'timed-out' : 'unreachable', retryAfterSeconds: undefined };
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof ServiceUnreachable ? error.cause : error;
  return cause instanceof Error && cause.name === 'TimeoutError';
}
