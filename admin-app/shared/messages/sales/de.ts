import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const sales = (f: Formats): Messages['sales'] => ({
  title: 'Verkäufe im Lauf der Zeit',
  noneYet: 'Noch ist kein Los verkauft. Der erste Verkauf erscheint hier.',
  none: 'Es wurde kein Los verkauft.',
  chart: ({ sold, first, last }) =>
    `Bisher verkaufte Lose, von ${first} bis ${last}: insgesamt ${f.number(sold)}. Die Tabelle darunter hat dieselben Zahlen.`,
  voided: (n) =>
    `${f.number(n)} davon ${f.plural(n, { one: 'wurde später ungültig: Die Nummer kann', other: 'wurden später ungültig: Die Nummern können' })} wieder verkauft sein.`,
  zone: (zone) => `Die Zeiten sind die dieses Geräts (${zone}).`,
  asTable: 'Dieselben Zahlen als Tabelle',
  period: 'Wann',
  sold: 'Verkauft',
  soldSoFar: 'Bisher verkauft',
});
