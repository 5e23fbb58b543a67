import type { Sentences } from './describe-api-error.ts';

/** From problem code to sentence, in German. */
export const german: Sentences = {
  aMoment: 'einen Moment',
  once: 'Es zählt nur einmal.',
  purchase: {
    untaken: 'Es wurde kein Los genommen.',
    unknown: 'Wir wissen noch nicht, ob ein Los genommen wurde.',
  },
  change: {
    untaken: 'Es wurde nichts geändert.',
    unknown: 'Wir wissen noch nicht, ob es geklappt hat.',
  },
  problems: {
    'already-drawn': {
      title: 'Die Ziehung ist erfolgt',
      next: 'Das Ergebnis steht auf dieser Seite. Die Ziehung wird nie wiederholt.',
    },
    'code-wrong': {
      title: 'Dieser Code ist falsch oder abgelaufen',
      next: 'Nehmen Sie den Code aus der neuesten E-Mail, in dem Browser, in dem Sie ihn angefordert haben, oder fordern Sie einen neuen an.',
    },
    'cross-site-request': {
      title: 'Diese Anfrage kam von einer anderen Website',
      next: 'Öffnen Sie die Verlosung auf ihrer eigenen Seite und versuchen Sie es dort.',
    },
    'details-required': {
      title: 'Der Veranstalter braucht noch Angaben von Ihnen',
      next: 'Füllen Sie die Pflichtangaben aus und kaufen Sie dann noch einmal.',
    },
    'embedding-not-allowed': {
      title: 'Diese Seite darf die Verlosung nicht zeigen',
      next: 'Öffnen Sie die Verlosung auf ihrer eigenen Seite oder fragen Sie den Veranstalter.',
    },
    'idempotency-key-missing': {
      title: 'Die Anfrage war unvollständig',
      next: 'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    },
    'idempotency-key-reused': {
      title: 'Das wurde schon einmal mit anderem Inhalt gesendet',
      next: 'Sehen Sie nach, was sie bewirkt hat, und beginnen Sie dann neu.',
    },
    internal: {
      title: 'Der Dienst hat einen Fehler',
      next: 'Versuchen Sie es noch einmal. {once}',
    },
    'invalid-request': {
      title: 'Eine Ihrer Angaben ist nicht gültig',
      next: 'Prüfen Sie Ihre Eingabe und versuchen Sie es noch einmal.',
    },
    'limit-reached': {
      title: 'Das sind mehr Lose, als eine Person haben darf',
      next: 'Diese Seite zeigt Ihre Lose und wie viele Sie noch kaufen dürfen.',
    },
    'mail-unavailable': {
      title: 'Wir können gerade keine E-Mails senden',
      next: 'Es wurde kein Code gesendet. Versuchen Sie es in einer Minute noch einmal.',
    },
    'not-drawn': {
      title: 'Es ist noch nicht gezogen',
      next: 'Kommen Sie nach der Ziehung wieder.',
    },
    'not-found': {
      title: 'Diese Seite gibt es nicht',
      next: 'Prüfen Sie die Adresse.',
    },
    'not-open-yet': {
      title: 'Der Verkauf hat noch nicht begonnen',
      next: 'Kommen Sie wieder, wenn er beginnt. Die Zeit steht auf dieser Seite.',
    },
    offline: {
      title: 'Sie sind offline',
      next: 'Es wurde nichts gesendet, und es wird nichts automatisch gesendet. Stellen Sie die Verbindung her und drücken Sie dann „Kaufen“.',
    },
    'outcome-unknown': {
      title: 'Wir konnten es nicht bestätigen',
      next: 'Versuchen Sie es noch einmal. {once}',
    },
    overloaded: {
      title: 'Zu viele Besucher auf einmal',
      next: 'Warten Sie {wait}, dann versuchen Sie es noch einmal.',
    },
    'payload-too-large': {
      title: 'Das ist zu groß',
      next: 'Geben Sie weniger ein und versuchen Sie es noch einmal.',
    },
    'raffle-cancelled': {
      title: 'Diese Verlosung ist abgesagt',
      next: 'Es gibt keine Ziehung. Fragen Sie den Veranstalter nach Ihrem Geld.',
    },
    'raffle-closed': {
      title: 'Der Verkauf ist beendet',
      next: 'Das Ergebnis erscheint hier nach der Ziehung.',
    },
    'raffle-not-found': {
      title: 'Diese Verlosung gibt es nicht',
      next: 'Prüfen Sie die Adresse.',
    },
    'rate-limited': {
      title: 'Zu viele Anfragen von hier',
      next: 'Warten Sie {wait}, dann versuchen Sie es noch einmal.',
    },
    'rules-changed': {
      title: 'Die Verlosung hat sich geändert',
      next: 'Der Veranstalter hat etwas geändert, seit Sie diese Seite geöffnet haben. Lesen Sie sie noch einmal und kaufen Sie dann.',
    },
    'sign-in-refused': {
      title: 'Sie sind nicht angemeldet',
      next: 'Ihre Organisation hat nicht bestätigt, wer Sie sind. Versuchen Sie es noch einmal oder fragen Sie dort.',
    },
    'sign-in-required': {
      title: 'Ihre Anmeldung ist abgelaufen',
      next: 'Melden Sie sich wieder an und drücken Sie „Kaufen“. Es ist noch derselbe Kauf.',
    },
    'sold-out': {
      title: 'Nicht genug Lose übrig',
      next: 'Andere waren schneller. Die Zahl auf dieser Seite ist aktuell.',
    },
    'timed-out': {
      title: 'Keine rechtzeitige Antwort',
      next: 'Versuchen Sie es noch einmal. {once}',
    },
    unreachable: {
      title: 'Die Verlosung hat nicht geantwortet',
      next: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. {once}',
    },
    'unsupported-media-type': {
      title: 'Wir konnten diese Anfrage nicht lesen',
      next: 'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    },
  },
};
