import { CodedError } from '#errors';
import type { ProblemCode, ProblemDetails } from './problem-details.ts';

/**
 * The service answered with a problem. `message` is its `detail`, `code` is listed, or one of a newer
 * service.
 */
export class ProblemReply extends CodedError<ProblemCode | NewerProblemCode> {
  override name = 'ProblemReply';
  readonly status: number;
  readonly problem: ProblemDetails;
  /** Seconds to wait before the next attempt, if the service named them. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemDetails, retryAfterSeconds: number | undefined) {
    super(problem.code, problem.detail);
    this.status = problem.status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Any other string. The intersection keeps the listed codes visible to editors. */
export type NewerProblemCode = string & Record<never, never>;

/** No usable answer: refused, timed out, cut off, or not from a raffle service. */
export class ServiceUnreachable extends CodedError<'service-unreachable'> {
  override name = 'ServiceUnreachable';

  constructor(message: string, options?: ErrorOptions) {
    super('service-unreachable', message, options);
  }
}
