import type { Messages } from '../en.ts';

export const shell: Messages['shell'] = {
  appName: 'Verlosung verwalten',
  skip: 'Zum Inhalt',
  navigation: 'Haupt',
  raffles: 'Verlosungen',
  people: 'Personen',
  desk: 'Lose verkaufen',
  notices: 'Hinweise',
  dismiss: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  cancel: 'Abbrechen',
  unknown: 'Diese Seite gibt es nicht',
  toRaffles: 'Zu den Verlosungen',
  bothAddresses: (service, page) =>
    `Der Dienst unter ${service} akzeptiert diese App nur unter der Adresse in seinem RAFFLE_ADMIN_URL. Diese Seite ist unter ${page}. Sind die beiden verschieden, öffnen Sie die App unter jener Adresse.`,
  loading:
    'Dieser Teil der App wird noch geladen. Erscheint er nicht, prüfen Sie Ihre Verbindung und laden Sie die Seite neu.',
  fault: {
    title: 'Die App ist stehen geblieben',
    text: 'Ein Fehler in der App hat diese Seite beendet. Ihre letzte Aktion wurde vielleicht ausgeführt: Laden Sie die Seite neu und sehen Sie nach, bevor Sie sie wiederholen.',
    reload: 'Seite neu laden',
    report: 'Geschieht es wieder, schicken Sie diese Meldung der Person, die den Dienst betreibt:',
  },
  config: {
    title: 'Diese App kennt ihren Dienst nicht',
    missing: (address) => `${address} gibt es nicht, oder es kommt keine Antwort.`,
    wrong: (address) => `${address} sagt nicht, wo der Verlosungsdienst ist.`,
    'same-origin': (address) =>
      `${address} nennt den Ursprung dieser Seite. Die App verwahrt Schlüssel, darum braucht sie einen eigenen Ursprung.`,
    example: 'Legen Sie die Datei neben diese Seite. Sie nennt den Ursprung des Dienstes, etwa so:',
  },
};
