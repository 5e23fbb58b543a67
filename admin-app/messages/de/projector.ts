import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const projector = (f: Formats): Messages['projector'] => ({
  pageTitle: (title) => `${title} · Projektor`,
  left: ({ remaining, capacity }) =>
    `von ${f.number(capacity)} ${f.plural(capacity, { one: 'Los', other: 'Losen' })} ${f.plural(remaining, { one: 'ist', other: 'sind' })} übrig`,
  soldOut: 'Lose übrig. Ausverkauft.',
  sold: (n) => `${f.number(n)} verkauft`,
  inTheDraw: (n) => f.plural(n, { one: 'Los nimmt teil', other: 'Lose nehmen teil' }),
  waiting: 'Die Ziehung steht noch aus',
  sealed: (round, publishedAt) =>
    `bis Runde ${f.number(round)} der öffentlichen Zufallsquelle, um ${f.time(publishedAt)}`,
  nobodyKnows: 'Die Ziehung ist versiegelt. Niemand kann die Nummer schon kennen.',
  beaconDue: (round, publishedAt) =>
    `Runde ${f.number(round)} der öffentlichen Zufallsquelle war um ${f.time(publishedAt)} fällig`,
  drawing: 'Das Gewinnerlos ist gezogen …',

  ticket: 'Los',
  pool: 'Lose in der Ziehung',
  poolSource: 'in der Reihenfolge des Verkaufs',
  dice: 'Die gezogene Stelle',
  diceSource: 'von diesem Server, ab 0 gezählt',
  next: 'Das Los dort',
  nextSource: 'ab 1 gezählt',
  seal: 'Vorher versiegelt',
  beacon: (round) => `Runde ${f.number(round)} der Quelle`,
  together: 'Zusammen',
  modulo: (n) => `Rest bei ${f.number(n)}`,
  sum: ({ r, d, ticketCount, index, ticketNumber }) =>
    `(${f.number(r)} aus dem Siegel + ${f.number(d)} aus der Quelle) mod ${f.number(ticketCount)} = ${f.number(index)}, ab 0 gezählt: Los ${f.number(ticketNumber)}`,
  local: ({ index, ticketCount, ticketNumber }) =>
    `Stelle ${f.number(index)} von ${f.number(ticketCount)}, ab 0 gezählt: Los ${f.number(ticketNumber)}`,
  contradiction:
    'Siegel und Zufallsquelle ergeben diese Nummer nicht. Nehmen Sie sie nicht als Ergebnis; prüfen Sie sie.',
  check: (address) => `Prüfen Sie es selbst: ${address}`,

  again: 'Noch einmal zeigen (Leertaste)',
  skip: 'Überspringen (Leertaste)',
  fullScreen: 'Vollbild (F)',
  leaveFullScreen: 'Vollbild verlassen (F oder Escape)',
  noFullScreen: 'Dieser Browser hat kein Vollbild',
});
