import type { Sentences } from './sentences.ts';

/** From problem code to sentence, in German. */
export const german: Sentences = {
  aMoment: 'einen Moment',
  purchase: {
    untaken: 'Es wurde kein Los genommen.',
    unknown: 'Ob ein Los genommen wurde, wissen wir noch nicht.',
  },
  change: {
    untaken: 'Es wurde nichts geändert.',
    unknown: 'Ob es geschehen ist, wissen wir noch nicht.',
  },
  problems: {
    'already-drawn': {
      title: 'Das Gewinnerlos ist gezogen',
      next: 'Das Ergebnis steht auf dieser Seite und wird nie geändert.',
    },
    'beacon-pending': {
      title: 'Die Zufallszahl für die Ziehung steht noch aus',
      next: 'Der Verkauf ist beendet und die Ziehung versiegelt. Gezogen werden kann, sobald die öffentliche Zufallsquelle die festgelegte Zahl bekannt gibt; eine andere gilt nicht.',
    },
    'code-wrong': {
      title: 'Dieser Code passt nicht',
      next: 'Er ist vertippt, verbraucht, älter als zehn Minuten oder wurde in einem anderen Browser angefordert. Prüfen Sie ihn oder fordern Sie einen neuen an.',
    },
    'cross-site-request': {
      title: 'Das kam von einer fremden Seite',
      next: 'Öffnen Sie die Verlosung auf ihrer eigenen Seite und versuchen Sie es dort.',
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
      title: 'Das wurde vorher anders verlangt',
      next: 'Sehen Sie nach, was daraus wurde; danach können Sie neu anfragen.',
    },
    internal: {
      title: 'Der Dienst ist gescheitert',
      next: 'Fragen Sie noch einmal: Es zählt nur einmal, wie oft Sie auch fragen.',
    },
    'invalid-request': {
      title: 'Der Dienst hat das nicht angenommen',
      next: 'Prüfen Sie Ihre Eingabe und versuchen Sie es noch einmal.',
    },
    'invitation-expired': {
      title: 'Diese Einladung ist abgelaufen',
      next: 'Sie gilt 15 Minuten, und nur solange ihr Absender einen Schlüssel hat. Bitten Sie um eine neue.',
    },
    'invitation-unknown': {
      title: 'Diese Einladung gibt es nicht',
      next: 'Öffnen Sie den Link vollständig, wie Sie ihn bekommen haben, oder bitten Sie um einen neuen.',
    },
    'invitation-used': {
      title: 'Diese Einladung wurde schon benutzt',
      next: 'Sie lässt einen Schlüssel ein, einmal. Waren Sie das nicht, lassen Sie jenen Schlüssel sperren. Bitten Sie um eine neue Einladung.',
    },
    'key-enrolled': {
      title: 'Dieser Schlüssel ist schon eingetragen',
      next: 'Sie brauchen keine Einladung; diese wurde nicht benutzt.',
    },
    'key-not-found': {
      title: 'Diesen Schlüssel gibt es nicht',
      next: 'Sehen Sie in der Liste der Schlüssel nach.',
    },
    'key-revoked': {
      title: 'Dieser Schlüssel wurde gesperrt',
      next: 'Er kommt nicht wieder. Tragen Sie einen neuen ein, mit einer unbenutzten Einladung.',
    },
    'key-unknown': {
      title: 'Der Dienst nimmt diesen Schlüssel nicht an',
      next: 'Er wurde gesperrt oder hier nie eingetragen. Bitten Sie einen Betreiber um eine neue Einladung.',
    },
    'last-admin-key': {
      title: 'Das ist der letzte Schlüssel mit der Rolle „admin“',
      next: 'Ohne ihn könnte niemand mehr einen einlassen. Tragen Sie zuerst einen zweiten ein.',
    },
    'limit-reached': {
      title: 'Sie haben alle Lose, die eine Person haben darf',
      next: 'Ihre Lose stehen auf dieser Seite.',
    },
    'no-admin-key': {
      title: 'Kein Betreiberschlüssel ist eingetragen',
      next: 'Setzen Sie RAFFLE_ADMIN_KEYS_FILE und starten Sie den Dienst neu.',
    },
    'no-tickets-sold': {
      title: 'Es wurde kein Los verkauft',
      next: 'Es gibt niemanden zu ziehen.',
    },
    'not-a-rehearsal': {
      title: 'Diese Verlosung ist keine Probe',
      next: 'Nur eine Probe lässt sich mit erfundenen Teilnehmern füllen oder löschen. Legen Sie eine an, um etwas auszuprobieren.',
    },
    'not-drawn': {
      title: 'Das Gewinnerlos ist noch nicht gezogen',
      next: 'Kommen Sie nach der Ziehung wieder.',
    },
    'not-found': {
      title: 'Hier ist nichts',
      next: 'Prüfen Sie die Adresse.',
    },
    offline: {
      title: 'Sie sind offline',
      next: 'Es wurde nichts gesendet, und von selbst wird auch nichts gesendet. Verbinden Sie sich, dann drücken Sie „Kaufen“.',
    },
    'outcome-unknown': {
      title: 'Der Dienst konnte es nicht bestätigen',
      next: 'Fragen Sie noch einmal: Es zählt nur einmal, wie oft Sie auch fragen.',
    },
    overloaded: {
      title: 'Zu viele auf einmal',
      next: 'Warten Sie {wait}, dann versuchen Sie es noch einmal.',
    },
    'payload-too-large': {
      title: 'Das ist zu viel auf einmal',
      next: 'Senden Sie weniger.',
    },
    'raffle-closed': {
      title: 'Der Verkauf ist beendet',
      next: 'Das Ergebnis erscheint hier nach der Ziehung.',
    },
    'raffle-exists': {
      title: 'Diese Kennung ist vergeben',
      next: 'Wählen Sie eine andere.',
    },
    'raffle-not-found': {
      title: 'Diese Verlosung gibt es nicht',
      next: 'Prüfen Sie die Adresse.',
    },
    'rate-limited': {
      title: 'Zu viele Anfragen von hier',
      next: 'Warten Sie {wait}, dann versuchen Sie es noch einmal.',
    },
    'role-insufficient': {
      title: 'Dieser Schlüssel darf nur lesen',
      next: 'Fragen Sie einen Betreiber mit der Rolle „admin“.',
    },
    'sign-in-refused': {
      title: 'Sie sind nicht angemeldet',
      next: 'Ihre Organisation hat nicht bestätigt, wer Sie sind. Versuchen Sie es noch einmal oder fragen Sie dort.',
    },
    'sign-in-required': {
      title: 'Ihre Anmeldung ist abgelaufen',
      next: 'Melden Sie sich wieder an und drücken Sie „Kaufen“: Es ist noch derselbe Kauf.',
    },
    'signature-invalid': {
      title: 'Die Signatur passt nicht',
      next: 'Laden Sie Ihren Schlüssel neu.',
    },
    'signature-missing': {
      title: 'Die Anfrage war nicht signiert',
      next: 'Laden Sie zuerst Ihren Schlüssel.',
    },
    'signature-replayed': {
      title: 'Diese Signatur wurde schon benutzt',
      next: 'Versuchen Sie es noch einmal; es wird neu signiert.',
    },
    'signature-stale': {
      title: 'Die Signatur ist zu alt oder zu neu',
      next: 'Prüfen Sie die Uhr dieses Rechners und versuchen Sie es noch einmal.',
    },
    'sold-out': {
      title: 'Nicht genug Lose übrig',
      next: 'Andere waren schneller. Die Zahl auf dieser Seite stimmt.',
    },
    'timed-out': {
      title: 'Keine Antwort in der Zeit',
      next: 'Fragen Sie noch einmal: Es zählt nur einmal, wie oft Sie auch fragen.',
    },
    unreachable: {
      title: 'Die Verlosung hat nicht geantwortet',
      next: 'Prüfen Sie Ihre Verbindung und fragen Sie noch einmal: Es zählt nur einmal, wie oft Sie auch fragen.',
    },
    'unsupported-media-type': {
      title: 'Der Dienst hat das nicht verstanden',
      next: 'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    },
  },
};
