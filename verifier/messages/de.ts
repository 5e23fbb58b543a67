import type { VerifierMessages } from './en.ts';

/** Every word of the verifier, in German. */
export const german: VerifierMessages = {
  title: 'Verlosungs-Prüfer',
  lead: 'Prüft auf diesem Gerät, was Sie von einer Verlosung gespeichert haben. Die Seite hat kein Netz: Sie holt nichts und schickt nichts.',
  choose: 'Dateien auswählen',
  drop: 'oder hier ablegen',
  paste: 'Oder einen Text einfügen',
  pasteHint:
    'Eine Quittung, einen Prüfpunkt, den Schlüssel eines Protokolls oder den Inhalt einer Datei.',
  add: 'Text hinzufügen',
  pasted: 'Eingefügter Text',
  again: 'Neu beginnen',
  working: (percent) => `Wird geprüft … ${percent} %`,
  kinds: {
    bundle: 'Paket: das ganze Protokoll',
    receipt: 'Quittung',
    fork: 'Nachweis einer Abweichung',
    checkpoint: 'Prüfpunkt',
    key: 'Schlüssel des Protokolls',
    chain: 'Zufallsquelle, der Sie vertrauen',
    unreadable: 'Unbekannt',
  },
  missing: {
    readable:
      'Das ist keine der Dateien, die diese Seite kennt, oder es fehlt ein Teil. Über eine Verlosung sagt das nichts.',
    key: 'Der Schlüssel des Protokolls fehlt. Fügen Sie das Paket der Verlosung hinzu oder den Schlüssel selbst.',
    bundle:
      'Es fehlt etwas zum Vergleichen. Fügen Sie das Paket derselben Verlosung hinzu; es muss mindestens so weit reichen.',
  },
  together: {
    valid: 'Alles, was Sie gebracht haben, stimmt.',
    'not-valid': 'Etwas davon ist nicht gültig. Unten steht, was und wo.',
    'not-checked': 'Etwas davon war nicht prüfbar. Unten steht, was fehlt.',
  },
  compare: 'Der neueste Prüfpunkt des Protokolls. Vergleichen Sie ihn mit dem der anderen:',
  whatToBring: 'Was Sie brauchen',
  bring: [
    'Das Paket: „Alles Geprüfte speichern“ auf der Ergebnisseite der Verlosung, oder raffle audit <Adresse> --save verlosung.json.',
    'Ihre Quittungen (.tlog-proof) und Prüfpunkte, die Sie behalten oder von anderen bekommen haben.',
    'Nachweise, die die Seite einer Verlosung gespeichert hat (.raffle-fork.json).',
  ],
};
