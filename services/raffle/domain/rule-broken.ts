/** The rules a command can break. The names are the contract's problem codes. */
export type RuleCode =
  | 'already-drawn'
  | 'beacon-pending'
  | 'idempotency-key-reused'
  | 'limit-reached'
  | 'no-tickets-sold'
  | 'not-a-rehearsal'
  | 'raffle-closed'
  | 'raffle-exists'
  | 'raffle-not-found'
  | 'sold-out';

/** A command was refused by the rules of the raffle; nothing has changed. */
export class RuleBroken extends Error {
  override name = 'RuleBroken';
  readonly code: RuleCode;

  /** @param message Says whether a ticket was taken, and what to do next. */
  constructor(code: RuleCode, message: string) {
    super(message);
    this.code = code;
  }
}
