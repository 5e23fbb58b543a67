import { examineCheckpoints } from './audit-checkpoints.ts';
import { examineDrawRecord } from './audit-draw-record.ts';
import { readLines, readLog, type Log } from './audit-log.ts';
import { examineKeys, examineOrders, examineSignatures } from './audit-orders.ts';
import {
  examineCapacity,
  examineClosing,
  examineDraw,
  examineLimit,
  examineOpening,
  examineTickets,
} from './audit-rules.ts';
import { examineReveal, examineSeal } from './audit-seal.ts';
import { isText, NotChecked, parseJson, show, Violation } from './audit-values.ts';
import { quicknet, type BeaconChain } from './beacon.ts';
import { publicFormat, requireBundle } from './bundle-format.ts';
import { check } from './check-steps.ts';

/** One thing that was checked, and what came of it. */
export interface AuditCheck {
  readonly name: string;
  readonly passed: boolean;
  /** It has not failed either: something is missing that it needs. */
  readonly notChecked?: true;
  /** One sentence. If the check failed, it begins with the exact place of the first violation. */
  readonly says: string;
}

/** What an auditor knows from elsewhere. Nothing of it is needed. */
export interface AuditKeys {
  /** The log's verifier key. Default: the one in its first entry is believed. */
  readonly logKey?: string;
  /** Checkpoints kept from earlier; the log must still be the one they sign. */
  readonly kept?: readonly string[];
  /**
   * The log was asked for after all of `kept` was there: if it has fewer entries, some are gone.
   * Default: false, it may be an older copy.
   */
  readonly isCurrent?: boolean;
  /** The beacon chains to trust. Default: drand quicknet alone. */
  readonly chains?: readonly BeaconChain[];
}

/** What an auditor knows, and the raffle that was asked about. */
export interface ExpectedRaffle extends AuditKeys {
  readonly raffle?: string;
}

/** What no audit can show; to be told wherever a verdict is told. */
export const notProven: readonly string[] = [
  'That everyone was shown this log: who rewrites all of it and signs it anew, winner included, passes. Keep its checkpoint, and compare it with what others hold.',
  'That the dice were fair: with randomness "local" the service draws alone, and nobody can repeat it. With "drand" the operator and the beacon’s keepers together could choose; so could the operator alone, where nobody else held a checkpoint that covers the closing before the beacon was published: when sales ended is the service’s word.',
  'That a sealed draw is ever told: an operator who knows the outcome can keep silent. Changing it takes another closing, which does not fit a checkpoint that covers this one.',
  'That a holder is one human being, or that the operator holds no tickets: the limit counts the pseudonyms in the log.',
  'That a key belongs to whom it is named after, or had the right to order: the keys come with the bundle. Compare their ids with those you know.',
  'That the times are right: they are the service’s clock. Only what was ordered is held against the operator’s clock, to ten minutes.',
];

/**
 * Recomputes a raffle from an operator's bundle, and holds every entry against the rules and
 * against the orders that operators signed. It shares no code with the service that wrote the log
 * but the formulas.
 *
 * @param bundle What `GET /api/admin/raffles/:id/audit` answered, a public bundle, or anything at
 *   all: nothing is thrown. A bundle of which a part is missing is not checked.
 * @param expected.raffle The raffle that was asked about. Default: the one the bundle names.
 * @returns Always the same checks in the same order. One that failed makes the raffle not valid; it
 *   is valid if all of them passed.
 * @see notProven for what a valid raffle does not mean.
 */
export function auditBundle(bundle: unknown, expected: ExpectedRaffle = {}): AuditCheck[] {
  return atOnce(auditInSteps(bundle, expected));
}

/**
 * The same, entry by entry, for a page that must go on answering meanwhile.
 *
 * @yields How much is done, from 0 to 1.
 * @see auditBundle
 */
export function* auditInSteps(
  bundle: unknown,
  expected: ExpectedRaffle = {},
): Generator<number, AuditCheck[]> {
  const { format, checkpoints, lines, raffle, draw } = (bundle ?? {}) as Record<string, unknown>;
  const about = check('bundle', () => examineBundle(bundle, expected.raffle));
  if (format === publicFormat) {
    const log = yield* reading(bundle, () => readLines(raffle, lines));
    const shown = refold(log, 'shown', (read) => examineDrawRecord(read, draw));
    return [about, ...(yield* examineLog(log, checkpoints, expected)), shown];
  }
  const log = yield* reading(bundle, () => readLog(bundle));
  return [
    about,
    ...(yield* examineLog(log, checkpoints, expected)),
    refold(log, 'keys', examineKeys),
    refold(log, 'signatures', examineSignatures),
    refold(log, 'orders', examineOrders),
  ];
}

/**
 * Recomputes a raffle from what anybody can fetch.
 *
 * @param entries The lines of `GET /api/raffles/:id/log`, without their line ends.
 * @param checkpoints Signed checkpoints of it, oldest first; the newest must sign all of it.
 * @returns Always the same checks in the same order; the raffle is valid if all of them passed.
 * @see docs/verifying.md for the same by hand.
 */
export function auditLog(
  entries: readonly string[],
  checkpoints: readonly string[],
  keys: AuditKeys = {},
): AuditCheck[] {
  const { raffle } = (parseJson(entries[0] ?? '') ?? {}) as Record<string, unknown>;
  const log = atOnce(attempt(() => readLines(raffle, entries)));
  return atOnce(examineLog(log, checkpoints, keys));
}

function atOnce<Result>(steps: Generator<number, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** What is checked of every log, whoever audits it. */
function* examineLog(
  read: Reading,
  checkpoints: unknown,
  { chains = [quicknet], ...known }: AuditKeys,
): Generator<number, AuditCheck[]> {
  const examinations: readonly [name: string, examine: (log: Log) => string][] = [
    [
      'entries',
      ({ records }) => `All ${records.length} entries are of a known kind, and complete.`,
    ],
    ['opening', examineOpening],
    ['tickets', examineTickets],
    ['capacity', examineCapacity],
    ['limit', examineLimit],
    ['closing', examineClosing],
    ['seal', (log) => examineSeal(log, chains)],
    ['draw', examineDraw],
    ['reveal', (log) => examineReveal(log, chains)],
    ['log', (log) => examineCheckpoints(log, checkpoints, known)],
  ];
  const checks: AuditCheck[] = [];
  for (const [name, examine] of examinations) {
    checks.push(refold(read, name, examine));
    yield 1;
  }
  return checks;
}

/** A log, or why it cannot be read. */
type Reading = Log | Violation | NotChecked;

function reading(bundle: unknown, read: () => Generator<number, Log>): Generator<number, Reading> {
  return attempt(() => {
    requireBundle(bundle);
    return read();
  });
}

function* attempt(read: () => Generator<number, Log>): Generator<number, Reading> {
  try {
    return yield* read();
  } catch (error) {
    return error instanceof Violation || error instanceof NotChecked
      ? error
      : new Violation(`Could not be read: ${String(error)}`);
  }
}

function refold(log: Reading, name: string, examine: (log: Log) => string): AuditCheck {
  return check(name, () => {
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
