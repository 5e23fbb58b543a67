import type { Messages } from '../en.ts';

export const keys: Messages['keys'] = {
  title: 'Veranstalter',
  fingerprint: 'Fingerabdruck',
  thisBrowser: 'Dieses Gerät',
  revoked: 'Gesperrt',
  enrolledAt: (moment) => `Hinzugefügt am ${moment}`,
  invitedBy: (name) => `Eingeladen von ${name}`,
  lastUsedAt: (moment) => `Zuletzt benutzt am ${moment}`,
  neverUsed: 'Nie benutzt',

  revoke: {
    button: 'Sperren …',
    open: (name) => `Zugang von ${name} sperren`,
    isLast:
      'Das ist der letzte Zugang mit der Rolle admin. Ohne ihn könnte niemand mehr eingeladen werden.',
    consequence:
      'Die nächste Anfrage dieses Geräts wird abgelehnt, ebenso seine Einladungen. Das ist endgültig.',
    isOwn: 'Es ist Ihr eigenes Gerät. Sie werden hier abgemeldet.',
    typeName: (name) => `Geben Sie den Namen ein (${name})`,
    action: 'Zugang sperren',
    pending: 'Wird gesperrt …',
    done: (name) => `Der Zugang von ${name} ist gesperrt`,
    doneText: 'Der Dienst lehnt dieses Gerät von jetzt an ab.',
  },

  invite: {
    title: 'Veranstalter einladen',
    name: 'Name',
    nameHint: 'Wer es ist. Der Name steht bei allem, was die Person tut.',
    nameMissing:
      'Schreiben Sie 1 bis 100 Zeichen in einer Zeile. Mindestens eines muss sichtbar sein.',
    role: 'Rolle',
    adminMay: 'Eröffnet, schließt und zieht Verlosungen, lädt Veranstalter ein und sperrt sie.',
    sellerMay: 'Verkauft Lose am Stand und vermerkt Zahlungen, sonst nichts.',
    auditorMay: 'Liest alles, auch die Adressen der Käufer, und ändert nichts.',
    button: 'Einladung erstellen',
    pending: 'Wird erstellt …',
    made: (name, role) => `Die Einladung für ${name} (${role}) ist fertig.`,
    link: 'Link der Einladung',
    copy: 'Link kopieren',
    copied: 'Kopiert',
    once: (moment) =>
      `Der Link gilt einmal, bis ${moment}. Er wird nicht noch einmal gezeigt. Wer ihn hat, kann sich anmelden; schicken Sie ihn darum vertraulich.`,
    compare:
      'Vergleichen Sie danach den Fingerabdruck in Ihrer Liste mit dem auf dem anderen Bildschirm.',
    done: 'Fertig',
  },

  enrol: {
    title: 'Auf diesem Gerät anmelden',
    why: 'Dieses Gerät hat einen eigenen Schlüssel, darum gibt es kein Passwort. Der Schlüssel signiert, was Sie tun, und lässt sich nicht kopieren.',
    making: 'Ein Schlüssel wird erstellt …',
    service: (url) => `Für den Dienst unter ${url}.`,
    replaces: (name, role) =>
      `Sie sind hier schon als ${name} (${role}) angemeldet. Eine neue Anmeldung ersetzt diesen Schlüssel auf dem Gerät; der Dienst akzeptiert ihn, bis er gesperrt wird.`,
    replacesRefused: (name) =>
      `Der Dienst akzeptiert dieses Gerät als ${name} nicht mehr. Die Anmeldung ersetzt seinen Schlüssel.`,
    button: 'Anmelden',
    pending: 'Sie werden angemeldet …',
    done: (name, role) => `Sie sind als ${name} (${role}) angemeldet.`,
    compare:
      'Der Veranstalter, der Sie eingeladen hat, sieht denselben Fingerabdruck in seiner Liste.',
    goOn: 'Zu den Verlosungen',
    openAgain:
      'Die Einladung wurde zur Sicherheit aus der Adresse entfernt. Öffnen Sie den Link noch einmal.',
    otherService: (url) =>
      `Diese App arbeitet für ${url}. Die Einladung zu einem anderen Dienst öffnet sich in dessen App.`,
    makeAnother: 'Einen anderen Schlüssel erstellen',
  },

  forget: {
    title: 'Auf diesem Gerät abmelden',
    text: 'Melden Sie sich ab, bevor andere diesen Browser benutzen. Ein Browser kann Sie auch selbst abmelden, wenn Sie wochenlang nicht da waren; bitten Sie dann um eine neue Einladung.',
    open: 'Abmelden …',
    consequence:
      'Um sich hier wieder anzumelden, brauchen Sie eine neue Einladung. Der Dienst akzeptiert den Schlüssel noch; sperren Sie ihn auch dort.',
    action: 'Abmelden',
  },
};
