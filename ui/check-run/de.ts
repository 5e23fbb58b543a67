import type { Formats } from '../formats.ts';
import type { CheckRunMessages } from './en.ts';

/** The words around a check that runs in a browser, in German. */
export const german = (f: Formats): CheckRunMessages => ({
  start: 'Jetzt prüfen',
  moment: 'Einen Moment …',
  again: 'Noch einmal prüfen',
  fetching: 'Das Protokoll wird geholt …',
  checking: (done) => `Wird geprüft … ${f.number(Math.floor(done * 100))} %`,
  took: (entryCount, milliseconds) =>
    `${f.number(entryCount)} ${f.plural(entryCount, { one: 'Eintrag', other: 'Einträge' })}, in diesem Browser geprüft in ${f.seconds(Math.max(0.1, Math.round(milliseconds / 100) / 10))}.`,
  failed: (title) => `${title}. Es wurde nichts geprüft; über das Protokoll sagt das nichts.`,
  save: 'Alles Geprüfte speichern',
});
