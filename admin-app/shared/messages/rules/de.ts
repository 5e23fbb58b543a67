import type { Messages } from '../en.ts';

export const rules: Messages['rules'] = {
  labels: {
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
    purpose: 'Zweck',
    payment: 'So wird bezahlt',
    licence: 'Genehmigung',
    terms: 'Bedingungen',
    picture: 'Bild',
    resultsUrl: 'Seite mit den Ergebnissen',
    askForName: 'Nach dem Namen fragen',
    askForPhone: 'Nach der Telefonnummer fragen',
    randomness: 'So wird gezogen',
    reserves: 'Ersatzlose',
    onePrizePerPerson: 'Ein Gewinn pro Person',
  },
  nothing: 'nichts',
  yes: 'ja',
  no: 'nein',
  randomness: {
    local: 'von diesem Server',
    drand: 'versiegelt, dann von der öffentlichen Zufallsquelle entschieden',
    ownChain:
      'versiegelt, dann von der eigenen Zufallsquelle des Veranstalters entschieden (nicht der öffentlichen)',
  },
  ask: { no: 'nein', optional: 'freiwillig', required: 'Pflicht' },
};
