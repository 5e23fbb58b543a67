import type { OperatorSentences } from '#ui/problems/describe-api-error.ts';

/** Sentences for the problems of operators' requests, in German. */
export const german: OperatorSentences = {
  'beacon-pending': {
    title: 'Die Zufallszahl für die Ziehung steht noch aus',
    next: 'Der Verkauf ist beendet und die Ziehung versiegelt. Gezogen werden kann, sobald die Zufallsquelle die festgelegte Zahl bekannt gibt; eine andere gilt nicht.',
  },
  'clock-unchecked': {
    title: 'Die Uhr konnte nicht geprüft werden',
    next: 'Die versiegelte Ziehung braucht die richtige Zeit, und kein Server der Zufallsquelle hat geantwortet. Versuchen Sie es noch einmal, oder prüfen Sie die Uhr des Servers und bestätigen Sie, dass sie stimmt.',
  },
  'clock-wrong': {
    title: 'Die Uhr des Servers geht falsch',
    next: 'Die versiegelte Ziehung braucht die richtige Zeit. Lassen Sie die Uhr des Servers stellen und versuchen Sie es noch einmal. Nur wenn sie richtig geht und die Zufallsquelle stillsteht, können Sie stattdessen das bestätigen.',
  },
  'invitation-expired': {
    title: 'Diese Einladung ist abgelaufen',
    next: 'Sie galt nur eine bestimmte Zeit oder wurde zurückgezogen. Bitten Sie einen Veranstalter um eine neue.',
  },
  'invitation-unknown': {
    title: 'Diese Einladung gibt es nicht',
    next: 'Öffnen Sie den Link vollständig, wie Sie ihn bekommen haben, oder bitten Sie um einen neuen.',
  },
  'invitation-used': {
    title: 'Diese Einladung wurde schon benutzt',
    next: 'Eine Einladung gilt nur einmal. Wenn Sie sie nicht benutzt haben, lassen Sie das neue Gerät sperren und bitten Sie um eine neue Einladung.',
  },
  'key-enrolled': {
    title: 'Dieses Gerät ist schon angemeldet',
    next: 'Sie brauchen keine Einladung; diese wurde nicht benutzt.',
  },
  'key-not-found': {
    title: 'Dieses Gerät gibt es nicht',
    next: 'Sehen Sie in der Liste der Veranstalter nach.',
  },
  'key-revoked': {
    title: 'Dieses Gerät wurde gesperrt',
    next: 'Bitten Sie einen Veranstalter um eine neue Einladung.',
  },
  'key-unknown': {
    title: 'Der Dienst nimmt dieses Gerät nicht an',
    next: 'Es wurde gesperrt oder war hier nie angemeldet. Bitten Sie einen Veranstalter um eine neue Einladung.',
  },
  'last-admin-key': {
    title: 'Das ist der letzte Admin',
    next: 'Ohne Admin könnte niemand mehr eingeladen werden. Laden Sie zuerst einen zweiten Admin ein.',
  },
  'no-admin-key': {
    title: 'Noch kann sich kein Veranstalter anmelden',
    next: 'Setzen Sie RAFFLE_ADMIN_KEYS_FILE und starten Sie den Dienst neu.',
  },
  'no-tickets-sold': {
    title: 'Es wurde kein Los verkauft',
    next: 'Es gibt kein Los, das gezogen werden könnte.',
  },
  'not-a-rehearsal': {
    title: 'Diese Verlosung ist keine Probe',
    next: 'Nur eine Probe lässt sich mit erfundenen Teilnehmern füllen oder löschen. Legen Sie eine an, um etwas auszuprobieren.',
  },
  'prize-claimed': {
    title: 'Dieser Gewinn ist schon übergeben',
    next: 'Ein abgeholter Gewinn bleibt beim Gewinner.',
  },
  'prize-not-held': {
    title: 'Dieses Los hat diesen Gewinn nicht',
    next: 'Im Ergebnis steht, welches Los ihn jetzt hat.',
  },
  'raffle-exists': {
    title: 'Diese Kennung ist vergeben',
    next: 'Wählen Sie eine andere.',
  },
  'role-insufficient': {
    title: 'Ihre Rolle erlaubt das nicht',
    next: 'Fragen Sie einen Veranstalter mit der Rolle „Admin“.',
  },
  'rule-final': {
    title: 'Das lässt sich nicht mehr ändern',
    next: 'Nach diesen Regeln wurden Lose verkauft. Jetzt können sich nur noch der Titel, einige Angaben und ein späteres Verkaufsende ändern.',
  },
  'signature-invalid': {
    title: 'Die Signatur ist ungültig',
    next: 'Laden Sie die Seite neu und versuchen Sie es noch einmal. Wenn das nicht hilft, melden Sie sich mit einer neuen Einladung an.',
  },
  'signature-missing': {
    title: 'Die Anfrage war nicht signiert',
    next: 'Melden Sie sich zuerst an.',
  },
  'signature-replayed': {
    title: 'Diese Signatur wurde schon benutzt',
    next: 'Versuchen Sie es noch einmal.',
  },
  'signature-stale': {
    title: 'Die Signatur ist zu alt oder zu neu',
    next: 'Prüfen Sie die Uhr dieses Rechners und versuchen Sie es noch einmal.',
  },
  'ticket-not-valid': {
    title: 'Kein gültiges Los hat diese Nummer',
    next: 'Es wurde nicht verkauft oder schon storniert. Prüfen Sie die Nummern.',
  },
  'ticket-paid': {
    title: 'Ein Los wurde inzwischen bezahlt',
    next: 'Es ist als bezahlt markiert und kann nicht als unbezahlt storniert werden. Sehen Sie die Liste noch einmal an.',
  },
};
