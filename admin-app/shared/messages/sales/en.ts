import type { Formats } from '#ui/formats.ts';

export const sales = (f: Formats) => ({
  title: 'Sales over time',
  noneYet: 'No ticket is sold yet. The first sale appears here.',
  none: 'No ticket was sold.',
  chart: ({ sold, first, last }: { sold: number; first: string; last: string }) =>
    `Tickets sold so far, from ${first} to ${last}: ${f.number(sold)} in all. The table below has the same numbers.`,
  voided: (n: number) =>
    `${f.number(n)} of these ${f.plural(n, { one: 'was voided later: its number', other: 'were voided later: their numbers' })} may be sold again.`,
  zone: (zone: string) => `Times are those of this device (${zone}).`,
  asTable: 'The same numbers as a table',
  period: 'When',
  sold: 'Sold',
  soldSoFar: 'Sold so far',
});
