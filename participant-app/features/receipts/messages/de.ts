import { reasonWords } from '#contract/reason-words.ts';
import type { Formats } from '#ui/formats.ts';
import type { ReceiptWords } from './en.ts';

/** The texts about receipts in German. */
export const german = (f: Formats): ReceiptWords => ({
  myTickets: 'Meine Lose',
  noneYet: 'Noch keine. Sie erscheinen hier, sobald Sie kaufen.',
  ticketsFailed: 'Ihre Lose konnten nicht geladen werden.',

  onTicket: {
    show: 'Zeigen',
    showFor: (n) => `Quittung für Los ${f.number(n)} zeigen`,
    print: 'Drucken',
    printFor: (n) => `Quittung für Los ${f.number(n)} drucken`,
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
    `Los ${f.number(number)} zählt nicht mehr (${reasonWords.de.voids[reason]}).`,

  claim: {
    collect: 'Zeigen Sie diese Seite dem Veranstalter, um den Gewinn abzuholen.',
    keep: 'Geben Sie diesen Link nicht weiter: Er zeigt Ihre Lose ohne Anmeldung.',
  },

  title: (number) => `Quittung für Los ${f.number(number)}`,
  allTitle: 'Meine Quittungen',
  proves: (number) =>
    `Diese Quittung beweist, dass Los ${f.number(number)} im Protokoll der Verlosung steht. Sie zeigt auch, wenn das Los später entfernt oder verändert wird.`,
  keptHere:
    'Die Quittung bleibt in diesem Browser, bis Sie sich abmelden. Ansehen und speichern lässt sie sich auch ohne Internet.',
  notKept:
    'Dieser Browser bewahrt für diese Seite nichts auf. Speichern Sie die Quittung als Datei.',

  shortFingerprint: 'Prüfcode',
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
  notSigned: {
    title: 'Diese Quittung ist nicht gültig',
    text: 'Die Verlosung hat nicht unterschrieben, was dieser Code enthält. Scannen Sie ihn noch einmal. Wenn sich nichts ändert, behalten Sie das Los und zeigen Sie es dem Veranstalter oder einer Person, der Sie vertrauen.',
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
