import type { Entry } from './raffle-story.ts';
import {
  opens,
  closes,
  late,
  open,
  scheduled,
  closed,
  drawn,
  first,
  type RuleLie,
  lie,
} from './rule-stories.ts';

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

/** Every rule of schema 2 about opening, selling and amending, broken. */
export const salesLies: readonly RuleLie[] = [
  ...Object.entries(badMembers).map(([what, members]) =>
    lie(`an opening with ${what}`, 'entries', open(members), 0),
  ),
  ...Object.entries(badRules).flatMap(([what, members]) => [
    lie(`an opening with ${what}`, 'opening', open(members), 0),
    lie(`an amendment to ${what}`, 'amendments', open().amend(members)),
  ]),

  // Tickets
  lie(
    'a number sold twice while valid',
    'tickets',
    open().sell('ann').sell('bob', 1, { number: 1 }),
  ),
  lie(
    'a number that is not the lowest free one',
    'tickets',
    open().sell('ann').sell('bob', 1, { number: 3 }),
  ),
  lie(
    'a new number while a voided one is free',
    'tickets',
    open().sell('ann', 2).void([1]).sell('bob', 1, { number: 3 }),
  ),
  lie(
    'the higher one of two voided numbers',
    'tickets',
    open().sell('ann', 2).sell('bob').void([1, 3]).sell('cem', 1, { number: 3 }),
  ),
  lie(
    'a ticket more than the capacity',
    'capacity',
    open().sell('ann', 2).sell('bob', 2).sell('cem'),
  ),
  lie(
    'a ticket more than the capacity after a void',
    'capacity',
    open().sell('ann', 2).sell('bob', 2).void([1]).sell('cem', 2),
  ),
  lie(
    'a ticket more than the amended capacity',
    'capacity',
    open().amend({ capacity: 1 }).sell('ann').sell('bob'),
  ),
  lie('a ticket more than the limit', 'limit', open().sell('ann', 3)),
  lie(
    'a ticket more than the limit, at the desk',
    'limit',
    open().sell('ann', 2).sellAtDesk('ann'),
  ),
  lie(
    'a ticket more than the limit after another’s void',
    'limit',
    open().sell('ann', 2).sell('bob').void([3]).sell('ann'),
  ),

  // Voids
  lie('a void of a number that was not sold', 'voids', open().sell('ann').void([2])),
  lie('a second void of one ticket', 'voids', open().sell('ann').void([1]).void([1])),
  lie('a void after the closing', 'closing', open().sell('ann').sell('bob').close().void([1])),
  lie('a void after the draw', 'closing', drawn().void([first])),
  lie(
    'a voided ticket in the pool',
    'closing',
    open().sell('ann').sell('bob').void([1]).close('order', { ticketCount: 2 }),
  ),

  // Amendments
  ...Object.entries(finalAfterSale).map(([what, changes]) =>
    lie(`an amendment of ${what} after a sale`, 'amendments', scheduled().amend(changes)),
  ),
  lie(
    'an amendment of closesAt after a sale, where there was none',
    'amendments',
    open().sell('ann').amend({ closesAt: closes }),
  ),
  lie(
    'an amendment after a sale that was voided',
    'amendments',
    open().sell('ann').void([1]).amend({ capacity: 5 }),
  ),
  lie('an amendment that changes nothing', 'amendments', open().amend({ title: 'Spring fair' })),
  lie('an amendment that removes what is not there', 'amendments', open().amend({ notice: null })),
  lie('an empty amendment', 'amendments', open().amend({})),
  lie(
    'another chain with the same randomness',
    'amendments',
    open({ randomness: 'drand' }).amend({ chainHash: '11'.repeat(32) }),
  ),
  lie('a chain without drand', 'amendments', open().amend({ randomness: 'drand' })),
  lie('an amendment after the closing', 'closing', closed().amend({ title: 'Autumn fair' })),
  lie('an amendment after the draw', 'closing', drawn().amend({ title: 'Autumn fair' })),

  // Times
  lie(
    'a time before the one before',
    'times',
    open().sell('ann').at('2026-03-01T09:00:30.000Z').sell('bob'),
  ),
  lie(
    'a sale before opensAt',
    'times',
    open({ opensAt: opens }).at('2026-03-02T07:59:59.999Z').sell('ann'),
  ),
  lie('a desk sale before opensAt', 'times', open({ opensAt: opens }).sellAtDesk('ann')),
  lie('a sale at closesAt', 'times', scheduled().at(closes).sell('cem')),
  lie('a void at closesAt', 'times', scheduled().at(closes).void([1])),
  lie(
    'an amendment after closesAt without the closing',
    'times',
    scheduled().at(late).amend({ title: 'Autumn fair' }),
  ),
  lie('a cancellation after closesAt without the closing', 'times', scheduled().at(late).cancel()),
  lie('a closing by order after closesAt', 'times', scheduled().at(late).close()),
  lie(
    'a draw after closesAt without the scheduled closing',
    'times',
    scheduled().at(late).draw({}, { closes: true }),
    3,
  ),
  lie(
    'a sale after an end of sales that was amended',
    'times',
    scheduled().amend({ closesAt: late }).at(late).sell('cem'),
  ),
];
