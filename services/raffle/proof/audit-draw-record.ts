import { canonicalJson, type Json } from './canonical-json.ts';
import type { Log } from './audit-log.ts';
import { asObject, isObject, show, Violation } from './audit-values.ts';

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
  requireSame(shown, expected, 'draw');
  return `The draw that is shown is the one in the log.`;
}

/** @throws {Violation} names the innermost member that differs. */
function requireSame(shown: unknown, expected: unknown, place: string): void {
  if (textOf(shown) === textOf(expected)) return;
  if (!isObject(shown) || !isObject(expected)) {
    throw new Violation(`${place} is ${show(shown)}; the log says ${show(expected)}.`);
  }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(shown)])) {
    requireSame(ownOf(shown, name), ownOf(expected, name), `${place}.${name}`);
  }
}

/** Not what every object inherits: JSON can have a member `__proto__`. */
function ownOf(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value as Json);
}
