import { createCatalogues } from '#ui/catalogues.ts';

const english = () => ({
  nothing: 'nothing',
  title: 'Title',
  prizes: 'Prizes',
  price: 'Price of a ticket',
  payment: 'How to pay',
  opensAt: 'Sales start',
  closesAt: 'Sales end',
  drawAt: 'Draw',
  place: 'Place',
  claimBy: 'Collect prizes by',
  capacity: 'Tickets',
  perPersonLimit: 'Tickets for one person',
  reserves: 'Reserves',
  organiser: 'Organiser',
  purpose: 'In aid of',
  contact: 'Contact',
  licence: 'Licence',
  terms: 'Terms',
  picture: 'Picture',
  aPicture: 'the one above',
  anotherPicture: 'another one',
  resultsUrl: 'Results are also at',
  amended: 'Changed since the first ticket was sold',
  was: (before: string) => `(was: ${before})`,
});

type ChangeWords = ReturnType<typeof english>;

const german = (): ChangeWords => ({
  nothing: 'nichts',
  title: 'Titel',
  prizes: 'Gewinne',
  price: 'Preis für ein Los',
  payment: 'So bezahlen Sie',
  opensAt: 'Verkaufsbeginn',
  closesAt: 'Verkaufsende',
  drawAt: 'Ziehung',
  place: 'Ort',
  claimBy: 'Gewinne abholen bis',
  capacity: 'Lose',
  perPersonLimit: 'Lose für eine Person',
  reserves: 'Reserven',
  organiser: 'Veranstalter',
  purpose: 'Zugunsten von',
  contact: 'Kontakt',
  licence: 'Genehmigung',
  terms: 'Bedingungen',
  picture: 'Bild',
  aPicture: 'das oben',
  anotherPicture: 'ein anderes',
  resultsUrl: 'Ergebnisse auch unter',
  amended: 'Geändert seit dem Verkauf des ersten Loses',
  was: (before) => `(vorher: ${before})`,
});

/** The names of a raffle's rules. They are loaded with what shows changes of them. */
export const ruleWords = createCatalogues({ en: english, de: german });
