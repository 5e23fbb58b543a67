import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const tickets = (f: Formats): Messages['tickets'] => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  return {
    title: 'Lose',
    noneYet:
      'Noch ist kein Los verkauft. Geben Sie die Seite der Verlosung weiter; jedes verkaufte Los erscheint hier.',
    none: 'Es wurde kein Los verkauft.',
    number: 'Nummer',
    holder: 'Inhaber',
    email: 'Adresse',
    name: 'Name',
    paid: 'Bezahlt',
    yes: 'ja',
    atDesk: 'am Stand',
    purchasedAt: 'Verkauft',
    search: 'Suche',
    searchHint: 'Teil einer Nummer, einer Adresse, eines Namens oder eines Inhabers',
    all: (n) => `${count(n)}.`,
    found: (n, of) =>
      `${f.number(n)} von ${f.number(of)} ${f.plural(of, { one: 'Los', other: 'Losen' })}.`,
    behind: (n) =>
      `${f.number(n)} ${f.plural(n, { one: 'weiteres ist', other: 'weitere sind' })} verkauft und noch nicht hier.`,
    nothingFound: (wanted) => `In keinem Los kommt „${wanted}“ vor.`,
    save: (n) => `${count(n)} als CSV speichern`,
    waiting: 'Die letzten fehlen noch …',
  };
};
