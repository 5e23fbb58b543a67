import { mock } from 'node:test';
import test, { type ExecutionContext } from 'ava';
import { createLogSource } from '#contract/log-source.ts';
import { createClient } from '#contract/client.ts';
import { auditBundle } from '#proof/audit.ts';
import { findReceipt, findSaleOutcome } from '#proof/audit-sale.ts';
import { collectBundle } from '#proof/bundle.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readSavedLog } from '#proof/saved-log.ts';
import type { Check } from '#proof/verdict.ts';
import { notPassed } from '../support/checks.ts';
import { judge } from '../support/independent-verifier.ts';
import { startTestService } from '../support/service.ts';

const params = { id: 'fair' };
const start = Date.parse('2027-05-29T10:00:00.000Z');
const hour = 3_600_000;
const at = (hours: number) => new Date(start + hours * hour).toISOString();

test.beforeEach(() => mock.timers.enable({ apis: ['Date'], now: start }));
test.afterEach.always(() => mock.timers.reset());

const saysOf = (checks: readonly Check[], name: string) =>
  checks.find((check) => check.name === name)!.explanation;

/** A raffle as a school fair holds it, from its opening to a prize handed over. */
async function holdFair(t: ExecutionContext) {
  const service = await startTestService(t);
  const { operator } = service;
  const call = { params };
  await operator.call('createRaffle', {
    body: {
      ...params,
      title: ' Sumer fair ',
      prizes: ['Bicycle', 'Hamper', 'Book'],
      reserves: 2,
      opensAt: at(1),
      closesAt: '2027-05-29T13:00:00Z',
      claimBy: at(5),
      notice: {
        organiser: 'Parents of Hill School',
        price: { amount: 200, currency: 'GBP' },
        terms: 'One line.\nAnother line.',
        askFor: {},
      },
      onePrizePerPerson: false,
    },
  });
  await operator.call('amendRaffle', { ...call, body: { title: 'Summer fair', capacity: 50 } });
  mock.timers.setTime(start + hour);
  const ann = await service.signIn('ann@example.org');
  const bob = await service.signIn('bob@example.org');
  const { receipts } = (await (await ann.buy('fair', { quantity: 2 })).json()) as {
    receipts: string[];
  };
  const sell = (quantity: number, buyer: object, idempotencyKey: string) =>
    operator.call('sellTickets', { ...call, body: { quantity, buyer }, idempotencyKey });
  await sell(2, { name: 'Mia', phone: '+44 20 7946 0000' }, 'one');
  await sell(1, { email: 'bob@example.org' }, 'two');
  await operator.call('voidTickets', { ...call, body: { numbers: [2, 4], reason: 'unpaid' } });
  await bob.buy('fair');
  const notice = { organiser: 'Parents of Hill School', price: { amount: 200, currency: 'GBP' } };
  await operator.call('amendRaffle', {
    ...call,
    body: {
      notice: { ...notice, terms: 'One line.\nAnother line.', place: ' Hall ' },
      closesAt: at(4),
    },
  });
  await sell(1, {}, 'three');
  mock.timers.setTime(start + 4 * hour);
  const drawn = await operator.call('drawWinner', call);
  const [first, second, third] = drawn.order.map(({ ticketNumber }) => ticketNumber);
  const prize = (number: number) => ({ params: { ...params, prize: String(number) } });
  await operator.call('claimPrize', { ...prize(2), body: { ticketNumber: second! } });
  await operator.call('forfeitPrize', {
    ...prize(1),
    body: { ticketNumber: first!, reason: 'declined' },
  });
  mock.timers.setTime(start + 5 * hour);
  await operator.call('forfeitPrize', {
    ...prize(3),
    body: { ticketNumber: third!, reason: 'unclaimed' },
  });
  return { ...service, receipts };
}

test.serial(
  'a raffle with prizes, desk sales, voids, amendments, times, claims and forfeits passes every verifier',
  async (t) => {
    const { url, operator, receipts } = await holdFair(t);
    const fetchedAtMs = Date.now();
    const bundle = await operator.call('fetchAudit', { params });
    const signed = auditBundle(bundle, { raffle: 'fair', fetchedAtMs });
    t.deepEqual(notPassed(signed), []);
    t.deepEqual(
      signed.filter(({ outcome }) => outcome === 'not-applicable').map(({ name }) => name),
      ['seal', 'reveal'],
    );
    t.true(saysOf(signed, 'amendments').includes('closesAt from "2027-05-29T13:00:00.000Z"'));
    const prizes = saysOf(signed, 'prizes');
    t.true(prizes.includes('(declined); ') && prizes.endsWith('(unclaimed).'), prizes);

    const source = createLogSource(createClient({ baseUrl: url }), 'fair');
    const open = await collectBundle('fair', source);
    t.deepEqual(notPassed(auditBundle(open, { raffle: 'fair', fetchedAtMs })), []);
    t.is(judge(open, []), 'valid');

    const log = readSavedLog(open);
    const outcomes = receipts.map((text) => findSaleOutcome(log, parseReceipt(text).index));
    t.like(outcomes[1], { kind: 'voided', reason: 'unpaid' });
    t.not(outcomes[0]!.kind, 'voided');
    for (const text of receipts) t.is(findReceipt(text, log).outcome, 'passed');
  },
);
