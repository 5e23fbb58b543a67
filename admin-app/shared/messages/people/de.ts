import type { Messages } from '../en.ts';

export const people: Messages['people'] = {
  title: 'Personen',
  groups: {
    admin: { title: 'Veranstalter', none: 'Kein Veranstalter kann sich anmelden.' },
    seller: {
      title: 'Verkäufer',
      none: 'Noch niemand verkauft. Laden Sie unten jemanden ein: Verkauft wird auf dem eigenen Handy.',
    },
    auditor: { title: 'Prüfer', none: '' },
  },
  device: 'Gerät',
  addDevice: 'Gerät hinzufügen',
  addDeviceFor: (name) => `Gerät hinzufügen für ${name}`,
  fingerprint: 'Fingerabdruck seines Schlüssels:',
  thisBrowser: 'Dieses Gerät',
  revoked: 'gesperrt',
  removed: (count) => `Entfernte Geräte (${count})`,
  enrolledAt: (moment) => `Hinzugefügt am ${moment}`,
  invitedBy: (name) => `Eingeladen von ${name}`,
  lastUsedAt: (moment) => `Zuletzt benutzt am ${moment}`,
  neverUsed: 'Nie benutzt',

  revoke: {
    button: 'Entfernen …',
    open: (name) => `Gerät von ${name} entfernen`,
    isLast: 'Das ist der letzte Veranstalter. Ohne ihn könnte niemand mehr eingeladen werden.',
    consequence:
      'Die nächste Anfrage dieses Geräts wird abgelehnt, ebenso seine Einladungen. Das ist endgültig.',
    isOwn: 'Es ist Ihr eigenes Gerät. Sie werden hier abgemeldet.',
    typeName: (name) => `Geben Sie den Namen ein (${name})`,
    action: 'Gerät entfernen',
    pending: 'Wird entfernt …',
    done: (name) => `Das Gerät von ${name} ist entfernt`,
    doneText: 'Der Dienst lehnt dieses Gerät von jetzt an ab.',
  },

  open: {
    title: 'Eingeladen, noch nicht angemeldet',
    facts: (role, until) => `Eingeladen als ${role}. Der Link gilt bis ${until}.`,
    withdraw: 'Zurückziehen',
    withdrawFor: (name) => `Einladung von ${name} zurückziehen`,
    pending: 'Wird zurückgezogen …',
  },

  invite: {
    title: 'Eine Person einladen',
    name: 'Name',
    nameHint: 'Wer es ist. Der Name steht bei allem, was die Person tut.',
    nameMissing:
      'Schreiben Sie 1 bis 100 Zeichen in einer Zeile. Mindestens eines muss sichtbar sein.',
    role: 'Was die Person darf',
    roles: {
      seller: {
        label: 'Verkäufer',
        hint: 'Verkauft Lose am Stand und vermerkt Zahlungen, sonst nichts.',
      },
      admin: {
        label: 'Veranstalter',
        hint: 'Eröffnet, schließt und zieht Verlosungen, lädt Personen ein und entfernt sie.',
      },
      auditor: {
        label: 'Prüfer',
        hint: 'Liest alles, auch die Adressen der Käufer, und ändert nichts.',
      },
    },
    validity: 'Wie lange der Link gilt',
    validities: { 7: '7 Tage', 1: '1 Tag', now: '15 Minuten, für eine Person neben Ihnen' },
    button: 'Einladung erstellen',
    pending: 'Wird erstellt …',
    made: (name, role) => `Die Einladung für ${name} (${role}) ist fertig.`,
    link: 'Link der Einladung',
    copy: 'Link kopieren',
    copied: 'Kopiert',
    once: (moment) =>
      `Der Link gilt einmal, bis ${moment}. Er wird nicht noch einmal gezeigt. Wer ihn hat, kann sich anmelden; schicken Sie ihn darum vertraulich.`,
    compare:
      'Das Gerät erscheint in der Liste, sobald es angemeldet ist. Um sicher zu sein, vergleichen Sie seine „Technischen Einzelheiten“ mit denen auf dem anderen Bildschirm.',
    writeMail: 'E-Mail schreiben',
    mail: ({ name, link, until }) => ({
      subject: 'Ihre Einladung zu unserer Verlosung',
      body: `Guten Tag ${name},\n\nöffnen Sie diesen Link auf dem Handy oder Computer, den Sie benutzen werden:\n${link}\n\nEr gilt einmal, bis ${until}. Bitte leiten Sie ihn nicht weiter.\n`,
    }),
    done: 'Fertig',
  },

  enrol: {
    title: 'Auf diesem Gerät anmelden',
    why: 'Es gibt kein Passwort: Ab jetzt weist Sie dieses Gerät selbst aus.',
    key: 'Dieses Gerät hat einen eigenen Schlüssel. Er signiert, was Sie tun, und lässt sich nicht kopieren.',
    making: 'Das Gerät wird vorbereitet …',
    service: (url) => `Für den Dienst unter ${url}.`,
    replaces: (name, role) =>
      `Sie sind hier schon als ${name} (${role}) angemeldet. Eine neue Anmeldung ersetzt diese. Entfernen Sie die frühere danach unter „Personen“.`,
    replacesRefused: (name) =>
      `Der Dienst akzeptiert dieses Gerät als ${name} nicht mehr. Melden Sie sich an, um es wieder zu benutzen.`,
    button: 'Anmelden',
    pending: 'Sie werden angemeldet …',
    done: (name, role) => `Sie sind als ${name} (${role}) angemeldet.`,
    compare:
      'Der Veranstalter, der Sie eingeladen hat, sieht denselben Fingerabdruck in seiner Liste.',
    goOn: 'Zu den Verlosungen',
    toDesk: 'Lose verkaufen',
    openAgain:
      'Die Einladung wurde zur Sicherheit aus der Adresse entfernt. Öffnen Sie den Link noch einmal.',
    otherService: (url) =>
      `Diese App arbeitet für ${url}. Die Einladung zu einem anderen Dienst öffnet sich in dessen App.`,
    makeAnother: 'Gerät noch einmal vorbereiten',
  },

  forget: {
    title: 'Auf diesem Gerät abmelden',
    text: 'Melden Sie sich ab, bevor andere diesen Browser benutzen. Ein Browser kann Sie auch selbst abmelden, wenn Sie wochenlang nicht da waren; bitten Sie dann um eine neue Einladung.',
    open: 'Abmelden …',
    consequence:
      'Um sich hier wieder anzumelden, brauchen Sie eine neue Einladung. Wenn andere dieses Gerät benutzt haben könnten, entfernen Sie es oben ebenfalls.',
    action: 'Abmelden',
  },
};
