import type { DrawRecord } from '#contract/draws.ts';
import { createCatalogues } from '#ui/catalogues.ts';
import type { Formats } from '#ui/formats.ts';

/** A prize that was taken from the ticket that held it. */
export interface ForfeitFacts {
  readonly title: string;
  readonly ticketNumber: number;
  readonly reason: DrawRecord['forfeits'][number]['reason'];
}

const english = (f: Formats) => ({
  title: 'About this raffle',
  prizes: (n: number) => f.plural(n, { one: 'Prize', other: 'Prizes, in the order of the draw' }),
  prizeLines: (titles: readonly string[]) =>
    titles.length === 1
      ? titles.join('')
      : titles.map((title, index) => `${f.number(index + 1)}. ${title}`).join('\n'),
  price: 'Price of a ticket',
  payment: 'How to pay',
  salesBegin: 'Sales begin',
  salesEnd: 'Sales end',
  draw: 'Draw',
  place: 'Place',
  claimBy: 'Collect prizes by',
  organiser: 'Organiser',
  contact: 'Contact',
  purpose: 'In aid of',
  licence: 'Licence',
  terms: 'Terms',
  results: 'Results are also at',
  time: f.moment,
  forfeited: ({ title, ticketNumber, reason }: ForfeitFacts) =>
    `${title}: ticket ${f.number(ticketNumber)} lost this prize, because ${
      {
        unclaimed: 'it was not collected in time',
        declined: 'it was declined',
        ineligible: 'its holder may not take part',
      }[reason]
    }.`,
});

export type AboutWords = ReturnType<typeof english>;

const german = (f: Formats): AboutWords => ({
  title: 'Über diese Verlosung',
  prizes: (n) => f.plural(n, { one: 'Gewinn', other: 'Gewinne, in der Reihenfolge der Ziehung' }),
  prizeLines: (titles) =>
    titles.length === 1
      ? titles.join('')
      : titles.map((title, index) => `${f.number(index + 1)}. ${title}`).join('\n'),
  price: 'Preis für ein Los',
  payment: 'So bezahlen Sie',
  salesBegin: 'Verkaufsbeginn',
  salesEnd: 'Verkaufsende',
  draw: 'Ziehung',
  place: 'Ort',
  claimBy: 'Gewinne abholen bis',
  organiser: 'Veranstalter',
  contact: 'Kontakt',
  purpose: 'Zugunsten von',
  licence: 'Genehmigung',
  terms: 'Bedingungen',
  results: 'Ergebnisse auch unter',
  time: f.moment,
  forfeited: ({ title, ticketNumber, reason }) =>
    `${title}: Los ${f.number(ticketNumber)} hat diesen Gewinn verloren, weil ${
      {
        unclaimed: 'er nicht rechtzeitig abgeholt wurde',
        declined: 'er abgelehnt wurde',
        ineligible: 'der Inhaber nicht teilnehmen darf',
      }[reason]
    }.`,
});

/** The texts about prizes, price and dates. They are loaded with the code that shows them. */
export const { useMessages: useAboutWords } = createCatalogues({ en: english, de: german });
