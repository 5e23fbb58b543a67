import { reasonWords } from '#contract/reason-words.ts';
import type { VoidReason } from '#contract/tickets.ts';
import type { Formats } from '#ui/formats.ts';

/** A ticket after the draw, and the numbers that hold a prize. */
interface DrawnTicket {
  readonly number: number;
  readonly hasWon: boolean;
  readonly winners: readonly number[];
}

/** The texts about receipts in English. */
export const english = (f: Formats) => ({
  myTickets: 'My tickets',
  noneYet: 'None yet. They appear here the moment you buy.',
  ticketsFailed: 'Your tickets could not be loaded.',

  onTicket: {
    show: 'Show',
    showFor: (n: number) => `Show the receipt for ticket ${f.number(n)}`,
    print: 'Print',
    printFor: (n: number) => `Print the receipt for ticket ${f.number(n)}`,
    save: 'Save',
    saveFor: (n: number) => `Save the receipt for ticket ${f.number(n)}`,
    all: 'All receipts, to print',
    keptHere: 'The raffle cannot be reached right now. These tickets are stored in this browser.',
    notValid: 'The receipt of this ticket is not valid. Open it, and save it as evidence.',
    unreadable: 'The receipt of this ticket cannot be read. Open it, and save it as evidence.',
    denied:
      'The raffle does not list this ticket any more. The receipt was signed when the ticket was sold: open it, and save it as evidence.',
  },

  /** What several tickets of one purchase are called. */
  range: {
    label: 'Tickets',
    numbers: (first: number, last: number) => `${f.number(first)}–${f.number(last)}`,
    name: (first: number, last: number) => `Tickets ${f.number(first)}–${f.number(last)}`,
  },
  valid: 'Valid',
  soldAt: 'Bought',
  organiser: 'Organiser',
  licence: 'Licence',

  voided: (number: number, reason: VoidReason) =>
    `Ticket ${f.number(number)} does not count any more (${reasonWords.en.voids[reason]}).`,

  /** On the page of a sale at the desk. */
  claim: {
    collect: 'Show this page to the organiser to collect it.',
    keep: 'Keep this link to yourself: it shows your tickets without signing in.',
  },

  title: (number: number) => `Receipt for ticket ${f.number(number)}`,
  allTitle: 'My receipts',
  proves: (number: number) =>
    `This receipt proves that ticket ${f.number(number)} is in the raffle’s record. It also shows if the ticket is removed or changed later.`,
  keptHere:
    'It is kept in this browser until you sign out. You can show and save it without the internet.',
  notKept: 'This browser keeps nothing for this site. Save the receipt as a file.',

  /** Above the first digits of it on a stub. */
  shortFingerprint: 'Check code',
  fingerprint: 'Fingerprint, SHA-256 of the file',
  checkpointSize: 'Entries in the log at its checkpoint',
  log: 'Log',
  count: (n: number) => f.number(n),

  save: 'Save receipt',
  print: 'Print',
  printElsewhere: 'Print on the raffle’s own page',
  printAll: 'Print all',
  paperNote: 'A6, one ticket.',
  sheetNote: 'A4, four tickets to a page.',
  close: 'Close',

  code: (number: number) => `QR code of the receipt for ticket ${f.number(number)}`,
  codeNote: 'Scan to check this ticket.',
  checkAt: 'Check it: scan the code, or bring the file to',
  check: {
    title: 'Check a receipt',
    choose: 'Choose a receipt file',
    chooseAnother: 'Check another receipt file',
    explain:
      'Receipt files end in .tlog-proof. Choose one, or drop it on this page. It is checked in your browser and is not sent anywhere.',
    unreadable:
      'This is not a receipt of a ticket. Scan the whole QR code, or choose the .tlog-proof file that was saved with the ticket.',
    elsewhere: (host: string) =>
      `This receipt is from another site: ${host}. Open that site to check it.`,
    valid: (number: number) => `Ticket ${f.number(number)} is in the raffle’s record.`,
    laterUnknown: 'Could not check whether this ticket was voided later.',
    drawn: ({ number, hasWon, winners }: DrawnTicket) =>
      hasWon
        ? `Ticket ${f.number(number)} won.`
        : `${f.plural(winners.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(winners.map(f.number))} won. Not this time.`,
    details: 'Technical details',
  },

  notChecked:
    'This receipt is not checked yet. Connect to the internet, and it is checked automatically.',
  saveEvidence: 'Save as evidence',
  unreadable: {
    title: 'This receipt cannot be read',
    text: 'A part of it is missing or was changed, so it proves nothing and says nothing against the raffle. Save it as evidence, and ask the organiser.',
  },
  notValid: {
    title: 'This receipt is not valid',
    text: 'Do not throw it away. Save it as evidence, and show it to the organiser or to a person you trust.',
  },
  notSigned: {
    title: 'This receipt is not valid',
    text: 'The raffle did not sign what this code contains. Scan it again. If nothing changes, keep the ticket, and show it to the organiser or to a person you trust.',
  },
  denied: {
    title: 'The raffle does not list this ticket any more',
    text: 'Your receipt was signed when the ticket was sold. Save it as evidence, and show it to the organiser or to a person you trust.',
  },
  otherKey: {
    title: 'The raffle’s signature has changed',
    text: 'Receipts are checked with the signature that this browser saw first. You may be shown another record than other participants. Save this as evidence, and ask the organiser.',
  },

  moment: 'One moment …',
  signIn: 'Sign in to see your receipts.',
  unanswered: 'The raffle cannot be reached right now, and this browser has no such receipt.',
  noTicket: (number: number) => `You have no ticket ${f.number(number)} in this raffle.`,
  noTickets: 'You have no ticket in this raffle.',
});

export type ReceiptWords = ReturnType<typeof english>;
