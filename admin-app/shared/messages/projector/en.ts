import type { Seal } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { NameBeacon } from '../beacon/en.ts';

/** Read from the last row of a hall. */
export const projector = (f: Formats, nameBeacon: NameBeacon) => {
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
    sealed: ({ round, publishedAt, chainHash }: Seal) =>
      `until round ${f.number(round)} of ${nameBeacon(chainHash)}, at ${f.time(publishedAt)}`,
    numberUnknown: 'The draw is sealed. No one can know the number yet.',
    beaconDue: ({ round, publishedAt, chainHash }: Seal) =>
      `Round ${f.number(round)} of ${nameBeacon(chainHash)} was due at ${f.time(publishedAt)}`,
    drawing: 'Drawing …',
    picture: 'The prize',
    code: 'QR code of the raffle’s page',
    scan: 'Scan, or open',
    endsIn: (left: string) => `Sales end in ${left}`,
    closing: 'Sales end now …',
    announced: (drawAt: string) => `Draw: ${f.moment(drawAt)}`,
    byPrize: 'One prize at a time (P)',
    allAtOnce: 'All prizes at once (P)',
    nextPrize: 'Next prize (space)',
    prizesLeft: (n: number) =>
      `${f.number(n)} ${f.plural(n, { one: 'prize', other: 'prizes' })} to come. Phones show all of them already.`,

    ticket: 'Ticket',
    local: ({ ticketCount }: { ticketCount: number }) => `Drawn from ${tickets(ticketCount)}`,
    sealedDraw: ({ ticketCount, round }: { ticketCount: number; round: number }) =>
      `Drawn from ${tickets(ticketCount)}, by the sealed number and round ${f.number(round)} of the beacon`,
    contradiction:
      'The seal and the beacon give a different number. Do not announce this one; verify the draw.',
    checked: (address: string) => `Checked: this screen has recomputed it. So can you: ${address}`,
    check: (address: string) => `Check it yourself: ${address}`,

    again: 'Show it again (space)',
    fullScreen: 'Full screen (F)',
    leaveFullScreen: 'Leave full screen (F or Escape)',
    noFullScreen: 'This browser has no full screen',
  };
};
