import { CodedError } from '#errors';
import type { ProblemCode } from '#contract/problem-details.ts';

export interface HttpProblemOptions extends ErrorOptions {
  /** Extension members of the problem reply. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The value of a Retry-After header, in seconds.
 *
 * @param ms The wait in milliseconds. It is far too long after the clock was set back.
 * @param secondsMax The longest possible wait.
 */
export function retryAfter(ms: number, secondsMax: number): string {
  return String(Math.min(Math.max(1, Math.ceil(ms / 1000)), secondsMax));
}

/** A request that is refused with a problem reply. */
export class HttpProblem extends CodedError<ProblemCode> {
  override name = 'HttpProblem';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail A sentence that says whether anything was changed, and what to do next. */
  constructor(code: ProblemCode, detail: string, options: HttpProblemOptions = {}) {
    super(code, detail, options);
    this.facts = options.facts ?? {};
    this.headers = options.headers ?? {};
  }
}
