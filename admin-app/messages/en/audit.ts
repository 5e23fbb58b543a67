import type { Formats } from '#ui/formats.ts';
import type { LogEntry } from '../../log/log-entry.ts';

export const audit = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  const ticket = ({ ticketNumber }: LogEntry) =>
    ticketNumber === undefined ? 'A ticket without a number' : `Ticket ${f.number(ticketNumber)}`;
  return {
    title: (name: string) => `Audit of ${name}`,

    verify: 'Verify',
    verifyText:
      'This browser fetches the whole log, adds it up again and checks every signature: the checks of raffle audit, line by line.',
    signed:
      'With this browser’s key it also checks what operators ordered and signed. The public log can be checked without a key.',
    publicOnly: 'What anybody can see is checked; the operators’ signatures are not.',
    command: 'The same in a terminal:',

    log: 'Log',
    logText:
      'Places count from 0, as in receipts and in what an audit says. Nobody’s address is in the log. Press an entry to see its exact bytes.',
    reading: 'Reading the log …',
    type: 'Kind of entry',
    types: {
      all: 'All',
      'raffle-opened': 'Raffle opened',
      'ticket-sold': 'Ticket sold',
      'raffle-closed': 'Sales ended',
      'winner-drawn': 'Winner drawn',
    },
    ticket: 'Ticket number',
    holder: 'Holder',
    holderHint: 'Part of it is enough',
    all: (n: number) => `${count(n)}.`,
    found: (n: number, of: number) => `${f.number(n)} of ${count(of)}.`,
    nothingFound: 'No entry fits.',
    showAll: 'Show all',
    place: 'Place',
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
        case 'winner-drawn':
          return `${ticket(entry)} was drawn, held by ${holder(entry)}`;
        default:
          return `Something this app does not know: ${entry.type === '' ? 'no type' : entry.type}`;
      }
    },
    entryTitle: (place: number) => `Entry ${f.number(place)}`,
    lineText: 'The leaf of the log, byte for byte; its hash is in the tree that is signed.',
    close: 'Close',

    atRaffle: {
      entries: (n: number) => `${count(n)} so far; none is ever changed or taken out.`,
      root: 'Root of its tree, as the service signed it',
      link: 'Look through the log and verify it',
    },
  };
};

function holder({ holder }: LogEntry): string {
  return holder ?? 'nobody named';
}
