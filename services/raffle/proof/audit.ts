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
import { asObject, isText, parseJson, show, Violation } from './audit-values.ts';
import { quicknet, type BeaconChain } from './beacon.ts';

/** One thing that was checked, and what came of it. */
export interface AuditCheck {
  readonly name: string;
  readonly passed: boolean;
  /** One sentence. If the check failed, it begins with the exact place of the first violation. */
  readonly says: string;
}

/** The name by which an operator's bundle is recognised. */
export const bundleFormat = 'raffle-audit-bundle/1';
/** The name by which a bundle is recognised that anybody can make of what the service shows. */
export const publicFormat = 'raffle-public-log/1';

/** What an auditor knows from elsewhere. Nothing of it is needed. */
export interface AuditKeys {
  /** The log's verifier key. Default: the one in its first entry is believed. */
  readonly logKey?: string;
  /** Checkpoints kept from earlier; the log must still be the one they sign. */
  readonly kept?: readonly string[];
  /** The beacon chains to trust. Default: drand quicknet alone. */
  readonly chains?: readonly BeaconChain[];
}

/** What no audit can show; to be told wherever a verdict is told. */
export const notProven: readonly string[] = [
  'That everyone was shown this log: who rewrites all of it and signs it anew, winner included, passes. Keep its checkpoint, and compare it with what others hold.',
  'That the dice were fair: with randomness "local" the service draws alone, and nobody can repeat it. With "drand" the operator and the beacon’s keepers together could choose; neither can alone.',
  'That a sealed draw is ever told: an operator who knows the outcome can keep silent, never change it.',
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
 *   all: what cannot be read fails its check, nothing is thrown.
 * @param expected.raffle The raffle that was asked about. Default: the one the bundle names.
 * @returns Always the same checks in the same order; the raffle is valid if all of them passed.
 * @see notProven for what a valid raffle does not mean.
 */
export function auditBundle(
  bundle: unknown,
  expected: AuditKeys & { readonly raffle?: string } = {},
): AuditCheck[] {
  const { format, checkpoints, lines, raffle, draw } = (bundle ?? {}) as Record<string, unknown>;
  const about = check('bundle', () => examineBundle(bundle, expected.raffle));
  if (format === publicFormat) {
    const log = reading(() => readLines(raffle, lines));
    const shown = refold(log, 'shown', (read) => examineDrawRecord(read, draw));
    return [about, ...examineLog(log, checkpoints, expected), shown];
  }
  const log = reading(() => readLog(bundle));
  return [
    about,
    ...examineLog(log, checkpoints, expected),
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
  return examineLog(
    reading(() => readLines(raffle, entries)),
    checkpoints,
    keys,
  );
}

/** What is checked of every log, whoever audits it. */
function examineLog(read: Reading, checkpoints: unknown, keys: AuditKeys): AuditCheck[] {
  const { logKey, kept, chains = [quicknet] } = keys;
  return [
    refold(read, 'entries', ({ records }) => {
      return `All ${records.length} entries are of a known kind, and complete.`;
    }),
    refold(read, 'opening', examineOpening),
    refold(read, 'tickets', examineTickets),
    refold(read, 'capacity', examineCapacity),
    refold(read, 'limit', examineLimit),
    refold(read, 'closing', examineClosing),
    refold(read, 'seal', (log) => examineSeal(log, chains)),
    refold(read, 'draw', examineDraw),
    refold(read, 'reveal', (log) => examineReveal(log, chains)),
    refold(read, 'log', (log) => examineCheckpoints(log, checkpoints, { logKey, kept })),
  ];
}

/** A log, or why it cannot be read. */
type Reading = Log | Violation;

function reading(read: () => Log): Reading {
  try {
    return read();
  } catch (error) {
    return error instanceof Violation
      ? error
      : new Violation(`Could not be read: ${String(error)}`);
  }
}

function refold(log: Reading, name: string, examine: (log: Log) => string): AuditCheck {
  return check(name, () => {
    if (!(log instanceof Violation)) return examine(log);
    throw name === 'entries' ? log : new Violation('Not checked: the log cannot be read.');
  });
}

function check(name: string, examine: () => string): AuditCheck {
  try {
    return { name, passed: true, says: examine() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const says = error instanceof Violation ? reason : `Could not be checked: ${reason}`;
    return { name, passed: false, says };
  }
}

function examineBundle(bundle: unknown, expected: string | undefined): string {
  const { format, raffle } = asObject(bundle, 'The bundle');
  if (format !== bundleFormat && format !== publicFormat) {
    throw new Violation(`The bundle’s format is ${show(format)}, not "${bundleFormat}".`);
  }
  if (!isText(raffle)) throw new Violation('The bundle does not say which raffle it is about.');
  if (expected === undefined || expected === raffle) return `The bundle is about raffle ${raffle}.`;
  throw new Violation(`The bundle is about raffle ${show(raffle)}, not about "${expected}".`);
}
