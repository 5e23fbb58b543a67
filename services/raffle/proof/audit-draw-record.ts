import { canonicalJson, type Json } from './canonical-json.ts';
import type { Log } from './audit-log.ts';
import { asObject, show, Violation } from './audit-values.ts';

/**
 * What the service shows as the draw is what its log says. The sentence about `fairness` is not
 * held against anything.
 */
export function examineDrawRecord(log: Log, record: unknown): string {
  const [drawing] = log.drawn;
  if (drawing === undefined) {
    if (record === undefined) return 'No draw is shown, and there is none.';
    throw new Violation('A draw is shown that is not in the log.');
  }
  const { raffle, randomness, rehearsal } = log.opened.entry;
  const { index, ticketCount, ticketNumber, holder, reveal, at } = drawing.entry;
  const expected: Record<string, unknown> = {
    raffle,
    randomness,
    rehearsal,
    drawnAt: at,
    ticketCount,
    index,
    winner: { ticketNumber, holder },
    seal: log.closed[0]?.entry.seal,
    reveal,
  };
  const { fairness: _, ...shown } = asObject(record, 'The draw that is shown');
  for (const name of new Set([...Object.keys(expected), ...Object.keys(shown)])) {
    if (textOf(shown[name]) === textOf(expected[name])) continue;
    throw new Violation(
      `draw.${name} is ${show(shown[name])}; the log says ${show(expected[name])}.`,
    );
  }
  return `The draw that is shown is the one in the log.`;
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value as Json);
}
