import type { Messages } from '../en.ts';

export const shell: Messages['shell'] = {
  appName: 'Verlosung verwalten',
  skip: 'Zum Inhalt',
  navigation: 'Haupt',
  raffles: 'Verlosungen',
  keys: 'Schlüssel',
  notices: 'Hinweise',
  dismiss: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  cancel: 'Abbrechen',
  unknown: 'Diese Seite gibt es nicht',
  toRaffles: 'Zu den Verlosungen',
  bothAddresses: (service, page) =>
    `Der Dienst unter ${service} antwortet dieser App nur unter der Adresse, die ihm genannt wurde (RAFFLE_ADMIN_URL). Diese Seite ist unter ${page}: Ist das eine andere, öffnen Sie die App dort.`,
  coming:
    'Dieser Teil der App ist noch unterwegs. Die Seite fragt von selbst wieder danach; kommt er nicht, prüfen Sie Ihre Verbindung und laden Sie die Seite neu.',
  fault: {
    title: 'Die App ist stehen geblieben',
    orders:
      'Ein Fehler in der App selbst hat diese Seite beendet. Was unterwegs war, kann geschehen sein: Laden Sie die Seite neu und sehen Sie nach, bevor Sie es noch einmal tun.',
    reload: 'Seite neu laden',
    report:
      'Bleibt sie wieder stehen, sagen Sie denen, die den Dienst betreiben, was sie gemeldet hat:',
  },
  config: {
    title: 'Diese App kennt ihren Dienst nicht',
    missing: (address) => `${address} gibt es nicht, oder es kommt keine Antwort.`,
    wrong: (address) => `${address} sagt nicht, wo der Verlosungsdienst ist.`,
    'same-origin': (address) =>
      `${address} nennt den Ursprung eben dieser Seite. Die App verwahrt Schlüssel, darum braucht sie einen eigenen Ursprung.`,
    example: 'Die Datei gehört neben diese Seite und nennt den Ursprung des Dienstes, etwa so:',
  },
};
