import type { DetailNeed, RuleName } from '../../rules.ts';

/** The names of a raffle's rules; where mails name them too, with the same words. */
export const rules = {
  labels: {
    title: 'Title',
    prizes: 'Prizes',
    price: 'Price of a ticket',
    capacity: 'Tickets in all',
    perPersonLimit: 'Tickets per person',
    opensAt: 'Sales start',
    closesAt: 'Sales end',
    drawAt: 'Draw',
    claimBy: 'Collect by',
    place: 'Place',
    organiser: 'Organiser',
    contact: 'Contact',
    purpose: 'Purpose',
    payment: 'How to pay',
    licence: 'Licence',
    terms: 'Terms',
    picture: 'Picture',
    resultsUrl: 'Results page',
    askForName: 'Ask for the name',
    askForPhone: 'Ask for the telephone number',
    randomness: 'How the winner is drawn',
    reserves: 'Reserve tickets',
    onePrizePerPerson: 'One prize per person',
  } satisfies Record<RuleName, string>,
  pictureNamed: (hash: string) => `picture ${hash}`,
  nothing: 'nothing',
  yes: 'yes',
  no: 'no',
  randomness: {
    local: 'by this server',
    drand: 'sealed, then decided by the public beacon',
    ownChain: 'sealed, then decided by the organiser’s own beacon (not the public one)',
  },
  ask: { no: 'no', optional: 'optional', required: 'required' } satisfies Record<
    DetailNeed,
    string
  >,
};
