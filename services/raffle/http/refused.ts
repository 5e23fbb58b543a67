import type { ProblemCode } from '#contract/problems.ts';

export interface RefusedOptions extends ErrorOptions {
  /** Facts that go into the problem reply beside the standard members. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that the door turns away. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: ProblemCode;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail Says whether anything was taken or changed, and what to do next. */
  constructor(code: ProblemCode, detail: string, options: RefusedOptions = {}) {
    super(detail, options);
    this.code = code;
    this.facts = options.facts ?? {};
    this.headers = options.headers ?? {};
  }
}
