import type { RaffleView, Seal } from '#contract/schemas.ts';
import type { Formats } from '#ui/formats.ts';

export const raffle = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    projector: 'Projector view',
    audit: 'Audit',
    participantsPage: 'The participants’ page',
    news: {
      connecting: 'Asking for the raffle …',
      deleted: 'It was a rehearsal, and it is deleted. Nothing in it was real.',
      'unknown-raffle': 'There is no raffle with this id. Check the address.',
      unreachable: 'The service does not answer. This page asks again by itself.',
    },

    state: {
      unsold: 'Tickets are on sale; none is sold yet.',
      open: 'Tickets are on sale.',
      soldOut: 'Every ticket is sold. The winner can be drawn.',
      closed: 'Sales have ended. The winner is not drawn yet.',
      sealed: ({ round, publishedAt }: Seal) =>
        `Sales have ended and the draw is sealed. It waits for round ${f.number(round)} of the public beacon, due ${f.moment(publishedAt)}.`,
      drawn: (ticketNumber: number, at: string) =>
        `Ticket ${f.number(ticketNumber)} won. Drawn ${f.moment(at)}.`,
    },
    sold: 'sold',
    unsold: 'unsold',
    tickets: 'in all',
    rules: ({ id, perPersonLimit, randomness, openedAt }: RaffleView) =>
      [
        id,
        `at most ${count(perPersonLimit)} to a person`,
        randomness === 'local' ? 'drawn by this server' : 'sealed, drawn with a public beacon',
        `opened ${f.moment(openedAt)}`,
      ].join(' · '),
    freshness: {
      live: 'Live',
      polled: 'Checked every few seconds',
      stale: (time: string) => `As it was at ${time}. The service does not answer; trying again …`,
    },
    typeId: (id: string) => `Type the raffle’s id (${id})`,
    final: 'What cannot be undone',

    rehearsal: {
      band: 'Rehearsal. Nothing here is real.',
      fill: {
        title: 'Made-up participants',
        text: 'They buy by the same rules as everybody, one or two tickets each, so that there is something to draw. Their addresses end in @rehearsal.invalid.',
        count: 'How many tickets they buy',
        wrong: (remaining: number) =>
          remaining === 1
            ? 'Write 1: no more are left.'
            : `Write a whole number from 1 to ${f.number(remaining)}.`,
        button: 'Let them buy',
        pending: 'They are buying …',
        salesEnded: 'Sales have ended, so nobody can buy.',
        soldOut: 'Every ticket is sold.',
        done: (taken: number) => `Made-up participants took ${count(taken)}`,
        doneText: 'The numbers on this page have them already.',
      },
      delete: {
        open: 'Delete the rehearsal …',
        title: (title: string) => `Delete ${title}`,
        consequence:
          'Deleting takes the rehearsal away with its log. Its id can never be used again.',
        action: 'Delete this rehearsal',
        pending: 'Deleting …',
        done: (title: string) => `${title} is deleted`,
        doneText: 'Its id stays taken.',
      },
    },

    preview: {
      title: 'What participants see',
      show: 'Show a preview',
      hide: 'Hide the preview',
      hint: 'To look at only: nothing can be pressed in it. If it stays empty, the service does not let its page be shown here; open the participants’ page instead.',
    },
  };
};
