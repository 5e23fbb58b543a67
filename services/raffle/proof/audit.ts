import { examineCheckpoints } from './audit-checkpoints.ts';
import { examineAmendments } from './audit-amendments.ts';
import { examineClosing } from './audit-closing.ts';
import { examineDraw } from './audit-draw.ts';
import { examineDrawRecord } from './audit-draw-record.ts';
import { readLines, readLog, type Log } from './audit-log.ts';
import { examineOpening } from './audit-opening.ts';
import { examinePrizes } from './audit-prizes.ts';
import { examineSignedRequests } from './audit-requests.ts';
import { examineReveal, examineSeal } from './audit-seal.ts';
import { examineKeys, examineSignatures } from './audit-signatures.ts';
import { examineCapacity, examineLimit, examineTickets, examineVoids } from './audit-tickets.ts';
import { examineTimes } from './audit-times.ts';
import { isText, membersOf, parseJson, show } from './audit-values.ts';
import { examineClosingInTime, examineWitnesses } from './audit-witnesses.ts';
import { quicknet, type BeaconChain } from './beacon.ts';
import { publicFormat, requireBundle } from './bundle.ts';
import { makeCheck, type Explanation, describeProgramError } from './make-check.ts';
import { NotChecked, Violation } from './proof-error.ts';
import type { Check } from './verdict.ts';
import { honestWitnesses, noPolicy } from './witness-limits.ts';
import type { WitnessPolicy } from './witness-policy.ts';

/** What the auditor knows independently of the log. */
export interface AuditKeys {
  /** The log's verifier key. Default: the key in its first entry is trusted. */
  readonly logKey?: string;
  /** Checkpoints saved earlier; the log must begin with the entries that they sign. */
  readonly saved?: readonly string[];
  /**
   * Whether the log was fetched after all of `saved` was saved. If so, a shorter log has lost entries.
   * Default: false, because it may be an older copy.
   */
  readonly isCurrent?: boolean;
  /**
   * When the log was fetched from the service, by the auditor's clock; Unix time in milliseconds. A
   * closing that is due for more than 60 s is then missing. Default: a saved log, of any age.
   */
  readonly fetchedAtMs?: number;
  /** The beacon chains to trust. Default: only drand quicknet. */
  readonly chains?: readonly BeaconChain[];
  /**
   * The witnesses that the auditor trusts. With it there are two more checks, `witnesses` and `in-time`.
   * Default: cosignatures are not read, and `notProven` says so.
   */
  readonly policy?: WitnessPolicy;
}

/** What the auditor knows, and the raffle that the log should be about. */
export interface ExpectedRaffle extends AuditKeys {
  readonly raffle?: string;
}

const oneLogForAll =
  'That everyone was shown this log: an operator who rewrites all of it and signs it again, winners included, passes. Save its checkpoint, and compare it with other people’s.';
const alwaysNotProven: readonly string[] = [
  'That the draw was random: with randomness "local" the service draws alone, and the draw cannot be repeated. With "drand" the operator and the makers of the beacon together could choose the winners. So could the operator alone, unless another person or a quorum of witnesses had a checkpoint that covers the closing before the beacon was published: the time of the closing is only the service’s word.',
  'That a sealed draw is ever published: an operator who knows the result can keep it secret. To change it they need another closing, which does not match a checkpoint that covers this one.',
  'That the times are right, and so whether a sale was in time: each is from the operator’s clock. Only a checkpoint that was saved then, or a witness, bounds them. Operator requests are compared with the clock of the operator who signed them, to ten minutes.',
  'That sales ended on time: a saved log may be older than the closing. A missing one contradicts only a later entry with a time after the announced end; of a running raffle it is reported 60 s after that end, by the clock of the auditor.',
  'That a holder is one person, or that the operator holds no tickets: the limit counts the pseudonyms in the log, and a desk sale without an e-mail address has a pseudonym of its own.',
  'That the operator’s words are true: whether a sale was made at the desk, whether a ticket was paid, why a ticket was voided or a prize forfeited, whether a prize was handed over, and who may take part.',
  'That no buyer was refused: a refused purchase leaves no entry.',
  'That a key belongs to the person it is named after, or was allowed to act: the keys come with the bundle. Compare their ids with those you know.',
];

/** What an audit without a policy cannot prove. Show it with every verdict on a raffle. */
export const notProven: readonly string[] = [oneLogForAll, ...alwaysNotProven, noPolicy];

/** What an audit cannot prove, with or without a policy. */
export function notProvenWith(policy: WitnessPolicy | undefined): readonly string[] {
  const isWitnessed = policy?.quorum !== undefined;
  return isWitnessed ? [honestWitnesses, ...alwaysNotProven] : notProven;
}

/**
 * Recomputes a raffle from a bundle and compares every entry with the rules and with the requests that
 * operators signed. Of the service's code it uses only the formulas.
 *
 * @param bundle The reply of `GET /api/admin/raffles/:id/audit`, a public bundle, or any other value:
 *   nothing is thrown. An incomplete bundle is not checked.
 * @param expected.raffle The id of the raffle. Default: the one that the bundle names.
 * @returns For each kind of bundle always the same checks in the same order, with a policy two more;
 *   `verdictOf` sums them up.
 * @see notProvenWith for what a passed audit does not show.
 */
export function auditBundle(bundle: unknown, expected: ExpectedRaffle = {}): Check[] {
  return runToEnd(auditInSteps(bundle, expected));
}

/**
 * `auditBundle` in steps, for a page that must stay responsive.
 *
 * @yields The part that is done, from 0 to 1.
 */
export function* auditInSteps(
  bundle: unknown,
  expected: ExpectedRaffle = {},
): Generator<number, Check[]> {
  const { format, checkpoints, lines, raffle, draw } = membersOf(bundle);
  const about = makeCheck('bundle', () => examineBundle(bundle, expected.raffle));
  if (format === publicFormat) {
    const log = yield* readBundle(bundle, () => readLines(raffle, lines));
    const shown = checkLog(log, 'shown', (read) => examineDrawRecord(read, draw));
    return [about, ...(yield* examineLog(log, checkpoints, expected)), shown];
  }
  const log = yield* readBundle(bundle, () => readLog(bundle));
  return [
    about,
    ...(yield* examineLog(log, checkpoints, expected)),
    checkLog(log, 'keys', examineKeys),
    checkLog(log, 'signatures', examineSignatures),
    checkLog(log, 'orders', examineSignedRequests),
  ];
}

/**
 * Recomputes a raffle from its public log.
 *
 * @param entries The lines of `GET /api/raffles/:id/log`, without their line ends.
 * @param checkpoints Signed checkpoints of the log, oldest first; the newest must cover all of it.
 * @returns Always the same checks in the same order; `verdictOf` sums them up.
 * @see docs/verifying.md for the same by hand.
 */
export function auditLog(
  entries: readonly string[],
  checkpoints: readonly string[],
  keys: AuditKeys = {},
): Check[] {
  const { raffle } = membersOf(parseJson(entries[0] ?? ''));
  const log = runToEnd(attempt(() => readLines(raffle, entries)));
  return runToEnd(examineLog(log, checkpoints, keys));
}

function runToEnd<Result>(steps: Generator<number, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The checks of every log, with or without the operators' signatures. */
function* examineLog(
  log: LogOrError,
  checkpoints: unknown,
  { chains = [quicknet], fetchedAtMs, policy, ...known }: AuditKeys,
): Generator<number, Check[]> {
  const examinations: readonly [name: string, examine: (log: Log) => Explanation][] = [
    ['entries', ({ records }) => describeEntries(records.length)],
    ['opening', examineOpening],
    ['times', (log) => examineTimes(log, fetchedAtMs)],
    ['amendments', examineAmendments],
    ['tickets', examineTickets],
    ['voids', examineVoids],
    ['capacity', examineCapacity],
    ['limit', examineLimit],
    ['closing', examineClosing],
    ['seal', (log) => examineSeal(log, chains)],
    ['draw', examineDraw],
    ['reveal', (log) => examineReveal(log, chains)],
    ['prizes', examinePrizes],
    ['log', (log) => examineCheckpoints(log, checkpoints, known)],
    ...witnessChecks({ policy, chains }, [...(known.saved ?? []), ...listOrNone(checkpoints)]),
  ];
  const checks: Check[] = [];
  for (const [name, examine] of examinations) {
    checks.push(checkLog(log, name, examine));
    yield 1;
  }
  return checks;
}

/** The checks that an auditor's policy adds. */
function witnessChecks(
  {
    policy,
    chains,
  }: {
    readonly policy: WitnessPolicy | undefined;
    readonly chains: readonly BeaconChain[];
  },
  notes: readonly unknown[],
): [name: string, examine: (log: Log) => Explanation][] {
  if (policy === undefined) return [];
  return [
    ['witnesses', (log) => examineWitnesses(log, { policy, notes })],
    ['in-time', (log) => examineClosingInTime(log, { policy, notes }, chains)],
  ];
}

function listOrNone(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function describeEntries(count: number): string {
  const entries = count === 1 ? 'The one entry is' : `All ${count} entries are`;
  return `${entries} of a known type and complete.`;
}

/** A log, or why it cannot be read. */
type LogOrError = Log | Violation | NotChecked;

function readBundle(
  bundle: unknown,
  read: () => Generator<number, Log>,
): Generator<number, LogOrError> {
  return attempt(() => {
    requireBundle(bundle);
    return read();
  });
}

function* attempt(read: () => Generator<number, Log>): Generator<number, LogOrError> {
  try {
    return yield* read();
  } catch (error) {
    if (error instanceof Violation || error instanceof NotChecked) return error;
    return new NotChecked(describeProgramError(error));
  }
}

function checkLog(log: LogOrError, name: string, examine: (log: Log) => Explanation): Check {
  return makeCheck(name, () => {
    if (!(log instanceof Error)) return examine(log);
    throw name === 'entries' ? log : new NotChecked('Not checked: the log cannot be read.');
  });
}

function examineBundle(bundle: unknown, expected: string | undefined): string {
  requireBundle(bundle);
  const { raffle } = bundle;
  if (!isText(raffle)) throw new Violation('The bundle does not say which raffle it is about.');
  if (expected === undefined || expected === raffle) return `The bundle is about raffle ${raffle}.`;
  throw new Violation(`The bundle is about raffle ${show(raffle)}, not about "${expected}".`);
}
