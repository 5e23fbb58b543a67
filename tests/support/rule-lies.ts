import type { Json } from '#proof/canonical-json.ts';
import { RaffleStory, type Entry, type OpeningFacts } from './raffle-story.ts';
import { fairStory, fairStoryWithPrizes, winnersOf } from './sealed-log.ts';

/** A log that breaks one rule, with everything else right: numbers, counts, seal, draw, signatures. */
export interface RuleLie {
  readonly name: string;
  /** The check that must fail. */
  readonly check: string;
  /** Where its explanation begins; default: at the entry that lies. */
  readonly place?: number;
  readonly story: RaffleStory;
}

const opens = '2026-03-02T08:00:00.000Z';
const closes = '2026-03-08T18:00:00.000Z';
const late = '2026-03-08T18:00:05.000Z';
const dayTwo = '2026-03-02T00:00:00.000Z';

const open = (opening: OpeningFacts = {}): RaffleStory =>
  new RaffleStory({ capacity: 4, ...opening });
/** Two tickets are sold, and sales end at an announced time. */
const scheduled = (opening: OpeningFacts = {}): RaffleStory =>
  open({ opensAt: opens, closesAt: closes, ...opening })
    .at('2026-03-03T08:00:00.000Z')
    .sell('ann')
    .sell('bob');
const closed = (opening: OpeningFacts = {}): RaffleStory =>
  open(opening).sell('ann').sell('bob').sell('cem').sell('dora').close();
const twoPrizes = { prizes: ['Bicycle', 'Hamper'], reserves: 1 } as const;
const drawn = (opening: OpeningFacts = {}): RaffleStory =>
  closed({ ...twoPrizes, ...opening }).draw();
/** The prizes are held by tickets 4 and 1; ticket 3 is the reserve. */
const [first, second, reserve] = [4, 1, 3];

/** What the operator may not amend after a sale. */
const finalAfterSale: Readonly<Record<string, Entry>> = {
  capacity: { capacity: 5 },
  perPersonLimit: { perPersonLimit: 3 },
  randomness: { randomness: 'drand', chainHash: '11'.repeat(32) },
  prizes: { prizes: ['Nothing'] },
  reserves: { reserves: 1 },
  onePrizePerPerson: { onePrizePerPerson: true },
  opensAt: { opensAt: '2026-03-01T08:00:00.000Z' },
  'opensAt, removed': { opensAt: null },
  'closesAt, earlier': { closesAt: '2026-03-04T18:00:00.000Z' },
  'closesAt, removed': { closesAt: null },
  claimBy: { claimBy: '2026-04-01T00:00:00.000Z' },
  'notice.price': { notice: { price: { amount: 1, currency: 'GBP' } } },
  'notice.purpose': { notice: { purpose: 'The operator' } },
  'notice.organiser': { notice: { organiser: 'Eve' } },
  'notice.terms': { notice: { terms: 'No refunds.' } },
  'notice.askFor': { notice: { askFor: { name: 'required' } } },
};

const badRules: Readonly<Record<string, Entry>> = {
  'sales that end before they begin': { opensAt: closes, closesAt: opens },
  'an end of sales that is past': { closesAt: '2026-03-01T08:00:00.000Z' },
  'prizes to claim before sales end': { closesAt: closes, claimBy: opens },
  'prizes to claim before sales begin': { opensAt: closes, claimBy: opens },
  'prizes to claim before the draw': { claimBy: opens, notice: { drawAt: closes } },
  'prizes to claim at the time of the draw': { claimBy: closes, notice: { drawAt: closes } },
  'a draw announced before sales end': { closesAt: closes, notice: { drawAt: opens } },
  'a draw announced before sales begin': { opensAt: closes, notice: { drawAt: opens } },
  'too few reserves for one prize per person': {
    prizes: ['a', 'b', 'c'],
    reserves: 1,
    onePrizePerPerson: true,
  },
};

/** Members of an opening that no reader of the log can use. */
const badMembers: Readonly<Record<string, Entry>> = {
  'another schema': { schema: 1 },
  'no prize': { prizes: [] },
  '21 prizes': { prizes: Array.from({ length: 21 }, () => 'Prize') },
  'a prize of spaces': { prizes: ['   '] },
  '51 reserves': { reserves: 51 },
  'an unknown member of the notice': { notice: { colour: 'red' } },
  'terms of 4,001 characters': { notice: { terms: 'x'.repeat(4001) } },
  'a price of 1.5': { notice: { price: { amount: 1.5, currency: 'GBP' } } },
  'a price without currency': { notice: { price: { amount: 1 } } },
};

const at = (name: string, check: string, story: RaffleStory, place?: number): RuleLie => ({
  name,
  check,
  story,
  ...(place === undefined ? {} : { place }),
});

/** Every rule of schema 2, broken. */
export const ruleLies: readonly RuleLie[] = [
  ...Object.entries(badMembers).map(([what, members]) =>
    at(`an opening with ${what}`, 'entries', open(members), 0),
  ),
  ...Object.entries(badRules).flatMap(([what, members]) => [
    at(`an opening with ${what}`, 'opening', open(members), 0),
    at(`an amendment to ${what}`, 'amendments', open().amend(members)),
  ]),

  // Tickets
  at(
    'a number sold twice while valid',
    'tickets',
    open().sell('ann').sell('bob', 1, { number: 1 }),
  ),
  at(
    'a number that is not the lowest free one',
    'tickets',
    open().sell('ann').sell('bob', 1, { number: 3 }),
  ),
  at(
    'a new number while a voided one is free',
    'tickets',
    open().sell('ann', 2).void([1]).sell('bob', 1, { number: 3 }),
  ),
  at(
    'the higher one of two voided numbers',
    'tickets',
    open().sell('ann', 2).sell('bob').void([1, 3]).sell('cem', 1, { number: 3 }),
  ),
  at(
    'a ticket more than the capacity',
    'capacity',
    open().sell('ann', 2).sell('bob', 2).sell('cem'),
  ),
  at(
    'a ticket more than the capacity after a void',
    'capacity',
    open().sell('ann', 2).sell('bob', 2).void([1]).sell('cem', 2),
  ),
  at(
    'a ticket more than the amended capacity',
    'capacity',
    open().amend({ capacity: 1 }).sell('ann').sell('bob'),
  ),
  at('a ticket more than the limit', 'limit', open().sell('ann', 3)),
  at('a ticket more than the limit, at the desk', 'limit', open().sell('ann', 2).sellAtDesk('ann')),
  at(
    'a ticket more than the limit after another’s void',
    'limit',
    open().sell('ann', 2).sell('bob').void([3]).sell('ann'),
  ),

  // Voids
  at('a void of a number that was not sold', 'voids', open().sell('ann').void([2])),
  at('a second void of one ticket', 'voids', open().sell('ann').void([1]).void([1])),
  at('a void after the closing', 'closing', open().sell('ann').sell('bob').close().void([1])),
  at('a void after the draw', 'closing', drawn().void([first])),
  at(
    'a voided ticket in the pool',
    'closing',
    open().sell('ann').sell('bob').void([1]).close('order', { ticketCount: 2 }),
  ),

  // Amendments
  ...Object.entries(finalAfterSale).map(([what, changes]) =>
    at(`an amendment of ${what} after a sale`, 'amendments', scheduled().amend(changes)),
  ),
  at(
    'an amendment of closesAt after a sale, where there was none',
    'amendments',
    open().sell('ann').amend({ closesAt: closes }),
  ),
  at(
    'an amendment after a sale that was voided',
    'amendments',
    open().sell('ann').void([1]).amend({ capacity: 5 }),
  ),
  at('an amendment that changes nothing', 'amendments', open().amend({ title: 'Spring fair' })),
  at('an amendment that removes what is not there', 'amendments', open().amend({ notice: null })),
  at('an empty amendment', 'amendments', open().amend({})),
  at(
    'another chain with the same randomness',
    'amendments',
    open({ randomness: 'drand' }).amend({ chainHash: '11'.repeat(32) }),
  ),
  at('a chain without drand', 'amendments', open().amend({ randomness: 'drand' })),
  at('an amendment after the closing', 'closing', closed().amend({ title: 'Autumn fair' })),
  at('an amendment after the draw', 'closing', drawn().amend({ title: 'Autumn fair' })),

  // Times
  at(
    'a time before the one before',
    'times',
    open().sell('ann').at('2026-03-01T09:00:30.000Z').sell('bob'),
  ),
  at(
    'a sale before opensAt',
    'times',
    open({ opensAt: opens }).at('2026-03-02T07:59:59.999Z').sell('ann'),
  ),
  at('a desk sale before opensAt', 'times', open({ opensAt: opens }).sellAtDesk('ann')),
  at('a sale at closesAt', 'times', scheduled().at(closes).sell('cem')),
  at('a void at closesAt', 'times', scheduled().at(closes).void([1])),
  at(
    'an amendment after closesAt without the closing',
    'times',
    scheduled().at(late).amend({ title: 'Autumn fair' }),
  ),
  at('a cancellation after closesAt without the closing', 'times', scheduled().at(late).cancel()),
  at('a closing by order after closesAt', 'times', scheduled().at(late).close()),
  at(
    'a draw after closesAt without the scheduled closing',
    'times',
    scheduled().at(late).draw({}, { closes: true }),
    3,
  ),
  at(
    'a sale after an end of sales that was amended',
    'times',
    scheduled().amend({ closesAt: late }).at(late).sell('cem'),
  ),

  // The closing
  at('a sale after the closing', 'closing', open().sell('ann').close().sell('bob')),
  at('a second closing', 'closing', closed().close()),
  at('a closing before its announced time', 'closing', scheduled().close()),
  at(
    'a draw before the announced end of sales',
    'closing',
    scheduled().draw({}, { closes: true }),
    3,
  ),
  at(
    'a scheduled closing before its time',
    'closing',
    scheduled().at('2026-03-08T17:59:59.999Z').close('schedule'),
  ),
  at('a scheduled closing without a time', 'closing', open().sell('ann').close('schedule')),
  at('a closing by a draw of nothing', 'closing', open().close('draw')),
  at('a closing by a draw that does not follow', 'draw', open().sell('ann').close('draw')),
  at(
    'a draw later than the closing that it caused',
    'draw',
    open().sell('ann').close('draw').draw(),
    2,
  ),
  at('a wrong count', 'closing', open().sell('ann').close('order', { ticketCount: 2 })),

  // Cancelling
  at('a sale after a cancellation', 'closing', open().cancel().sell('ann')),
  at('a closing after a cancellation', 'closing', open().sell('ann').cancel().close()),
  at('a draw after a cancellation', 'closing', open().sell('ann').cancel().draw()),
  at('an amendment after a cancellation', 'closing', open().cancel().amend({ title: 'Again' })),
  at('a second cancellation', 'closing', open().cancel().cancel()),
  at(
    'a cancelled sealed raffle',
    'closing',
    open({ randomness: 'drand' }).sell('ann').close().cancel(),
  ),
  at('a cancelled drawn raffle', 'closing', drawn().cancel()),

  // The draw
  at('a draw without a closing', 'closing', open().sell('ann').draw()),
  at('a second draw', 'draw', drawn().draw()),
  at(
    'another order than the formula’s',
    'reveal',
    resealed((order) => [order[1]!, order[0]!, ...order.slice(2)]),
  ),
  at(
    'an order that is too short',
    'draw',
    resealed((order) => order.slice(1)),
  ),
  at(
    'a ticket drawn twice',
    'draw',
    resealed((order) => [order[0]!, ...order.slice(0, -1)]),
  ),
  at('an order with another ticket’s number', 'draw', altered({ ticketNumber: 3 })),
  at('an order with another holder', 'draw', altered({ holder: 'eve' })),
  at('an order with an earlier sale of the number', 'draw', earlierSale()),
  at('an order outside the pool', 'draw', altered({ index: 40 })),
  at('an order of all tickets where fewer are due', 'draw', tooLong()),
  at('another chain than announced', 'seal', sealedToAnother()),

  // Prizes
  at('a claim before the draw', 'prizes', closed(twoPrizes).claim(1, first)),
  at('a prize given to the wrong ticket', 'prizes', drawn().claim(1, second)),
  at('a prize that does not exist', 'prizes', drawn().claim(3, reserve)),
  at('a prize given to a reserve before it is forfeited', 'prizes', drawn().claim(1, reserve)),
  at(
    'a skipped reserve',
    'prizes',
    drawn({ reserves: 2 }).forfeit(1, first, 'declined').claim(1, 2),
  ),
  at('a prize claimed twice', 'prizes', drawn().claim(1, first).claim(1, first)),
  at('a claim after the forfeit', 'prizes', drawn().forfeit(1, first, 'declined').claim(1, first)),
  at(
    'a forfeit of a claimed prize',
    'prizes',
    drawn().claim(1, first).forfeit(1, first, 'ineligible'),
  ),
  at('a forfeit by another ticket', 'prizes', drawn().forfeit(1, second, 'declined')),
  at(
    'a forfeit twice',
    'prizes',
    drawn().forfeit(1, first, 'declined').forfeit(1, first, 'declined'),
  ),
  at(
    'a forfeit of an unawarded prize',
    'prizes',
    drawn({ reserves: 0 }).forfeit(1, first, 'declined').forfeit(1, reserve, 'declined'),
  ),
  at(
    'an unclaimed forfeit before claimBy',
    'prizes',
    drawn({ claimBy: dayTwo }).forfeit(1, first, 'unclaimed'),
  ),
  at(
    'an unclaimed forfeit of a reserve at once',
    'prizes',
    drawn({ claimBy: dayTwo })
      .at(dayTwo)
      .forfeit(1, first, 'unclaimed')
      .at('2026-03-02T23:59:59.000Z')
      .forfeit(1, reserve, 'unclaimed'),
  ),
  at(
    'an unclaimed forfeit at once after a late draw',
    'prizes',
    closed({ ...twoPrizes, claimBy: dayTwo })
      .at(dayTwo)
      .draw()
      .forfeit(1, first, 'unclaimed'),
  ),
  at('an unclaimed forfeit without claimBy', 'prizes', drawn().forfeit(1, first, 'unclaimed')),
  at('a second prize for one person', 'prizes', secondPrize()),
  at('a prize to another ticket of an ineligible holder', 'prizes', ineligibleAgain()),
];

/** Draws, and changes the order without changing the reveal. */
function resealed(change: (order: readonly Json[]) => Json[]): RaffleStory {
  const story = fairStory();
  const { entry, request } = story.told.pop()!;
  story.told.push({
    entry: { ...entry, order: change(entry['order'] as readonly Json[]) },
    request,
  });
  return story;
}

function altered(change: Entry): RaffleStory {
  return resealed(([item, ...rest]) => [{ ...(item as Entry), ...change }, ...rest]);
}

/** Ticket 2 was sold, voided and sold again. */
function earlierSale(): RaffleStory {
  return resealed((order) =>
    order.map((item) => {
      const ticket = item as Entry;
      return ticket['ticketNumber'] === 2 ? { ...ticket, sale: 3 } : ticket;
    }),
  );
}

function tooLong(): RaffleStory {
  const story = closed();
  return story.draw({ order: [0, 1, 2, 3].map((index) => story.drawnTicket(index)) });
}

function sealedToAnother(): RaffleStory {
  return new RaffleStory({ randomness: 'drand', chainHash: '11'.repeat(32) }).sell('ann').close();
}

/** With one prize per person the second ticket of the first winner is passed over. */
function secondPrize(): RaffleStory {
  const story = open({ prizes: ['a', 'b'], reserves: 1, onePrizePerPerson: true }).sell('ann', 2);
  story.sell('bob').close();
  const order = [0, 1, 2].map((index) => story.drawnTicket(index));
  return story.draw({ order }).claim(2, 2);
}

function ineligibleAgain(): RaffleStory {
  const story = open({ prizes: ['a'], reserves: 2 })
    .sell('ann', 2)
    .sell('bob')
    .close();
  const order = [0, 1, 2].map((index) => story.drawnTicket(index));
  return story.draw({ order }).forfeit(1, 1, 'ineligible').claim(1, 2);
}

/** Logs that keep every rule, each up to a place where a rule is nearly broken. */
export const honestStories: Readonly<Record<string, RaffleStory>> = {
  'an announced raffle': open({ opensAt: opens, closesAt: closes }),
  'a cancelled raffle': open().sell('ann').cancel(),
  'a raffle cancelled before it opens': open({ opensAt: opens }).cancel(),
  'a raffle closed with no ticket': open().close(),
  'a raffle with a time closed with no ticket': open({ closesAt: closes }).close(),
  'a sold-out raffle closed before its time': scheduled().sell('cem', 2).close(),
  'a sold-out raffle drawn before its time': scheduled().sell('cem', 2).draw({}, { closes: true }),
  'a raffle whose tickets were all voided': scheduled().void([1, 2]).at(closes).close('schedule'),
  'a sale at opensAt': open({ opensAt: opens }).at(opens).sell('ann'),
  'a sale just before closesAt': scheduled().at('2026-03-08T17:59:59.999Z').sell('cem'),
  'a scheduled closing days late': scheduled().at('2026-03-20T00:00:00.000Z').close('schedule'),
  'a raffle amended to drand': open()
    .amend({ randomness: 'drand', chainHash: '11'.repeat(32) })
    .amend({ randomness: 'local', chainHash: null })
    .sell('ann'),
  'rules amended away': scheduled({ notice: { place: 'Hall', terms: 'None' } })
    .amend({ notice: { terms: 'None' }, title: 'Fair' })
    .amend({ closesAt: late }),
  'a limit used again after a void': open().sell('ann', 2).void([2]).sell('ann'),
  'a desk raffle': open()
    .sellAtDesk('a', 2)
    .sellAtDesk('b')
    .void([1, 3], 'refunded')
    .sellAtDesk('c'),
  'prizes handed over': drawn().claim(1, first).claim(2, second),
  'a reserve promoted': drawn().forfeit(1, first, 'declined').claim(1, reserve),
  'a prize unawarded': drawn({ reserves: 0 }).forfeit(1, first, 'ineligible'),
  'an unclaimed forfeit at claimBy': drawn({ claimBy: dayTwo })
    .at(dayTwo)
    .forfeit(1, first, 'unclaimed'),
  'a reserve that did not claim for a day': drawn({ claimBy: dayTwo })
    .at(dayTwo)
    .forfeit(1, first, 'unclaimed')
    .at('2026-03-03T00:00:00.000Z')
    .forfeit(1, reserve, 'unclaimed'),
  'a draw announced for the end of sales': open({
    closesAt: closes,
    claimBy: late,
    notice: { drawAt: closes },
  }),
  'a school fair': fairStoryWithPrizes(),
  'a local school fair': fairStoryWithPrizes({ randomness: 'local' }),
};

/** The tickets that the prizes of `drawn()` are held by; a test compares them with the constants. */
export const drawnWinners = (): (number | undefined)[] => winnersOf(drawn().entries);
