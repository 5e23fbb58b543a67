import { readLog, type Log } from './audit-log.ts';
import { examineKeys, examineOrders, examineSignatures } from './audit-orders.ts';
import {
  examineCapacity,
  examineClosing,
  examineDraw,
  examineLimit,
  examineOpening,
  examineTickets,
} from './audit-rules.ts';
import { asObject, isText, show, Violation } from './audit-values.ts';

/** One thing that was checked, and what came of it. */
export interface AuditCheck {
  readonly name: string;
  readonly passed: boolean;
  /** One sentence. If the check failed, it begins with the exact place of the first violation. */
  readonly says: string;
}

/** The name by which a bundle of this kind is recognised. */
export const bundleFormat = 'raffle-audit-bundle/1';

/** What no audit of one bundle can show; to be told wherever a verdict is told. */
export const notProven: readonly string[] = [
  'That everyone was shown this log: who rewrites all of it, winner included, passes. Keep the bundle and compare it with what others hold.',
  'That the dice were fair: with randomness "local" the service draws alone, and nobody can repeat it.',
  'That a holder is one human being, or that the operator holds no tickets: the limit counts the pseudonyms in the log.',
  'That a key belongs to whom it is named after, or had the right to order: the keys come with the bundle. Compare their ids with those you know.',
  'That the times are right: they are the service’s clock. Only what was ordered is held against the operator’s clock, to ten minutes.',
];

/**
 * Recomputes a raffle from its log, and holds every entry against the rules and against the orders
 * that operators signed. It shares no code with the service that wrote the log.
 *
 * @param bundle What `GET /api/admin/raffles/:id/audit` answered, or anything at all: what cannot be read fails its check, nothing is thrown.
 * @param expected.raffle The raffle that was asked about. Default: the one the bundle names.
 * @returns Always the same checks in the same order; the raffle is valid if all of them passed.
 * @see notProven for what a valid raffle does not mean.
 */
export function auditBundle(
  bundle: unknown,
  expected: { readonly raffle?: string } = {},
): AuditCheck[] {
  let log: Log | undefined;
  const refold = (name: string, examine: (log: Log) => string): AuditCheck =>
    check(name, () => {
      if (log === undefined) throw new Violation('Not checked: the log cannot be read.');
      return examine(log);
    });
  return [
    check('bundle', () => examineBundle(bundle, expected.raffle)),
    check('entries', () => {
      log = readLog(bundle);
      return `All ${log.records.length} entries are of a known kind, and complete.`;
    }),
    refold('opening', examineOpening),
    refold('tickets', examineTickets),
    refold('capacity', examineCapacity),
    refold('limit', examineLimit),
    refold('closing', examineClosing),
    refold('draw', examineDraw),
    refold('keys', examineKeys),
    refold('signatures', examineSignatures),
    refold('orders', examineOrders),
  ];
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
  if (format !== bundleFormat) {
    throw new Violation(`The bundle’s format is ${show(format)}, not "${bundleFormat}".`);
  }
  if (!isText(raffle)) throw new Violation('The bundle does not say which raffle it is about.');
  if (expected === undefined || expected === raffle) return `The bundle is about raffle ${raffle}.`;
  throw new Violation(`The bundle is about raffle ${show(raffle)}, not about "${expected}".`);
}
