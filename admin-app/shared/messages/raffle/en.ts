import type { RaffleView, Seal } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import { nameBeacon } from '../beacon/en.ts';

export const raffle = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    projector: 'Projector view',
    audit: 'Audit',
    participantsPage: 'The participants’ page',
    unavailable: {
      connecting: 'Loading the raffle …',
      deleted: 'This rehearsal is deleted. Nothing in it was real.',
      'unknown-raffle': 'There is no raffle with this id. Check the address.',
      unreachable: 'The service does not answer. Trying again …',
    },

    state: {
      unsold: 'Tickets are on sale; none is sold yet.',
      open: 'Tickets are on sale.',
      soldOut: 'Every ticket is sold. The winner can be drawn.',
      closed: 'Sales have ended. The winner is not drawn yet.',
      sealed: ({ round, publishedAt, chainHash }: Seal) =>
        `Sales have ended and the draw is sealed. It waits for round ${f.number(round)} of ${nameBeacon(chainHash)}, due ${f.moment(publishedAt)}.`,
      drawnOn: (at: string) => `Drawn ${f.moment(at)}.`,
      drawn: (winners: readonly number[], at: string) =>
        winners.length === 0
          ? `No ticket holds a prize. Drawn ${f.moment(at)}.`
          : `${f.plural(winners.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(winners.map(f.number))} won. Drawn ${f.moment(at)}.`,
      announced: (opensAt: string) => `Sales have not started. They start ${f.moment(opensAt)}.`,
      cancelled: (reason: string, at: string) =>
        `Cancelled ${f.moment(at)}. There is no draw. Reason: ${reason}`,
    },
    sold: 'sold',
    unsold: 'unsold',
    tickets: 'in all',
    rules: ({ id, perPersonLimit, randomness, chainHash, openedAt }: RaffleView) =>
      [
        id,
        `at most ${count(perPersonLimit)} to a person`,
        randomness === 'local'
          ? 'drawn by this server'
          : `sealed, drawn with ${nameBeacon(chainHash)}`,
        `opened ${f.moment(openedAt)}`,
      ].join(' · '),
    freshness: {
      live: 'Live',
      polled: 'Updated every few seconds',
      stale: (time: string) => `As it was at ${time}. The service does not answer; trying again …`,
    },
    typeId: (id: string) => `Type the raffle’s id (${id})`,
    final: 'Actions that can’t be undone',

    rehearsal: {
      band: 'Rehearsal. Nothing here is real.',
      fill: {
        title: 'Made-up participants',
        text: 'They buy one or two tickets each, by the same rules, so that there is something to draw. Their addresses end in @rehearsal.invalid.',
        count: 'How many tickets they buy',
        wrong: (remaining: number) =>
          remaining === 1
            ? 'Write 1: no more are left.'
            : `Write a whole number from 1 to ${f.number(remaining)}.`,
        button: 'Let them buy',
        pending: 'They are buying …',
        notStarted: 'Sales have not started yet.',
        salesEnded: 'Sales have ended.',
        soldOut: 'Every ticket is sold.',
        done: (taken: number) => `Made-up participants took ${count(taken)}`,
        doneText: 'The numbers on this page include them.',
      },
      delete: {
        open: 'Delete the rehearsal …',
        title: (title: string) => `Delete ${title}`,
        consequence: 'This deletes the rehearsal and its log. Its id can never be used again.',
        action: 'Delete this rehearsal',
        pending: 'Deleting …',
        done: (title: string) => `${title} is deleted`,
        doneText: 'Its id can’t be used again.',
      },
    },

    preview: {
      title: 'What participants see',
      show: 'Show a preview',
      hide: 'Hide the preview',
      hint: 'For viewing only. If it stays empty, the service does not allow its page here; open the participants’ page instead.',
    },
  };
};
