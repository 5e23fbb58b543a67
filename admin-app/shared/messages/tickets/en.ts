import type { Formats } from '#ui/formats.ts';

export const tickets = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    title: 'Tickets',
    noneYet: 'No ticket is sold yet. Share the raffle’s page; every ticket sold shows here.',
    none: 'No ticket was sold.',
    number: 'Number',
    holder: 'Holder',
    email: 'Address',
    name: 'Name',
    paid: 'Paid',
    yes: 'yes',
    atDesk: 'at the desk',
    purchasedAt: 'Sold',
    search: 'Search',
    searchHint: 'Part of a number, an address, a name or a holder',
    all: (n: number) => `${count(n)}.`,
    found: (n: number, of: number) => `${f.number(n)} of ${count(of)}.`,
    behind: (n: number) =>
      `${f.number(n)} more ${f.plural(n, { one: 'is', other: 'are' })} sold and not here yet.`,
    nothingFound: (wanted: string) => `No ticket has “${wanted}” in it.`,
    save: (n: number) => `Save ${count(n)} as CSV`,
    waiting: 'Waiting for the last tickets …',
  };
};
