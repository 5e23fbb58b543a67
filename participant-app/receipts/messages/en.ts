import type { Formats } from '#ui/formats.ts';

/** Every word about receipts, in English. The other languages have the same shape. */
export const english = (f: Formats) => ({
  myTickets: 'My tickets',
  noneYet: 'None yet. They appear here the moment you buy.',
  ticketsFailed: 'Your tickets could not be loaded.',

  onTicket: {
    show: 'Receipt',
    showFor: (n: number) => `Receipt for ticket ${f.number(n)}`,
    save: 'Save',
    saveFor: (n: number) => `Save the receipt for ticket ${f.number(n)}`,
    all: 'All receipts, to print',
    keptHere: 'The raffle cannot be asked right now. These tickets are kept in this browser.',
    notValid: 'The receipt of this ticket does not hold. Look at it, and save it as evidence.',
    denied:
      'The raffle does not list this ticket any more. The receipt was signed when it was sold: look at it, and save it as evidence.',
  },

  title: (number: number) => `Receipt for ticket ${f.number(number)}`,
  allTitle: 'My receipts',
  proves: (number: number) =>
    `This receipt proves that ticket ${f.number(number)} is in the raffle’s log. Held against any later checkpoint, it shows whether somebody took the ticket out or changed it.`,
  keptHere:
    'It is kept in this browser until you sign out, and needs no network to be shown or saved.',
  notKept: 'This browser keeps nothing for this site. Save the receipt as a file.',

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
  codeNote: 'The code holds the whole receipt.',
  checkCommand: 'Check it:',

  calendar: 'Add the draw to my calendar',
  drawFrom: (time: string) => `The winner can be drawn from ${f.moment(time)} on.`,
  drawSummary: (raffle: string) => `Draw: ${raffle}`,
  drawDescription: (url: string) => `From now on the winner can be drawn. The result: ${url}`,

  notChecked:
    'The log’s key was not seen in this browser yet. Connect, and the receipt is checked by itself.',
  saveEvidence: 'Save as evidence',
  notValid: {
    title: 'This receipt does not hold',
    text: 'Do not throw it away. Save it as evidence, and show it to whoever runs the raffle or to somebody you trust.',
  },
  denied: {
    title: 'The raffle does not list this ticket any more',
    text: 'Your receipt was signed when it was sold. Save it as evidence, and show it to whoever runs the raffle or to somebody you trust.',
  },
  otherKey: {
    title: 'The log has another key than before',
    text: 'Receipts are held against the key that this browser saw first. You may be shown another log than others. Save this as evidence, and ask whoever runs the raffle.',
  },

  moment: 'One moment …',
  signIn: 'Sign in to see your receipts.',
  unanswered: 'The raffle cannot be asked right now, and this browser keeps no such receipt.',
  noTicket: (number: number) => `You have no ticket ${f.number(number)} in this raffle.`,
  noTickets: 'You have no ticket in this raffle.',
});

export type ReceiptWords = ReturnType<typeof english>;
