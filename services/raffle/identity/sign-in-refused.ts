import * as z from 'zod/mini';
import { catch as catchWith } from 'zod/mini';
import { CodedError } from '#errors';

const refusals = {
  expired: 'This sign-in has expired. Start it again.',
  unconfirmed: 'Your organisation did not confirm the sign-in. Start it again.',
  unreachable: 'Your organisation’s sign-in does not answer. Try again later.',
  'no-address':
    'Your organisation gave no verified e-mail address for you. Ask there, or ask the organiser of the raffle.',
} as const;

export type SignInFault = keyof typeof refusals;

/** The sign-in failed: the organisation did not confirm it, or has no verified address. */
export class SignInRefused extends CodedError<SignInFault> {
  override name = 'SignInRefused';

  constructor(code: SignInFault, options?: ErrorOptions) {
    super(code, refusals[code], options);
  }

  /** The chain of causes by names and codes only: messages may repeat the browser's input. */
  get causes(): readonly FailedBy[] {
    const causes: FailedBy[] = [];
    for (let { cause }: Error = this; cause instanceof Error; { cause } = cause) {
      const { code, status, claim, error } = failureMembers.parse(cause);
      causes.push({ name: cause.name, code, status, claim, error });
    }
    return causes;
  }
}

/** Members of openid-client's errors and of `ClaimUnusable`; any other value counts as absent. */
const failureMembers = z.looseObject({
  code: catchWith(z.optional(z.string()), undefined),
  status: catchWith(z.optional(z.number()), undefined),
  claim: catchWith(z.optional(z.string()), undefined),
  error: catchWith(z.optional(z.string().check(z.regex(/^[\w.-]{1,64}$/))), undefined),
});

export interface FailedBy {
  readonly name: string;
  readonly code: string | undefined;
  /** HTTP status of the organisation's answer. */
  readonly status: number | undefined;
  /** The organisation's `error` code (RFC 6749 sections 4.1.2.1 and 5.2). */
  readonly error: string | undefined;
  /** The unusable claim; `code` says why. */
  readonly claim: string | undefined;
}

/** A claim of the organisation is missing or invalid. Its value is not repeated. */
export class ClaimUnusable extends CodedError {
  override name = 'ClaimUnusable';
  readonly claim: string;

  constructor(claim: string, code: string) {
    super(code, `The claim ${claim} is ${code}.`);
    this.claim = claim;
  }
}
