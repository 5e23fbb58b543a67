import { countEntries, membersOf, parseJson } from './audit-values.ts';
import { isEqual, tryFromUtf8 } from './bytes.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { makeCheck } from './make-check.ts';
import { NotChecked, Violation } from './proof-error.ts';
import { parseReceipt } from './receipt.ts';
import type { SavedLog } from './saved-log.ts';
import { parseVerifierKey } from './signed-note.ts';
import type { Check } from './verdict.ts';

/** What a log says about a sale after it was made. */
export type SaleOutcome =
  /** Nothing: the ticket is valid, and not in the order of the draw if there is one. */
  | { readonly kind: 'valid' }
  /** The ticket does not count any more, and its number may be sold again. `index`: of the void. */
  | {
      readonly kind: 'voided';
      readonly index: number;
      readonly reason: string;
      readonly at: string;
    }
  /** The ticket is in the order of the draw, at this place from 1. */
  | { readonly kind: 'drawn'; readonly place: number };

/**
 * Finds what became of a sold ticket. A receipt proves the sale alone, so say this wherever one is
 * shown as valid beside a log. The log is not verified.
 *
 * @param index Log index of the sale, as in the receipt.
 */
export function findSaleOutcome(log: Pick<SavedLog, 'line' | 'size'>, index: number): SaleOutcome {
  const { number } = membersOf(parseJson(log.line(index) ?? ''));
  for (let later = index + 1; later < log.size; later += 1) {
    const line = log.line(later) ?? '';
    // Parsing every line of a large log would take seconds.
    if (line.includes('"type":"ticket-voided"')) {
      const entry = membersOf(parseJson(line));
      if (entry['number'] !== number) continue;
      const [reason, at] = [String(entry['reason']), String(entry['at'])];
      return { kind: 'voided', index: later, reason, at };
    }
    if (!line.includes('"type":"raffle-drawn"')) continue;
    const { order } = membersOf(parseJson(line));
    const items: readonly unknown[] = Array.isArray(order) ? order : [];
    const place = items.findIndex((item) => membersOf(item)['sale'] === index) + 1;
    return place > 0 ? { kind: 'drawn', place } : { kind: 'valid' };
  }
  return { kind: 'valid' };
}

/**
 * Compares the log of a valid receipt with the whole log as it was later, which shows a void.
 *
 * @param logKey The log's verifier key.
 * @returns The check `grown`: the key signed the later log, and it begins with the receipt's.
 */
export function compareLog(text: string, log: SavedLog, logKey: string): Check {
  return makeCheck('grown', () => {
    const key = parseVerifierKey(logKey);
    const own = openCheckpoint(parseReceipt(text).checkpoint, key);
    if (log.checkpoint === undefined) throw new NotChecked('The log has no checkpoint.');
    const newest = openCheckpoint(log.checkpoint, key);
    if (log.size < Math.max(own.size, newest.size)) {
      throw new NotChecked(
        `The log has ${countEntries(log.size)}, and ${Math.max(own.size, newest.size)} are needed: it is an older copy, or a part is missing.`,
      );
    }
    if (newest.size < log.size || !hasRoot(log, newest)) {
      throw new Violation('The log’s newest checkpoint does not sign it.');
    }
    if (!hasRoot(log, own)) {
      throw new Violation('The log does not begin with the log of the receipt.');
    }
    return `The log of ${countEntries(newest.size)} begins with the log of ${countEntries(own.size)}, unchanged.`;
  });
}

function hasRoot(log: SavedLog, { size, root }: Checkpoint): boolean {
  const own = log.root(size);
  return own !== undefined && isEqual(own, root);
}

/**
 * Looks the ticket of a valid receipt up in a log, and tells what became of it. Also audit the log
 * with the receipt's checkpoint among `saved`: only that shows that the log is the receipt's.
 *
 * @returns The check `found`. It passes for a ticket that was voided later, and says so.
 */
export function findReceipt(text: string, log: Pick<SavedLog, 'line' | 'size'>): Check {
  return makeCheck('found', () => {
    const { leaf, index } = parseReceipt(text);
    const line = tryFromUtf8(leaf) ?? '';
    const ticket = `Ticket ${String(membersOf(parseJson(line))['number'])} of the receipt`;
    if (log.line(index) === line) {
      return `${ticket} is entry ${index} of this log. ${describeOutcome(findSaleOutcome(log, index), log.size)}`;
    }
    if (index >= log.size) {
      throw new NotChecked(`${ticket} is entry ${index} of its log; this log has ${log.size}.`);
    }
    throw new Violation(`${ticket} should be entry ${index} of this log, and is not.`);
  });
}

function describeOutcome(outcome: SaleOutcome, size: number): string {
  switch (outcome.kind) {
    case 'valid':
      return `It was not voided in these ${countEntries(size)}.`;
    case 'voided':
      return `It was voided later, by entry ${outcome.index} at ${outcome.at} (${outcome.reason}): it does not take part in the draw.`;
    case 'drawn':
      return `It was drawn in place ${outcome.place}.`;
    default:
      return outcome satisfies never;
  }
}
