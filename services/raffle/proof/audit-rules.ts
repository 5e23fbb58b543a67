import type { Log } from './audit-log.ts';
import { at, show, tickets } from './audit-values.ts';
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** The log begins with the opening of this raffle, and its key is a C2SP verifier key of this log. */
export function examineOpening({ opened: { entry }, raffle }: Log): string {
  if (entry.raffle !== raffle) {
    throw at(0, `it opens raffle ${show(entry.raffle)}, not ${show(raffle)}.`);
  }
  const { name } = readLogKey(entry.logKey);
  if (!name.endsWith(`/raffles/${entry.raffle}`)) {
    throw at(0, `its logKey is that of another log, ${show(name)}.`);
  }
  const start = `The log begins with the one opening of raffle ${entry.raffle}`;
  if (entry.rehearsal === undefined) return `${start}.`;
  return `${start}, and it is a rehearsal: nothing in it is real.`;
}

/** @throws {Violation} the first entry does not carry a C2SP verifier key. */
export function readLogKey(logKey: string): VerifierKey {
  try {
    return parseVerifierKey(logKey);
  } catch {
    throw at(0, `its logKey ${show(logKey)} is not a verifier key.`);
  }
}

/** Ticket numbers are 1, 2, 3 and so on, in the order of sale. */
export function examineTickets({ sold }: Log): string {
  for (const [index, { place, entry }] of sold.entries()) {
    if (entry.number === index + 1) continue;
    throw at(place, `ticket ${entry.number} stands where ticket ${index + 1} is due.`);
  }
  if (sold.length === 0) return 'No ticket was sold.';
  return `Ticket numbers run from 1 to ${sold.length}, each there once.`;
}

/** No more tickets than there are. */
export function examineCapacity({ sold, opened }: Log): string {
  const { capacity } = opened.entry;
  const over = sold[capacity];
  if (over === undefined) return `${sold.length} of ${tickets(capacity)} sold.`;
  throw at(over.place, `one ticket more than the capacity of ${capacity}.`);
}

/** No holder has more than one person may. */
export function examineLimit({ sold, opened }: Log): string {
  const { perPersonLimit } = opened.entry;
  const held = new Map<string, number>();
  for (const { place, entry } of sold) {
    const count = (held.get(entry.holder) ?? 0) + 1;
    if (count > perPersonLimit) {
      throw at(
        place,
        `holder ${show(entry.holder)} has ${count} tickets; ${perPersonLimit} are allowed.`,
      );
    }
    held.set(entry.holder, count);
  }
  if (held.size === 0) return 'Nobody holds a ticket yet.';
  return `None of ${held.size === 1 ? '1 holder' : `${held.size} holders`} has more than ${tickets(perPersonLimit)}.`;
}

/** Sales end once, after every sale, with the count of the tickets. */
export function examineClosing({ closed: [closing, again], sold, drawn: [drawing] }: Log): string {
  if (again !== undefined) throw at(again.place, 'the raffle is closed a second time.');
  if (closing === undefined) {
    if (drawing !== undefined)
      throw at(drawing.place, 'a winner is drawn, but sales never closed.');
    return 'Sales are still open.';
  }
  const late = sold.find(({ place }) => place > closing.place);
  if (late !== undefined)
    throw at(late.place, `ticket ${late.entry.number} is sold after the closing.`);
  const { ticketCount } = closing.entry;
  if (ticketCount === sold.length)
    return `Sales closed once, with ${tickets(sold.length)}; none was sold after.`;
  throw at(closing.place, `it counts ${tickets(ticketCount)}; the log has ${sold.length}.`);
}

/** At most one draw, last, after the closing, and its winner is the ticket at its index. */
export function examineDraw({
  drawn: [drawing, again],
  closed: [closing],
  sold,
  records,
}: Log): string {
  if (again !== undefined) throw at(again.place, 'a winner is drawn a second time.');
  if (drawing === undefined) return 'No winner is drawn yet.';
  const { place, entry } = drawing;
  if (closing === undefined || closing.place > place)
    throw at(place, 'it comes before the closing.');
  if (place !== records.length - 1) throw at(place + 1, 'something follows the draw.');
  if (entry.ticketCount !== sold.length) {
    throw at(place, `it counts ${tickets(entry.ticketCount)}; the log has ${sold.length}.`);
  }
  const winner = sold[entry.index]?.entry;
  if (winner === undefined) throw at(place, `index ${entry.index} is outside the pool.`);
  if (winner.number !== entry.ticketNumber || winner.holder !== entry.holder) {
    throw at(
      place,
      `index ${entry.index} is ticket ${winner.number} of ${show(winner.holder)}, not ticket ${entry.ticketNumber} of ${show(entry.holder)}.`,
    );
  }
  return `One winner is drawn: ticket ${winner.number}, at index ${entry.index} of ${sold.length}.`;
}
