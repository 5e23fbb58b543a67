import type { VoidReason } from '#contract/tickets.ts';
import { createCatalogues } from '#ui/catalogues.ts';
import type { Formats } from '#ui/formats.ts';

/** A ticket after the draw, and the numbers that hold a prize. */
interface DrawnTicket {
  readonly number: number;
  readonly hasWon: boolean;
  readonly winners: readonly number[];
}

const english = (f: Formats) => ({
  myTickets: 'My tickets',
  noneYet: 'None yet. They appear here the moment you buy.',
  ticketsFailed: 'Your tickets could not be loaded.',

  onTicket: {
    show: 'Receipt',
    showFor: (n: number) => `Receipt for ticket ${f.number(n)}`,
    showAll: 'Show',
    print: 'Print',
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
    `Ticket ${f.number(number)} does not count any more (${englishReasons[reason]}).`,

  title: (number: number) => `Receipt for ticket ${f.number(number)}`,
  allTitle: 'My receipts',
  proves: (number: number) =>
    `This receipt proves that ticket ${f.number(number)} is in the raffle’s record. It also shows if the ticket is removed or changed later.`,
  keptHere:
    'It is kept in this browser until you sign out. You can show and save it without the internet.',
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

const englishReasons: Readonly<Record<VoidReason, string>> = {
  refunded: 'refunded',
  unpaid: 'not paid',
  mistake: 'sold by mistake',
  ineligible: 'the holder may not take part',
};

export type ReceiptWords = ReturnType<typeof english>;

const germanReasons: Readonly<Record<VoidReason, string>> = {
  refunded: 'erstattet',
  unpaid: 'nicht bezahlt',
  mistake: 'irrtümlich verkauft',
  ineligible: 'der Inhaber darf nicht teilnehmen',
};

const german = (f: Formats): ReceiptWords => ({
  myTickets: 'Meine Lose',
  noneYet: 'Noch keine. Sie erscheinen hier, sobald Sie kaufen.',
  ticketsFailed: 'Ihre Lose konnten nicht geladen werden.',

  onTicket: {
    show: 'Quittung',
    showFor: (n) => `Quittung für Los ${f.number(n)}`,
    showAll: 'Zeigen',
    print: 'Drucken',
    save: 'Speichern',
    saveFor: (n) => `Quittung für Los ${f.number(n)} speichern`,
    all: 'Alle Quittungen, zum Drucken',
    keptHere:
      'Die Verlosung ist gerade nicht erreichbar. Diese Lose sind in diesem Browser aufbewahrt.',
    unreadable:
      'Die Quittung dieses Loses ist nicht lesbar. Sehen Sie sie an und speichern Sie sie als Beweis.',
    notValid:
      'Die Quittung für dieses Los ist nicht gültig. Öffnen Sie sie und speichern Sie sie als Beweis.',
    denied:
      'Die Verlosung führt dieses Los nicht mehr. Die Quittung wurde beim Kauf unterschrieben: Sehen Sie sie an und speichern Sie sie als Beweis.',
  },

  range: {
    label: 'Lose',
    numbers: (first, last) => `${f.number(first)}–${f.number(last)}`,
    name: (first, last) => `Lose ${f.number(first)}–${f.number(last)}`,
  },
  valid: 'Gültig',
  soldAt: 'Gekauft',
  organiser: 'Veranstalter',
  licence: 'Genehmigung',

  voided: (number, reason) =>
    `Los ${f.number(number)} zählt nicht mehr (${germanReasons[reason]}).`,

  title: (number) => `Quittung für Los ${f.number(number)}`,
  allTitle: 'Meine Quittungen',
  proves: (number) =>
    `Diese Quittung beweist, dass Los ${f.number(number)} im Protokoll der Verlosung steht. Sie zeigt auch, wenn das Los später entfernt oder verändert wird.`,
  keptHere:
    'Die Quittung bleibt in diesem Browser, bis Sie sich abmelden. Ansehen und speichern lässt sie sich auch ohne Internet.',
  notKept:
    'Dieser Browser bewahrt für diese Seite nichts auf. Speichern Sie die Quittung als Datei.',

  fingerprint: 'Fingerabdruck, SHA-256 der Datei',
  checkpointSize: 'Einträge im Protokoll beim Prüfpunkt',
  log: 'Protokoll',
  count: (n) => f.number(n),

  save: 'Quittung speichern',
  print: 'Drucken',
  printElsewhere: 'Auf der Seite der Verlosung drucken',
  printAll: 'Alle drucken',
  paperNote: 'A6, ein Los.',
  sheetNote: 'A4, vier Lose auf einer Seite.',
  close: 'Schließen',

  code: (number) => `QR-Code der Quittung für Los ${f.number(number)}`,
  codeNote: 'Scannen, um dieses Los zu prüfen.',
  checkAt: 'Prüfen: den Code scannen, oder die Datei öffnen auf',
  check: {
    title: 'Quittung prüfen',
    choose: 'Quittungsdatei auswählen',
    chooseAnother: 'Andere Quittungsdatei prüfen',
    explain:
      'Quittungsdateien enden auf .tlog-proof. Wählen Sie eine aus oder ziehen Sie sie auf diese Seite. Sie wird in Ihrem Browser geprüft und nirgendwohin gesendet.',
    unreadable:
      'Das ist keine Quittung für ein Los. Scannen Sie den ganzen QR-Code oder wählen Sie die Datei mit der Endung .tlog-proof, die mit dem Los gespeichert wurde.',
    elsewhere: (host) =>
      `Diese Quittung stammt von einer anderen Seite: ${host}. Öffnen Sie diese Seite, um sie zu prüfen.`,
    valid: (number) => `Los ${f.number(number)} steht im Protokoll der Verlosung.`,
    laterUnknown: 'Ob dieses Los später ungültig gemacht wurde, konnte nicht geprüft werden.',
    drawn: ({ number, hasWon, winners }) =>
      hasWon
        ? `Los ${f.number(number)} hat gewonnen.`
        : `${f.plural(winners.length, { one: 'Gewonnen hat Los', other: 'Gewonnen haben die Lose' })} ${f.list(winners.map(f.number))}. Diesmal nicht.`,
    details: 'Technische Einzelheiten',
  },

  notChecked:
    'Diese Quittung ist noch nicht geprüft. Sobald Sie mit dem Internet verbunden sind, wird sie automatisch geprüft.',
  saveEvidence: 'Als Beweis speichern',
  unreadable: {
    title: 'Diese Quittung ist nicht lesbar',
    text: 'Ein Teil fehlt oder wurde verändert: Sie beweist nichts und sagt auch nichts gegen die Verlosung. Speichern Sie sie als Beweis und fragen Sie den Veranstalter.',
  },
  notValid: {
    title: 'Diese Quittung ist nicht gültig',
    text: 'Werfen Sie sie nicht weg. Speichern Sie sie als Beweis und zeigen Sie sie dem Veranstalter oder einer Person, der Sie vertrauen.',
  },
  denied: {
    title: 'Die Verlosung führt dieses Los nicht mehr',
    text: 'Ihre Quittung wurde beim Kauf unterschrieben. Speichern Sie sie als Beweis und zeigen Sie sie dem Veranstalter oder einer Person, der Sie vertrauen.',
  },
  otherKey: {
    title: 'Die Unterschrift der Verlosung hat sich geändert',
    text: 'Quittungen werden mit der Unterschrift geprüft, die dieser Browser zuerst gesehen hat. Vielleicht sehen Sie ein anderes Protokoll als andere Teilnehmer. Speichern Sie das als Beweis und fragen Sie den Veranstalter.',
  },

  moment: 'Einen Moment …',
  signIn: 'Melden Sie sich an, um Ihre Quittungen zu sehen.',
  unanswered:
    'Die Verlosung ist gerade nicht erreichbar, und in diesem Browser liegt keine solche Quittung.',
  noTicket: (number) => `Sie haben in dieser Verlosung kein Los ${f.number(number)}.`,
  noTickets: 'Sie haben kein Los in dieser Verlosung.',
});

/** The texts about receipts. They are loaded with the code that shows receipts. */
export const { messagesFor: receiptWordsFor, useMessages: useReceiptWords } = createCatalogues({
  en: english,
  de: german,
});
