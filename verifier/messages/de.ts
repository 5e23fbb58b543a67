import type { VerifierMessages } from './en.ts';

export const german: VerifierMessages = {
  title: 'Verlosungs-Prüfer',
  lead: 'Prüft auf diesem Gerät, was Sie von einer Verlosung gespeichert haben. Die Seite nutzt nie das Netz: Es wird nichts geladen und nichts gesendet.',
  choose: 'Dateien auswählen',
  drop: 'oder hier ablegen',
  paste: 'Oder einen Text einfügen',
  pasteHint:
    'Eine Quittung, einen Prüfpunkt, den Schlüssel eines Protokolls oder den Inhalt einer Datei.',
  addText: 'Text hinzufügen',
  pasted: 'Eingefügter Text',
  clear: 'Neu beginnen',
  working: (percent) => `Wird geprüft … ${percent} %`,
  kinds: {
    bundle: 'Paket: das ganze Protokoll',
    receipt: 'Quittung',
    fork: 'Nachweis einer Abweichung',
    checkpoint: 'Prüfpunkt',
    key: 'Schlüssel des Protokolls',
    chain: 'Zufallsquelle, der Sie vertrauen',
    policy: 'Zeugen, denen Sie vertrauen',
    unreadable: 'Unbekannt',
  },
  missing: {
    readable:
      'Diese Art von Datei kennt die Seite nicht, oder es fehlt ein Teil. Über eine Verlosung sagt das nichts.',
    key: 'Der Schlüssel des Protokolls fehlt. Fügen Sie das Paket der Verlosung hinzu oder den Schlüssel selbst.',
    program:
      'Beim Prüfen ist ein Fehler der Seite aufgetreten. Über eine Verlosung sagt das nichts. Bitte melden Sie ihn.',
    bundle:
      'Es fehlt etwas zum Vergleichen. Fügen Sie ein Paket derselben Verlosung hinzu, das mindestens so neu ist.',
  },
  together: {
    passed: 'Alles, was Sie hinzugefügt haben, ist gültig.',
    failed: 'Etwas davon ist nicht gültig. Unten steht, was und wo.',
    'not-checked': 'Etwas davon ließ sich nicht prüfen. Unten steht, was fehlt.',
  },
  voided: (at) =>
    `Dieses Los zählt nicht mehr: Es wurde am ${at} zurückgenommen. Die Quittung zeigt, dass es verkauft wurde; an der Ziehung nimmt es nicht teil.`,
  laterUnknown:
    'Nicht geprüft: ob dieses Los später zurückgenommen wurde. Fügen Sie dafür das Paket der Verlosung hinzu.',
  compare: 'Der neueste Prüfpunkt des Protokolls. Vergleichen Sie ihn mit dem von anderen:',
  whatToAdd: 'Was Sie hinzufügen können',
  add: [
    'Das Paket: „Alles Geprüfte speichern“ auf der Ergebnisseite der Verlosung, oder raffle audit <Adresse> --save verlosung.json.',
    'Ihre Quittungen (.tlog-proof) und Prüfpunkte, die Sie oder andere gespeichert haben.',
    'Nachweise, die die Seite einer Verlosung gespeichert hat (.raffle-fork.json, .evidence.json).',
    'Die Zeugen, denen Sie vertrauen, als Zeugenliste (Policy-Datei). Nehmen Sie sie von den Zeugen, nicht vom Veranstalter.',
  ],
};
