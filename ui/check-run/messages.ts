import { createCatalogues } from '../catalogues.ts';
import type { Formats } from '../formats.ts';

/** The words around a check that runs in a browser, in English. */
const english = (f: Formats) => ({
  start: 'Check it now',
  moment: 'One moment …',
  again: 'Check again',
  fetching: 'Fetching the record …',
  checking: (done: number) => `Checking … ${f.number(Math.floor(done * 100))} %`,
  took: (entryCount: number, milliseconds: number) =>
    `${f.number(entryCount)} ${f.plural(entryCount, { one: 'entry', other: 'entries' })}, checked in this browser in ${f.seconds(Math.max(0.1, Math.round(milliseconds / 100) / 10))}.`,
  failed: (title: string) => `${title}. Nothing was checked, so the record may still be in order.`,
  save: 'Save everything that was checked',
  policy:
    'Witnesses that you trust: choose a policy file. Get it from them, not from the organiser.',
  policyChosen: (name: string) =>
    `The next check also counts the signatures of the witnesses in ${name}.`,
  policyUnreadable: (name: string) => `${name} is not a policy file, so it is not used.`,
});

type CheckRunMessages = ReturnType<typeof english>;

/** The words around a check that runs in a browser, in German. */
const german = (f: Formats): CheckRunMessages => ({
  start: 'Jetzt prüfen',
  moment: 'Einen Moment …',
  again: 'Noch einmal prüfen',
  fetching: 'Das Protokoll wird geholt …',
  checking: (done) => `Wird geprüft … ${f.number(Math.floor(done * 100))} %`,
  took: (entryCount, milliseconds) =>
    `${f.number(entryCount)} ${f.plural(entryCount, { one: 'Eintrag', other: 'Einträge' })}, in diesem Browser geprüft in ${f.seconds(Math.max(0.1, Math.round(milliseconds / 100) / 10))}.`,
  failed: (title) =>
    `${title}. Es wurde nichts geprüft; das Protokoll kann trotzdem in Ordnung sein.`,
  save: 'Alles Geprüfte speichern',
  policy:
    'Zeugen, denen Sie vertrauen: Wählen Sie eine Zeugenliste (Policy-Datei). Sie sollte von den Zeugen kommen, nicht vom Veranstalter.',
  policyChosen: (name) =>
    `Bei der nächsten Prüfung zählen auch die Unterschriften der Zeugen in ${name}.`,
  policyUnreadable: (name) =>
    `${name} ist keine Zeugenliste (Policy-Datei) und wird nicht verwendet.`,
});

export const { useMessages } = createCatalogues({ en: english, de: german });
