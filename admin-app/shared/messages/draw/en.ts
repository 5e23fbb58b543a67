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
    open: (prizes: number) =>
      f.plural(prizes, { one: 'Draw the winner …', other: 'Draw the winners …' }),
    title: (title: string, prizes: number) =>
      `Draw the ${f.plural(prizes, { one: 'winner', other: 'winners' })} of ${title}`,
    typeId: (id: string) => `Type the raffle’s id (${id}) to draw it`,
    action: (prizes: number) =>
      f.plural(prizes, { one: 'Draw the winner', other: 'Draw the winners' }),
    pending: 'Drawing …',
    noTickets: 'No ticket is sold, so there is no draw.',
    drawnAlready: 'The draw is already made. There is no second draw.',

    answers: 'The service answers',
    answersNot: 'The service does not answer; the numbers below may be old',
    equation: ({
      sold,
      remaining,
      capacity,
    }: Pick<RaffleView, 'sold' | 'remaining' | 'capacity'>) =>
      `${f.number(sold)} sold + ${f.number(remaining)} unsold = ${f.number(capacity)} in all`,
    head: (size: number) => `The public record is up to date: ${entries(size)}`,
    askingHead: 'Loading the public record …',
    right: 'Right',
    notYet: 'Not yet',
    /** The `fairness` sentences of the draw record. */
    fairness: {
      local: 'Drawn by this server. That it is random can’t be checked.',
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
    due: 'The beacon is due. Draw to fetch it.',
    overdue: 'This page tries again every few seconds.',
    stop: 'Stop waiting',
    notFetched: ({ round }: Seal) =>
      `Round ${f.number(round)} of the beacon is published, but the service could not fetch it. There is no draw without it.`,
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
      'You asked for the draw, and there is no result yet. It is safe to try again, because a raffle has one draw.',
    orderAgain: 'Try the draw again',
    alreadyDrawn: (winners: readonly number[]) => ({
      title:
        winners.length === 0
          ? 'Another organiser has already drawn'
          : `Another organiser has already drawn: ${f.plural(winners.length, { one: 'ticket', other: 'tickets' })} ${f.list(winners.map(f.number))}`,
      text: 'A raffle has one draw, and this is it.',
    }),

    result: 'Result',
    wins: (ticketNumber: number, title: string) =>
      `Ticket ${f.number(ticketNumber)} wins ${title}.`,
    /** Of several prizes. */
    winners: (numbers: readonly number[]) =>
      numbers.length === 0
        ? 'No ticket wins a prize.'
        : `${f.plural(numbers.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(numbers.map(f.number))} ${f.plural(numbers.length, { one: 'wins', other: 'win' })}.`,
    doneText: 'Every open page shows it. It can’t be changed.',
    ticket: 'Ticket',
    drawn: ({ winner, ticketCount, drawnAt }: DrawRecord) =>
      `${winner === undefined ? 'No holder' : `Holder ${winner.holder}`}, one of ${f.number(ticketCount)} sold, drawn ${f.moment(drawnAt)}.`,
    winsNothing: (title: string) => `No ticket wins ${title}.`,
    prizeOf: (title: string, ticketNumber: number) => `${title}: ticket ${f.number(ticketNumber)}`,
    prizeClaimed: (title: string, ticketNumber: number) =>
      `${title}: ticket ${f.number(ticketNumber)}, collected`,
    prizeUnawarded: (title: string) => `${title}: not awarded`,
    prizes: {
      title: 'Prizes',
      numbered: (prize: number, title: string) => `${f.number(prize)}. ${title}`,
      ticket: (ticketNumber: number) => `Ticket ${f.number(ticketNumber)}`,
      noTicket: 'No ticket is left for it.',
      states: {
        drawn: 'Not handed over yet',
        claimed: 'Handed over',
        unawarded: 'Not awarded',
      },
      noContact: 'Sold at the desk without a name or address. The ticket is the only proof.',
      until: (at: string) => `Collect by ${f.moment(at)}.`,
      passedOn: (ticketNumber: number, reason: string, at: string) =>
        `Passed on from ticket ${f.number(ticketNumber)}: ${reason}, ${f.moment(at)}.`,
      claim: {
        open: 'Handed over …',
        label: (prize: string) => `${prize}: handed over`,
        title: (prize: string) => `Was “${prize}” handed over?`,
        consequence: (ticketNumber: number) =>
          `It is recorded that the holder of ticket ${f.number(ticketNumber)} has it. After that the prize can’t be passed on. This is final.`,
        action: 'It was handed over',
        pending: 'Recording …',
        done: (prize: string) => `${prize} is handed over`,
        doneText: 'The raffle’s page shows it.',
      },
      forfeit: {
        open: 'Pass on …',
        label: (prize: string) => `${prize}: pass on`,
        title: (prize: string, ticketNumber: number) =>
          `Take “${prize}” from ticket ${f.number(ticketNumber)}`,
        consequence:
          'The holder is told by mail, and the raffle’s page shows the reason for good. This is final.',
        reason: 'Reason',
        hints: {
          unclaimed: 'The time to collect it is over.',
          declined: 'The holder does not want it.',
          ineligible: 'Takes out all other tickets of this person as well.',
        },
        notYet: (at: string) => `“Not collected in time” can be chosen from ${f.moment(at)}.`,
        never: 'No time to collect was announced, so a prize can’t be passed on as not collected.',
        next: (ticketNumber: number, who: string) =>
          `Next is ticket ${f.number(ticketNumber)}${who === '' ? '' : ` (${who})`}.`,
        unawarded: 'No ticket is left, so the prize stays without a winner.',
        action: 'Pass the prize on',
        pending: 'Passing on …',
        done: (prize: string) => `${prize} is passed on`,
        doneText: 'The holders are told by mail.',
      },
    },
    technical: 'Technical details',
    verify: 'Verify',
    showOnProjector: 'Show it on the projector',
  };
};
