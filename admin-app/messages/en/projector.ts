import type { Formats } from '#ui/formats.ts';

interface Sum {
  readonly r: number;
  readonly d: number;
  readonly ticketCount: number;
  readonly index: number;
  readonly ticketNumber: number;
}

/** Read from the last row of a hall. */
export const projector = (f: Formats) => {
  const tickets = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    pageTitle: (title: string) => `${title} · Projector`,
    left: ({ remaining, capacity }: { remaining: number; capacity: number }) =>
      `of ${tickets(capacity)} ${f.plural(remaining, { one: 'is', other: 'are' })} left`,
    soldOut: 'tickets left. Sold out.',
    sold: (n: number) => `${f.number(n)} sold`,
    inTheDraw: (n: number) =>
      f.plural(n, { one: 'ticket is in the draw', other: 'tickets are in the draw' }),
    waiting: 'Waiting for the draw',
    sealed: (round: number, publishedAt: string) =>
      `until round ${f.number(round)} of the public beacon, at ${f.time(publishedAt)}`,
    nobodyKnows: 'The draw is sealed. Nobody can know the number yet.',
    beaconDue: (round: number, publishedAt: string) =>
      `Round ${f.number(round)} of the public beacon was due at ${f.time(publishedAt)}`,
    drawing: 'The winner is drawn …',

    ticket: 'Ticket',
    pool: 'Tickets in the draw',
    poolSource: 'in the order they were sold',
    dice: 'The place drawn',
    diceSource: 'by this server, counted from 0',
    next: 'The ticket there',
    nextSource: 'counted from 1',
    seal: 'Sealed before',
    beacon: (round: number) => `Round ${f.number(round)} of the beacon`,
    together: 'Together',
    modulo: (n: number) => `remainder of ${f.number(n)}`,
    sum: ({ r, d, ticketCount, index, ticketNumber }: Sum) =>
      `(${f.number(r)} from the seal + ${f.number(d)} from the beacon) mod ${f.number(ticketCount)} = ${f.number(index)}, counted from 0: ticket ${f.number(ticketNumber)}`,
    local: ({
      index,
      ticketCount,
      ticketNumber,
    }: Pick<Sum, 'index' | 'ticketCount' | 'ticketNumber'>) =>
      `Place ${f.number(index)} of ${f.number(ticketCount)}, counted from 0: ticket ${f.number(ticketNumber)}`,
    contradiction:
      'The seal and the beacon do not give this number. Do not take it for the result; verify it.',
    check: (address: string) => `Check it yourself: ${address}`,

    again: 'Show it again (space)',
    skip: 'Skip (space)',
    fullScreen: 'Full screen (F)',
    leaveFullScreen: 'Leave full screen (F or Escape)',
    noFullScreen: 'This browser has no full screen',
  };
};
