import type { Formats } from '#ui/formats.ts';

export const tickets = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    title: 'Tickets',
    noneYet: 'No ticket is sold yet. Share the raffle’s page; every ticket sold shows here.',
    none: 'No ticket was sold.',
    columns: { number: 'Number', buyer: 'Buyer', paid: 'Paid', purchasedAt: 'Sold' },
    holder: 'Public name of the buyer:',
    email: 'Address',
    name: 'Name',
    paid: 'Paid',
    isPaid: 'Paid',
    isDue: 'Not paid',
    markPaid: (n: number) => `Ticket ${f.number(n)}: mark as paid`,
    markDue: (n: number) => `Ticket ${f.number(n)}: mark as not paid`,
    unmarked: (n: number) => `Ticket ${f.number(n)} could not be marked`,
    details: (n: number) => `Ticket ${f.number(n)}`,
    phone: 'Telephone',
    sold: 'Sold',
    online: 'online',
    close: 'Close',
    openHint: 'Select a ticket for its details. Press “Not paid” to mark it as paid.',
    voided: (reasons: readonly string[]) => `Voided: ${f.list(reasons)}.`,
    voidedBecause: (n: number, reason: string) => `${f.number(n)} (${reason})`,

    void: {
      title: 'Void this ticket',
      consequence:
        'It does not take part in the draw, its number is for sale again, and its holder is told by mail. This is final.',
      reason: 'Reason',
      hints: {
        refunded: 'The buyer got the money back.',
        unpaid: 'The money did not come in time.',
        mistake: 'Like a wrong name, or one ticket too many.',
        ineligible: 'The rules exclude this buyer.',
      },
      action: 'Void the ticket',
      pending: 'Voiding …',
      done: (n: number) => `${count(n)} voided`,
      doneText: (n: number) =>
        f.plural(n, {
          one: 'The number is for sale again.',
          other: 'The numbers are for sale again.',
        }),
      notOnSale: 'Tickets can be voided only while they are on sale.',

      unpaid: 'Void all unpaid …',
      unpaidTitle: (n: number) =>
        `Void ${count(n)} that ${f.plural(n, { one: 'is', other: 'are' })} not paid`,
      unpaidConsequence: (n: number) =>
        f.plural(n, {
          one: 'It does not take part in the draw, its number is for sale again, and its holder is told by mail. This is final.',
          other:
            'They do not take part in the draw, their numbers are for sale again, and their holders are told by mail. This is final.',
        }),
      noneUnpaid: 'No ticket is unpaid.',
      unpaidAction: (n: number) => `Void ${count(n)}`,
      changedMeanwhile:
        'A ticket was voided or sold again meanwhile. Nothing was changed. The number above is up to date: confirm once more.',
      partly: (done: number) =>
        `${count(done)} ${f.plural(done, { one: 'is', other: 'are' })} voided. Press again for the rest.`,
    },
    atDesk: 'at the desk',
    search: 'Search',
    searchHint: 'Part of a number, an address or a name',
    all: (n: number) => `${count(n)}.`,
    found: (n: number, of: number) => `${f.number(n)} of ${count(of)}.`,
    behind: (n: number) =>
      `${f.number(n)} more ${f.plural(n, { one: 'is', other: 'are' })} sold and not here yet.`,
    nothingFound: (wanted: string) => `No ticket has “${wanted}” in it.`,
    save: (n: number) => `Save ${count(n)} as CSV`,
    waiting: 'Waiting for the last tickets …',
  };
};
