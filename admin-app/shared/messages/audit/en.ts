import type { Formats } from '#ui/formats.ts';
import type { LogEntry } from '../../queries/log-entry.ts';

export const audit = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  const ticket = ({ ticketNumber }: LogEntry) =>
    ticketNumber === undefined ? 'A ticket without a number' : `Ticket ${f.number(ticketNumber)}`;
  return {
    title: (name: string) => `Audit of ${name}`,

    verify: 'Verify',
    verifyText:
      'This browser fetches the whole record, works out the result again and checks every signature.',
    signed: 'Because you’re signed in, it also checks the organisers’ signatures.',
    publicOnly: 'The public log is checked; the organisers’ signatures are not.',
    command: 'The same in a terminal:',

    log: 'Log',
    logText:
      'Positions count from 0, as in receipts and audit reports. The log contains no addresses. Select an entry to see its exact bytes.',
    reading: 'Reading the log …',
    type: 'Kind of entry',
    types: {
      all: 'All',
      'raffle-opened': 'Raffle opened',
      'ticket-sold': 'Ticket sold',
      'raffle-amended': 'Raffle changed',
      'ticket-voided': 'Ticket voided',
      'raffle-closed': 'Sales ended',
      'raffle-drawn': 'Winners drawn',
      'prize-claimed': 'Prize handed over',
      'prize-forfeited': 'Prize forfeited',
      'raffle-cancelled': 'Raffle cancelled',
    },
    ticket: 'Ticket number',
    holder: 'Holder',
    holderHint: 'Part of it is enough',
    all: (n: number) => `${count(n)}.`,
    found: (n: number, of: number) => `${f.number(n)} of ${count(of)}.`,
    nothingFound: 'No entry matches.',
    showAll: 'Show all',
    place: 'Position',
    what: 'What happened',
    at: 'Time',
    entry(entry: LogEntry): string {
      switch (entry.type) {
        case 'raffle-opened':
          return 'The raffle was opened';
        case 'ticket-sold':
          return `${ticket(entry)} was sold to ${holder(entry)}`;
        case 'raffle-closed': {
          const n = entry.ticketCount ?? 0;
          return `Sales ended with ${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })} sold`;
        }
        case 'raffle-amended':
          return 'The raffle was changed';
        case 'ticket-voided':
          return `${ticket(entry)} was voided`;
        case 'raffle-drawn':
          return `The draw was made: ${f.list(entry.drawnNumbers.map(f.number))}`;
        case 'prize-claimed':
          return `${ticket(entry)} received prize ${f.number(entry.prize ?? 0)}`;
        case 'prize-forfeited':
          return `${ticket(entry)} lost prize ${f.number(entry.prize ?? 0)}`;
        case 'raffle-cancelled':
          return 'The raffle was cancelled';
        default:
          return `Unknown entry type: ${entry.type === '' ? 'none' : entry.type}`;
      }
    },
    entryTitle: (place: number) => `Entry ${f.number(place)}`,
    lineText: 'The leaf of the log, byte for byte; its hash is in the tree that is signed.',
    close: 'Close',

    atRaffle: {
      entries: (n: number) => `${count(n)} so far. Entries are never changed or removed.`,
      root: 'Signed root',
      link: 'View and verify the log',
    },
  };
};

function holder({ holder }: LogEntry): string {
  return holder ?? 'an unnamed holder';
}
