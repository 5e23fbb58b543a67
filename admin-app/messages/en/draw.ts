import type { DrawRecord, RaffleView, Seal } from '#contract/schemas.ts';
import type { Formats } from '#ui/formats.ts';

/** `raffle draw` says the same. */
export const draw = (f: Formats) => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  return {
    consequence: 'Drawing ends the sales and names the one winner, for good.',
    /** Once sales have ended. */
    consequenceClosed: 'Drawing names the one winner, for good.',
    open: 'Draw the winner …',
    title: (title: string) => `Draw the winner of ${title}`,
    typeId: (id: string) => `Type the raffle’s id (${id}) to draw it`,
    action: 'Draw the winner',
    pending: 'Drawing …',
    nobody: 'There is nobody to draw: no ticket is sold.',
    drawnAlready: 'The winner is drawn already. There is no second draw.',

    answers: 'The service answers',
    answersNot: 'The service does not answer; what follows is as it was',
    equation: ({
      sold,
      remaining,
      capacity,
    }: Pick<RaffleView, 'sold' | 'remaining' | 'capacity'>) =>
      `${f.number(sold)} sold + ${f.number(remaining)} unsold = ${f.number(capacity)} in all`,
    head: (size: number) => `Log: ${entries(size)}, root`,
    askingHead: 'Log: asking for its head …',
    right: 'Right',
    notYet: 'Not yet',
    /** As the draw itself says it. */
    fairness: {
      local: 'Drawn by this server; not publicly verifiable beyond the log.',
      drand:
        'Sealed at the closing and decided by a public beacon; anybody can recompute it. Whoever controls this service could still choose together with the beacon’s keepers, or alone if nobody else saw the sealed closing before the beacon was published.',
    },

    waitingFor: ({ round, publishedAt }: Seal) =>
      `Sales have ended and the draw is sealed. It waits for round ${f.number(round)} of the beacon, due at ${f.time(publishedAt)}. No other round will do.`,
    publishedIn: (seconds: string) => `The beacon is published in ${seconds}.`,
    anyMoment: 'The beacon is due. Asking for it …',
    due: 'The beacon is due. It is asked for once somebody orders the draw.',
    overdue: 'This page asks again every few seconds.',
    bringBeacon:
      'Or get the round from any drand relay yourself, save it, and bring it along from the command line:',
    notHappened:
      'The draw has not happened: the order did not arrive, and tickets are still on sale. Order it again if you still want it; there is one draw.',
    unsettled:
      'The draw was ordered from here, and there is no winner yet. Asking again is safe, there is one draw.',
    orderAgain: 'Order the draw again',
    alreadyDrawn: (ticketNumber: number) => ({
      title: `Somebody else has drawn already: ticket ${f.number(ticketNumber)}`,
      text: 'There is one draw, and this is it.',
    }),

    result: 'Result',
    wins: (ticketNumber: number, title: string) =>
      `Ticket ${f.number(ticketNumber)} wins ${title}.`,
    doneText: 'Every open page shows it. It cannot be changed any more.',
    ticket: 'Ticket',
    winningTicket: 'Winning ticket',
    rehearsal: 'Rehearsal. Nothing is won.',
    soldAt: (time: string) => `Sold ${f.moment(time)}`,
    boughtBy: (email: string) => `Bought by ${email}.`,
    drawn: ({ winner, ticketCount, drawnAt }: DrawRecord) =>
      `Holder ${winner.holder}, one of ${f.number(ticketCount)} sold, drawn ${f.moment(drawnAt)}.`,
    verify: 'Verify',
    showOnProjector: 'Show it on the projector',
  };
};
