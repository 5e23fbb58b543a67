import type { DrawRecord, RaffleView } from '#contract/schemas.ts';
import type { Context } from './context.ts';
import type { Row } from './output.ts';

/** Prints one raffle, all of it. */
export function printRaffle({ output }: Context, view: RaffleView): void {
  if (output.isJson) return output.json(view);
  output.facts({
    id: view.id,
    title: view.title,
    kind: kindOf(view),
    status: view.status,
    sold: view.sold,
    remaining: view.remaining,
    capacity: view.capacity,
    perPersonLimit: view.perPersonLimit,
    randomness: view.randomness,
    openedAt: view.openedAt,
    closedAt: view.closedAt,
    drawnAt: view.drawnAt,
    winner: view.winner?.ticketNumber,
    version: view.version,
  });
}

/** Prints who won, and what the draw is worth. */
export function printDraw({ output, surroundings }: Context, draw: DrawRecord): void {
  if (output.isJson) return output.json(draw);
  if (!surroundings.isOutputTerminal) return output.facts(toRow(draw));
  const { ticketNumber, holder } = draw.winner;
  output.line(`Ticket ${ticketNumber} wins ${draw.raffle}.`, 'bold');
  output.line(`Holder ${holder}, one of ${draw.ticketCount} sold, drawn at ${draw.drawnAt}.`);
  output.talk(draw.fairness);
  if (draw.rehearsal === true) output.talk(notReal, 'yellow');
}

/** What a raffle is: a real one, or a rehearsal. */
export function kindOf({ rehearsal }: Pick<RaffleView, 'rehearsal'>): 'raffle' | 'rehearsal' {
  return rehearsal === true ? 'rehearsal' : 'raffle';
}

/** To be told wherever people could take a rehearsal for the real thing. */
export const notReal = 'This is a rehearsal: nothing in it is real.';

/** Says in one line where a raffle stands. */
export function describe(view: RaffleView): string {
  return `${view.rehearsal === true ? 'Rehearsal. ' : ''}${describeStatus(view)}`;
}

function describeStatus(view: RaffleView): string {
  const { sold, capacity, remaining } = view;
  if (view.status === 'drawn') return `Drawn: ticket ${view.winner?.ticketNumber} wins.`;
  if (view.status === 'closed') {
    return `Closed with ${sold} of ${capacity} sold. Waiting for the draw.`;
  }
  return remaining === 0
    ? `Sold out: ${sold} of ${capacity} sold.`
    : `Open: ${sold} of ${capacity} sold, ${remaining} left.`;
}

function toRow(draw: DrawRecord): Row {
  const { raffle, winner, index, ticketCount, randomness, drawnAt } = draw;
  const { ticketNumber, holder } = winner;
  const kind = kindOf(draw);
  return { raffle, ticketNumber, holder, index, ticketCount, randomness, drawnAt, kind };
}
