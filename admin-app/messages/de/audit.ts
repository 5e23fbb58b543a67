import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const audit = (f: Formats): Messages['audit'] => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträge' })}`;
  return {
    title: (raffle) => `Prüfung von ${raffle}`,
    verification: 'Prüfen',
    withOrders:
      'Dieser Browser holt das ganze Protokoll mit jedem Auftrag, den Betreiber unterschrieben haben, rechnet es nach und prüft jede Unterschrift.',
    withoutOrders:
      'Dieser Browser holt das ganze Protokoll, rechnet es nach und prüft jede Unterschrift. Mit dem Schlüssel eines Betreibers prüft er auch deren Aufträge.',
    verify: 'Jetzt prüfen',
    verifyAgain: 'Noch einmal prüfen',
    verifying: 'Wird geprüft …',
    fetching: 'Das Protokoll wird geholt …',
    checking: (done) => `Wird geprüft … ${f.number(Math.floor(done * 100))} %`,
    failed: (title) => `${title}. Es wurde nichts geprüft: Über das Protokoll sagt das nichts.`,
    save: 'Alles Geprüfte speichern',
    terminal: 'Dasselbe in der Kommandozeile:',

    log: 'Das Protokoll',
    logHint:
      'So, wie es jeder lesen kann: Es steht keine Adresse darin, und ein Inhaber ist ein Pseudonym nur in dieser Verlosung.',
    place: 'Stelle',
    type: 'Eintrag',
    ticket: 'Los',
    holder: 'Inhaber',
    holderHint: 'Teil eines Pseudonyms',
    at: 'Zeit',
    anyType: 'Jede Art',
    types: {
      'raffle-opened': 'Verlosung eröffnet',
      'ticket-sold': 'Los verkauft',
      'raffle-closed': 'Verkauf geschlossen',
      'winner-drawn': 'Gewinnerlos gezogen',
    },
    shown: (n, of) =>
      n === of
        ? `${entries(of)}.`
        : `${f.number(n)} von ${f.number(of)} ${f.plural(of, { one: 'Eintrag', other: 'Einträgen' })}.`,
    reading: 'Das Protokoll wird gelesen …',
    nothingFits: 'Kein Eintrag passt.',
  };
};
