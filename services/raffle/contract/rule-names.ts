import type { ByLanguage } from './language.ts';

/** The rules of a raffle that pages and mails name. */
export type RuleName =
  | 'title'
  | 'prizes'
  | 'price'
  | 'capacity'
  | 'perPersonLimit'
  | 'opensAt'
  | 'closesAt'
  | 'drawAt'
  | 'claimBy'
  | 'place'
  | 'organiser'
  | 'contact'
  | 'purpose'
  | 'payment'
  | 'licence'
  | 'terms'
  | 'picture'
  | 'resultsUrl'
  | 'randomness'
  | 'reserves'
  | 'onePrizePerPerson';

/** What pages and mails call the rules of a raffle. */
export const ruleNames: ByLanguage<Readonly<Record<RuleName, string>>> = {
  en: {
    title: 'Title',
    prizes: 'Prizes',
    price: 'Price of a ticket',
    capacity: 'Tickets in all',
    perPersonLimit: 'Tickets per person',
    opensAt: 'Sales start',
    closesAt: 'Sales end',
    drawAt: 'Draw',
    claimBy: 'Collect by',
    place: 'Place',
    organiser: 'Organiser',
    contact: 'Contact',
    purpose: 'In aid of',
    payment: 'How to pay',
    licence: 'Licence',
    terms: 'Terms',
    picture: 'Picture',
    resultsUrl: 'Results page',
    randomness: 'How the draw is made',
    reserves: 'Reserve tickets',
    onePrizePerPerson: 'One prize per person',
  },
  de: {
    title: 'Titel',
    prizes: 'Gewinne',
    price: 'Preis eines Loses',
    capacity: 'Lose insgesamt',
    perPersonLimit: 'Lose pro Person',
    opensAt: 'Verkaufsbeginn',
    closesAt: 'Verkaufsende',
    drawAt: 'Ziehung',
    claimBy: 'Abholen bis',
    place: 'Ort',
    organiser: 'Veranstalter',
    contact: 'Kontakt',
    purpose: 'Zugunsten von',
    payment: 'So wird bezahlt',
    licence: 'Genehmigung',
    terms: 'Bedingungen',
    picture: 'Bild',
    resultsUrl: 'Seite mit den Ergebnissen',
    randomness: 'So wird gezogen',
    reserves: 'Ersatzlose',
    onePrizePerPerson: 'Ein Gewinn pro Person',
  },
};
