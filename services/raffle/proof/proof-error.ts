import { CodedError } from '#errors';

/** Why a proof is not valid. Stable: programs compare it. */
export type ProofErrorCode =
  | 'malformed'
  | 'not-signed'
  | 'signature-wrong'
  | 'other-log'
  | 'not-included'
  | 'not-consistent'
  | 'beacon-wrong'
  | 'seal-broken';

/** A receipt, checkpoint, beacon or seal is not valid. */
export class ProofError extends CodedError<ProofErrorCode> {
  override name = 'ProofError';
}

/** The log breaks a rule: the check failed. */
export class Violation extends CodedError<'violation'> {
  override name = 'Violation';

  /** @param message One sentence that begins with the place of the violation. */
  constructor(message: string) {
    super('violation', message);
  }
}

/** Something that the check needs is missing or unreadable: it neither passed nor failed. */
export class NotChecked extends CodedError<'not-checked'> {
  override name = 'NotChecked';

  /** @param message One sentence: what is missing. */
  constructor(message: string) {
    super('not-checked', message);
  }
}
