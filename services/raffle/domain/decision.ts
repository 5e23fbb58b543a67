import { CodedError } from '#errors';
import { isSameKey, type Entry, type OperatorSignature } from './entries.ts';
import type { SignedEntry } from './operator-requests.ts';
import { isOpened, type OpenedRaffle, type Raffle } from './raffle.ts';

/** The rules that a command can break. The names are problem codes of the contract. */
export type RuleCode =
  | 'already-drawn'
  | 'beacon-pending'
  | 'idempotency-key-reused'
  | 'invalid-request'
  | 'limit-reached'
  | 'no-tickets-sold'
  | 'not-a-rehearsal'
  | 'not-drawn'
  | 'not-found'
  | 'not-open-yet'
  | 'prize-claimed'
  | 'prize-not-held'
  | 'raffle-cancelled'
  | 'raffle-closed'
  | 'raffle-exists'
  | 'raffle-not-found'
  | 'rule-final'
  | 'rules-changed'
  | 'sold-out'
  | 'ticket-not-valid';

/**
 * The rules refuse a command; nothing has changed. The message says whether a ticket was taken and
 * what to do next.
 */
export class RuleBroken extends CodedError<RuleCode> {
  override name = 'RuleBroken';
  /** What a client needs to go on: `opensAt` of `not-open-yet`, `rules` of `rules-changed`. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: RuleCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(code, message);
    this.facts = facts;
  }
}

/** The result of a command that the rules allow. */
export interface Decision<E extends Entry = Entry> {
  /** New entries; if `replayed`, the entries of the first time this command was carried out. */
  readonly entries: readonly E[];
  /** The entries are in the log already. Nothing is to be added. */
  readonly replayed: boolean;
}

/** @throws {RuleBroken} `raffle-not-found`. */
export function requireOpened(raffle: Raffle): OpenedRaffle {
  if (isOpened(raffle)) return raffle;
  throw new RuleBroken(
    'raffle-not-found',
    'There is no raffle with this id. No ticket was taken and nothing was changed. Check the id.',
  );
}

/** The time of a decision: that of the command, or of the log's last entry if that is later. */
export function decisionTime({ lastAt }: OpenedRaffle, at: string): string {
  return at > lastAt ? at : lastAt;
}

/**
 * Requires that an operator can still change the raffle: it is neither closed nor cancelled.
 *
 * @throws {RuleBroken} `raffle-closed`, `raffle-cancelled`.
 */
export function requireOpen(raffle: OpenedRaffle): OpenedRaffle & { readonly status: 'open' } {
  if (raffle.status === 'open') return raffle;
  throw raffle.status === 'cancelled'
    ? new RuleBroken('raffle-cancelled', 'The raffle is cancelled. Nothing was changed.')
    : new RuleBroken('raffle-closed', 'Sales have ended already. Nothing was changed.');
}

/**
 * The entries of an earlier request that this one repeats; none if it is new.
 *
 * @param type Of the entries that such a request leads to.
 * @throws {RuleBroken} `idempotency-key-reused`: the key belongs to another request about this raffle,
 *   of whatever kind.
 */
export function findRepeated<Type extends SignedEntry['type']>(
  { requests }: OpenedRaffle,
  now: OperatorSignature,
  type: Type,
): readonly Extract<SignedEntry, { readonly type: Type }>[] {
  const earlier = requests.find(now);
  const repeated = earlier.filter((entry) => isOfType(entry, type));
  if (repeated.length < earlier.length) throw keyReused();
  const [first] = repeated;
  if (first !== undefined && !isSameIntent(first.operatorSignature, now)) throw keyReused();
  return repeated;
}

function isOfType<Type extends SignedEntry['type']>(
  entry: SignedEntry,
  type: Type,
): entry is Extract<SignedEntry, { readonly type: Type }> {
  return entry.type === type;
}

/**
 * Whether an operator's request repeats an earlier one: same key, `Idempotency-Key`, path and body.
 * The signatures differ, because each has its own nonce and time.
 */
export function isSameIntent(earlier: OperatorSignature, now: OperatorSignature): boolean {
  return isSameKey(earlier, now) && isSameAddress(earlier, now) && earlier?.body === now?.body;
}

/** Whether two signatures cover the same request path. */
export function isSameAddress(earlier: OperatorSignature, now: OperatorSignature): boolean {
  return signedPath(earlier) === signedPath(now);
}

/**
 * The line of the signature base that holds the path.
 *
 * @see RFC 9421 section 2.5: one component per line, `"name": value`.
 */
function signedPath(signature: OperatorSignature): string | undefined {
  return /^"@path": .*$/m.exec(signature?.base ?? '')?.[0];
}

/** The refusal of a key that belongs to another request. */
export function keyReused(): RuleBroken {
  return new RuleBroken(
    'idempotency-key-reused',
    'This Idempotency-Key belongs to another request. Nothing was changed; use a new key for a new request.',
  );
}
