import type { RaffleView } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';

export const raffles = (f: Formats) => ({
  title: 'Raffles',
  rehearse: 'New rehearsal',
  create: 'New raffle',
  rehearseFirst:
    'Rehearse first. A rehearsal works like a real raffle, from the first ticket to the draw on the projector, with made-up participants. You delete it afterwards.',
  rehearsal: 'Rehearsal',
  sales: ({ sold, capacity }: Pick<RaffleView, 'sold' | 'capacity'>) =>
    `${f.number(sold)} of ${f.number(capacity)} sold`,

  alarm: (witnesses: readonly string[]) =>
    `${f.list(witnesses)} ${f.plural(witnesses.length, { one: 'claims', other: 'claim' })} to have seen another history`,

  createForm: {
    copyFrom: 'Copy from',
    copyNothing: 'Nothing: start empty',
    copyHint: 'Takes everything but the times.',
    review: 'Review it',
    reviewHint: 'You see everything once more before it opens.',
    whenHint: 'Without a start, sales begin at once. Without an end, you end them yourself.',
    more: {
      prize: 'More about the prizes',
      tickets: 'More about the tickets',
      when: 'More about the times',
      who: 'Licence, terms and what buyers are asked',
      fair: 'More about the draw, and the address',
    },
    id: 'Id',
    idHint:
      'Used in addresses and on the command line. Proposed from the title; no id is used twice.',
    idTaken: 'This id is taken, perhaps by a rehearsal that was deleted. Write another.',
    rehearsal: 'Rehearsal',
    rehearsalPrize: 'A hamper',
    rehearsalHint: 'Marked as not real everywhere, for made-up participants, and can be deleted.',
    pending: 'Opening …',
    done: (title: string) => `${title} is open`,
    doneText: 'Tickets are on sale.',
    doneAnnounced: 'Its page is public. Sales start at the announced time.',
    wrong: {
      id: 'Write 1 to 64 letters a to z, digits, - and _, a letter or digit first.',
    },
  },

  review: {
    title: 'Check it, then open it',
    picture: 'uploaded',
    nothing: 'Nothing yet.',
    atOnce: 'at once',
    byHand: 'when you end them',
    later:
      'Until the first ticket is sold you can change all of this. After that only some of it can change, like the title, the picture or a later end of sales, and everyone with a ticket is told.',
    action: {
      open: 'Open the raffle',
      announced: 'Announce the raffle',
      rehearsal: 'Open the rehearsal',
    },
    edit: 'Change something',
  },

  preview: {
    title: 'What people will see',
    show: 'Preview',
    noTitle: 'Title of the raffle',
    noPicture: 'No picture yet',
    countLabel: 'Tickets left',
    left: (capacity: number) => `${f.number(capacity)} of ${f.number(capacity)} left`,
    oneTicket: '1 ticket',
    ticketFor: (money: string) => `1 ticket · ${money}`,
    buy: 'Buy',
    soon: 'Soon',
  },
});
