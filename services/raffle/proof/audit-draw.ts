import type { Log, LogRecord } from './audit-log.ts';
import { poolOf } from './audit-replay.ts';
import { at, countTickets, show } from './audit-values.ts';
import { drawLength } from './draw-order.ts';
import type { Explanation } from './make-check.ts';

/**
 * Checks that there is at most one draw, of as many distinct tickets as there are prizes and reserves,
 * each with the number, holder and sale of the pool at its index. How the indexes were found,
 * `examineReveal` checks.
 */
export function examineDraw(log: Log): Explanation {
  const [drawing, again] = log.drawn;
  const [closing] = log.closed;
  if (again !== undefined) throw at(again.place, 'tickets are drawn a second time.');
  if (closing !== undefined) requireDrawnAtOnce(closing, log.records[closing.place + 1]);
  if (drawing === undefined) return { notApplicable: 'Nothing is drawn yet.' };
  const { place, entry } = drawing;
  if (closing === undefined || closing.place > place) {
    throw at(place, 'it comes before the closing.');
  }
  const { rules, tickets } = poolOf(log);
  if (entry.ticketCount !== tickets.length) {
    throw at(place, `it counts ${countTickets(entry.ticketCount)}; ${tickets.length} are valid.`);
  }
  const length = drawLength(tickets.length, rules);
  if (entry.order.length !== length) {
    throw at(place, `it draws ${countTickets(entry.order.length)}; ${length} are due.`);
  }
  const drawn = new Set<number>();
  for (const [pick, item] of entry.order.entries()) {
    const where = `order[${pick}]`;
    const sale = tickets[item.index];
    if (sale === undefined) throw at(place, `${where} is index ${item.index}, outside the pool.`);
    if (drawn.has(item.index)) throw at(place, `${where} draws index ${item.index} again.`);
    drawn.add(item.index);
    const { number, holder } = sale.entry;
    if (number === item.ticketNumber && holder === item.holder && sale.place === item.sale)
      continue;
    throw at(
      place,
      `${where}: index ${item.index} is ticket ${number} of ${show(holder)}, sold in entries[${sale.place}], not ticket ${item.ticketNumber} of ${show(item.holder)}, sold in entries[${item.sale}].`,
    );
  }
  const numbers = entry.order.map(({ ticketNumber }) => ticketNumber).join(', ');
  return `Drawn once, in this order: ticket ${numbers}, of ${countTickets(tickets.length)} in the pool.`;
}

/** A request to draw an open `local` raffle closes and draws in one step. */
function requireDrawnAtOnce(
  { place, entry }: LogRecord<'raffle-closed'>,
  next: LogRecord | undefined,
): void {
  if (entry.cause !== 'draw' || entry.seal !== undefined) return;
  if (next?.kind === 'raffle-drawn' && next.entry.at === entry.at) return;
  throw at(place, 'sales closed for a draw that does not follow at once.');
}
