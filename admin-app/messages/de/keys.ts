import type { Messages } from '../en.ts';

export const keys: Messages['keys'] = {
  title: 'Schlüssel',
  fingerprint: 'Fingerabdruck',
  thisBrowser: 'Dieser Browser',
  revoked: 'Gesperrt',
  enrolledAt: (moment) => `Eingetragen am ${moment}`,
  invitedBy: (name) => `Eingeladen von ${name}`,
  lastUsedAt: (moment) => `Zuletzt benutzt am ${moment}`,
  neverUsed: 'Nie benutzt',

  revoke: {
    button: 'Sperren …',
    open: (name) => `Schlüssel von ${name} sperren`,
    isLast:
      'Das ist der letzte Schlüssel mit der Rolle admin. Ohne ihn könnte niemand mehr einen einlassen.',
    consequence:
      'Seine nächste Anfrage wird abgelehnt, ebenso die Einladungen, die er gemacht hat. Er kommt nie wieder.',
    isOwn:
      'Es ist der Schlüssel dieses Browsers: Von hier können Sie dann nichts mehr beauftragen.',
    typeName: (name) => `Geben Sie den Namen des Schlüssels ein (${name})`,
    action: 'Diesen Schlüssel sperren',
    pending: 'Wird gesperrt …',
    done: (name) => `Der Schlüssel von ${name} ist gesperrt`,
    doneText: 'Der Dienst lehnt ihn von jetzt an ab.',
  },

  invite: {
    title: 'Jemanden einlassen',
    name: 'Name',
    nameHint: 'Wessen Schlüssel es wird. Der Name steht bei allem, was der Schlüssel tut.',
    nameMissing: 'Schreiben Sie einen Namen mit 1 bis 100 Zeichen, in einer Zeile.',
    role: 'Rolle',
    adminMay: 'Legt Verlosungen an, schließt sie und zieht, lädt Schlüssel ein und sperrt sie.',
    auditorMay: 'Liest alles, auch die Adressen der Käufer, und ändert nichts.',
    button: 'Einladung machen',
    pending: 'Wird gemacht …',
    made: (name, role) => `Die Einladung für ${name}, ${role}, ist fertig.`,
    link: 'Link zum Weitergeben',
    copy: 'Link kopieren',
    copied: 'Kopiert',
    once: (moment) =>
      `Er lässt einen Schlüssel ein, einmal, bis ${moment}. Er wird nicht noch einmal gezeigt: Wer ihn hat, kommt herein. Geben Sie ihn dort weiter, wo nur diese Person liest.`,
    compare:
      'Dann vergleichen Sie: Der Fingerabdruck in Ihrer Liste ist der auf dem anderen Bildschirm.',
    done: 'Fertig',
  },

  enrol: {
    title: 'Diesen Browser einlassen',
    why: 'Ihr Browser hat einen Schlüssel gemacht. Er signiert Ihre Aufträge, niemand kann ihn lesen oder kopieren, und ein Passwort gibt es nicht.',
    making: 'Ein Schlüssel wird gemacht …',
    service: (url) => `Er ist für den Dienst unter ${url}.`,
    replaces: (name, role) =>
      `Dieser Browser hat schon einen Schlüssel: ${name}, ${role}. Der neue tritt hier an seine Stelle; der alte gilt beim Dienst, bis er gesperrt wird.`,
    replacesRefused: (name) =>
      `Der Dienst nimmt den Schlüssel dieses Browsers, ${name}, nicht mehr an. Der neue tritt an seine Stelle.`,
    button: 'Schlüssel dieses Browsers eintragen',
    pending: 'Wird eingetragen …',
    done: (name, role) =>
      `Sie sind drin: Der Schlüssel dieses Browsers gehört ${name}, Rolle ${role}.`,
    compare: 'Wer Sie eingeladen hat, sieht denselben Fingerabdruck in der Liste der Schlüssel.',
    goOn: 'Zu den Verlosungen',
    openAgain:
      'Die Einladung steht nicht mehr in der Adresse, damit sie dort niemand findet. Öffnen Sie den Link noch einmal.',
    otherService: (url) =>
      `Diese App arbeitet für ${url}. Die Einladung zu einem anderen Dienst öffnet sich in dessen App.`,
    makeAnother: 'Einen anderen Schlüssel machen',
  },

  forget: {
    title: 'Schlüssel dieses Browsers vergessen',
    text: 'Für einen Browser, den Sie anderen überlassen. Ein Browser kann auch von selbst vergessen, wenn Sie wochenlang nicht da waren; dann hilft eine neue Einladung.',
    open: 'Vergessen …',
    consequence:
      'Von diesem Browser kann niemand mehr etwas beauftragen, bis hier eine neue Einladung geöffnet wird. Der Dienst kennt den Schlüssel noch: Sperren Sie ihn auch dort.',
    action: 'Diesen Schlüssel vergessen',
  },
};
