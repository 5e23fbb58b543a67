import type { RaffleView } from '#contract/raffles.ts';
import { formatMoney } from '#contract/money.ts';
import { countOf } from './output.ts';
import { describeTime } from './times.ts';

/** Writes the rules of a raffle as text to print, as they are now. */
export function writeRules(view: RaffleView, url: string): string {
  const { notice = {} } = view;
  const facts: Readonly<Record<string, string | undefined>> = {
    Organiser: notice.organiser,
    Contact: notice.contact,
    Licence: notice.licence,
    'In aid of': notice.purpose,
    'Price of a ticket': notice.price === undefined ? undefined : formatMoney(notice.price, 'en'),
    'How to pay': notice.payment,
    Tickets: `${view.capacity}, at most ${view.perPersonLimit} per person`,
    'Sales begin': view.opensAt === undefined ? undefined : describeTime(view.opensAt),
    'Sales end': view.closesAt === undefined ? undefined : describeTime(view.closesAt),
    Draw: notice.drawAt === undefined ? undefined : describeTime(notice.drawAt),
    Place: notice.place,
    'Claim prizes by': view.claimBy === undefined ? undefined : describeTime(view.claimBy),
    Results: notice.resultsUrl ?? `${url}/raffles/${view.id}`,
  };
  const lines = Object.entries(facts).flatMap(([name, text]) =>
    text === undefined ? [] : [`${name}: ${text}`],
  );
  return [
    view.title,
    '='.repeat(view.title.length),
    ...(view.rehearsal === true ? ['', 'This is a rehearsal: nothing in it is real.'] : []),
    '',
    ...lines,
    '',
    'Prizes',
    ...view.prizes.map(({ title }, index) => `${index + 1}. ${title}`),
    '',
    'How the prizes are given',
    ...describeDraw(view).map((rule) => `- ${rule}`),
    ...(notice.terms === undefined ? [] : ['', 'Terms', notice.terms]),
    '',
  ].join('\n');
}

function describeDraw(view: RaffleView): string[] {
  const { prizes, reserves, onePrizePerPerson, claimBy } = view;
  const drawn = countOf(prizes.length + reserves, 'ticket');
  return [
    `After the sales end, ${drawn} of those sold ${prizes.length + reserves === 1 ? 'is' : 'are'} drawn once, in order${reserves === 0 ? '' : `: ${prizes.length} for the prizes and ${reserves} in reserve`}. There is no second draw.`,
    'The first ticket drawn gets prize 1, and so on.',
    ...(onePrizePerPerson === true
      ? ['A person gets at most one prize: only their first ticket drawn counts.']
      : []),
    ...(claimBy === undefined
      ? ['A prize that is declined goes to the next ticket of the order.']
      : [
          'A prize that is declined, or not claimed in time, goes to the next ticket of the order.',
        ]),
    view.randomness === 'local'
      ? 'The order is drawn by the service’s random generator.'
      : 'The order follows from the public beacon drand and a value sealed when sales end, so anyone can recompute it.',
  ];
}
