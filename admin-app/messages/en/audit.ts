import type { Formats } from '#ui/formats.ts';

export const audit = (f: Formats) => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  return {
    title: (raffle: string) => `Audit of ${raffle}`,
    verification: 'Verify',
    withOrders:
      'This browser fetches the whole log with every order that operators signed, adds it up again and checks every signature.',
    withoutOrders:
      'This browser fetches the whole log, adds it up again and checks every signature. With an operator’s key it checks their orders as well.',
    verify: 'Verify now',
    verifyAgain: 'Verify again',
    verifying: 'Verifying …',
    fetching: 'Fetching the log …',
    checking: (done: number) => `Checking … ${f.number(Math.floor(done * 100))} %`,
    failed: (title: string) => `${title}. Nothing was checked: that says nothing about the log.`,
    save: 'Save everything that was checked',
    terminal: 'The same in a terminal:',

    log: 'The log',
    logHint:
      'As anybody can read it: no address is in it, and a holder is a pseudonym in this raffle alone.',
    place: 'Place',
    type: 'Entry',
    ticket: 'Ticket',
    holder: 'Holder',
    holderHint: 'Part of a pseudonym',
    at: 'Time',
    anyType: 'Every kind',
    types: {
      'raffle-opened': 'Raffle opened',
      'ticket-sold': 'Ticket sold',
      'raffle-closed': 'Sales closed',
      'winner-drawn': 'Winner drawn',
    } as Readonly<Record<string, string>>,
    shown: (n: number, of: number) =>
      n === of ? `${entries(of)}.` : `${f.number(n)} of ${entries(of)}.`,
    reading: 'Reading the log …',
    nothingFits: 'No entry fits.',
  };
};
