import type { Formats } from '#ui/formats.ts';
import type { ReceiptWords } from './en.ts';

/** Every word about receipts, in German. */
export const german = (f: Formats): ReceiptWords => ({
  myTickets: 'Meine Lose',
  noneYet: 'Noch keine. Sie erscheinen hier, sobald Sie kaufen.',
  ticketsFailed: 'Ihre Lose konnten nicht geladen werden.',

  onTicket: {
    show: 'Quittung',
    showFor: (n) => `Quittung für Los ${f.number(n)}`,
    save: 'Speichern',
    saveFor: (n) => `Quittung für Los ${f.number(n)} speichern`,
    all: 'Alle Quittungen, zum Drucken',
    keptHere:
      'Die Verlosung ist gerade nicht erreichbar. Diese Lose sind in diesem Browser aufbewahrt.',
    notValid:
      'Die Quittung für dieses Los hält der Prüfung nicht stand. Sehen Sie sie an und speichern Sie sie als Beweis.',
    denied:
      'Die Verlosung führt dieses Los nicht mehr. Die Quittung wurde beim Kauf unterschrieben: Sehen Sie sie an und speichern Sie sie als Beweis.',
  },

  title: (number) => `Quittung für Los ${f.number(number)}`,
  allTitle: 'Meine Quittungen',
  proves: (number) =>
    `Diese Quittung beweist, dass Los ${f.number(number)} im Protokoll der Verlosung steht. Mit jedem späteren Prüfpunkt verglichen, zeigt sie, ob jemand das Los entfernt oder verändert hat.`,
  keptHere:
    'Die Quittung bleibt in diesem Browser, bis Sie sich abmelden. Ansehen und speichern lässt sie sich auch ohne Netz.',
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
  codeNote: 'Der Code enthält die ganze Quittung.',
  checkCommand: 'Prüfen:',

  calendar: 'Ziehung in meinen Kalender eintragen',
  drawFrom: (time) => `Gezogen werden kann ab ${f.moment(time)}.`,
  drawSummary: (raffle) => `Ziehung: ${raffle}`,
  drawDescription: (url) => `Ab jetzt kann gezogen werden. Das Ergebnis: ${url}`,

  notChecked:
    'Dieser Browser hat den Schlüssel des Protokolls noch nicht gesehen. Sobald Sie verbunden sind, wird die Quittung von selbst geprüft.',
  saveEvidence: 'Als Beweis speichern',
  notValid: {
    title: 'Diese Quittung hält der Prüfung nicht stand',
    text: 'Werfen Sie sie nicht weg. Speichern Sie sie als Beweis und zeigen Sie sie dem Veranstalter oder jemandem, dem Sie vertrauen.',
  },
  denied: {
    title: 'Die Verlosung führt dieses Los nicht mehr',
    text: 'Ihre Quittung wurde beim Kauf unterschrieben. Speichern Sie sie als Beweis und zeigen Sie sie dem Veranstalter oder jemandem, dem Sie vertrauen.',
  },
  otherKey: {
    title: 'Das Protokoll hat einen anderen Schlüssel als vorher',
    text: 'Quittungen werden mit dem Schlüssel geprüft, den dieser Browser zuerst gesehen hat. Vielleicht zeigt man Ihnen ein anderes Protokoll als anderen. Speichern Sie das als Beweis und fragen Sie den Veranstalter.',
  },

  moment: 'Einen Moment …',
  signIn: 'Melden Sie sich an, um Ihre Quittungen zu sehen.',
  unanswered:
    'Die Verlosung ist gerade nicht erreichbar, und in diesem Browser liegt keine solche Quittung.',
  noTicket: (number) => `Sie haben in dieser Verlosung kein Los ${f.number(number)}.`,
  noTickets: 'Sie haben kein Los in dieser Verlosung.',
});
