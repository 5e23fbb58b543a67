import type { DrawRecord } from '#contract/draws.ts';
import type { RaffleView, Seal } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';

/** `raffle draw` says the same. */
export const draw = (f: Formats) => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  return {
    consequence: 'Drawing ends the sales and selects the winners. This is final.',
    /** Once sales have ended. */
    consequenceClosed: 'Drawing selects the winners. This is final.',
    open: 'Draw the winner …',
    title: (title: string) => `Draw the winner of ${title}`,
    typeId: (id: string) => `Type the raffle’s id (${id}) to draw it`,
    action: 'Draw the winner',
    pending: 'Drawing …',
    noTickets: 'No ticket is sold, so there is no draw.',
    drawnAlready: 'The winner is already drawn. There is no second draw.',

    answers: 'The service answers',
    answersNot: 'The service does not answer; the numbers below may be old',
    equation: ({
      sold,
      remaining,
      capacity,
    }: Pick<RaffleView, 'sold' | 'remaining' | 'capacity'>) =>
      `${f.number(sold)} sold + ${f.number(remaining)} unsold = ${f.number(capacity)} in all`,
    head: (size: number) => `Log: ${entries(size)}, root`,
    askingHead: 'Log: loading its latest checkpoint …',
    right: 'Right',
    notYet: 'Not yet',
    /** The `fairness` sentences of the draw record. */
    fairness: {
      local: 'Drawn by this server; not publicly verifiable beyond the log.',
      drand:
        'Sealed at the closing and decided by a public beacon; anyone can recompute it. The operator of this service could still choose together with the beacon’s keepers, or alone if no other person saw the sealed closing before the beacon was published.',
      ownChain:
        'Sealed at the closing and decided by a beacon chain of the operator’s own choice, not by the public beacon. Anyone can recompute it, but the operator of that chain knows its beacons beforehand and could have chosen the winner.',
    },

    waitingFor: ({ round, publishedAt }: Seal) =>
      `Sales have ended and the draw is sealed. It waits for round ${f.number(round)} of the beacon, due at ${f.time(publishedAt)}. No other round counts.`,
    clockQuestions: {
      confirmUncheckedClock: {
        label: 'The clock of the server is right',
        hint: 'No server of the beacon answered, so the service could not check it. Compare it with another clock before you confirm: a wrong clock lets the beacon be known before sales end.',
      },
      confirmStoppedBeacon: {
        label: 'The clock of the server is right, and the beacon has stopped',
        hint: 'Compare the clock of the server with another clock before you confirm: if it is ahead, the draw waits as much longer. The draw also waits until the beacon goes on.',
      },
    },
    publishedIn: (seconds: string) => `The beacon is published in ${seconds}.`,
    anyMoment: 'The beacon is due. Fetching it …',
    due: 'The beacon is due. Draw the winner to fetch it.',
    overdue: 'This page tries again every few seconds.',
    stop: 'Stop waiting',
    notFetched: ({ round }: Seal) =>
      `Round ${f.number(round)} of the beacon is published, but the service could not fetch it. The winner cannot be drawn without it.`,
    stopped:
      'This page has stopped waiting. The draw stays sealed: the same round decides it, whenever you draw.',
    bringBeacon:
      'You can fetch the round yourself. Open this address on any device with a connection, copy everything it shows and paste it below.',
    bringOwnBeacon: (path: string) =>
      `You can fetch the round yourself, from a server of the organiser’s own beacon. Open ${path} there, copy everything it shows and paste it below.`,
    beaconLabel: (round: number) => `Round ${f.number(round)}, as the address shows it`,
    beaconWrong: (round: number) =>
      `This is not round ${f.number(round)}. Copy the whole text, from { to }.`,
    drawWithBeacon: 'Draw with this round',
    bringFromTerminal: 'Or save it to a file and draw in a terminal:',
    notHappened:
      'The draw did not happen: your request did not reach the service, and tickets are still on sale. Draw again if you still want to.',
    unsettled:
      'You asked for the draw, and there is no winner yet. It is safe to try again, because a raffle has one draw.',
    orderAgain: 'Try the draw again',
    alreadyDrawn: (ticketNumber: number | undefined) => ({
      title:
        ticketNumber === undefined
          ? 'Another organiser has already drawn'
          : `Another organiser has already drawn: ticket ${f.number(ticketNumber)}`,
      text: 'A raffle has one draw, and this is it.',
    }),

    result: 'Result',
    wins: (ticketNumber: number, title: string) =>
      `Ticket ${f.number(ticketNumber)} wins ${title}.`,
    doneText: 'Every open page shows it. It can’t be changed.',
    ticket: 'Ticket',
    winningTicket: 'Winning ticket',
    rehearsal: 'Rehearsal. Nothing is won.',
    soldAt: (time: string) => `Sold ${f.moment(time)}`,
    boughtBy: (email: string) => `Bought by ${email}.`,
    drawn: ({ winner, ticketCount, drawnAt }: DrawRecord) =>
      `${winner === undefined ? 'No holder' : `Holder ${winner.holder}`}, one of ${f.number(ticketCount)} sold, drawn ${f.moment(drawnAt)}.`,
    winsNothing: (title: string) => `No ticket wins ${title}.`,
    prizeOf: (title: string, ticketNumber: number) => `${title}: ticket ${f.number(ticketNumber)}`,
    prizeClaimed: (title: string, ticketNumber: number) =>
      `${title}: ticket ${f.number(ticketNumber)}, collected`,
    prizeUnawarded: (title: string) => `${title}: not awarded`,
    verify: 'Verify',
    showOnProjector: 'Show it on the projector',
  };
};
