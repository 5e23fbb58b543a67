import type { ProblemCode } from '#contract/problems.ts';

/** Why a request is not an operator's, or not one that this operator may make. */
export class AdminRequestRefused extends Error {
  override name = 'AdminRequestRefused';
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.code = code;
  }
}
