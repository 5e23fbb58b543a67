import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import { enrolOperator } from '../support/new-operators.ts';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';
import { expectRefusal } from '../support/refusals.ts';
import { startTestService } from '../support/service.ts';
import { params, startFair } from '../support/desk-raffle.ts';

test('a desk sale answers with tickets, valid receipts and a link that shows them without sign-in', async (t) => {
  const { url, sell, claim } = await startFair(t);
  const sale = await sell({ quantity: 2, buyer: { name: 'Ann Ash', phone: '+44 20 7946 0000' } });
  t.like(sale.tickets, [
    { number: 1, sale: 1 },
    { number: 2, sale: 2 },
  ]);
  const { key } = await seeLog(url, 'fair');
  for (const [place, receipt] of sale.receipts.entries()) {
    const parsed = parseReceipt(receipt);
    verifyReceipt(parsed, key);
    t.is(parsed.index, place + 1);
  }
  t.true(sale.claimUrl.startsWith(`${url}/api/raffles/fair/claims/`));
  const reply = await fetch(sale.claimUrl);
  t.is(reply.headers.get('cache-control'), 'no-store');
  t.is(reply.headers.get('referrer-policy'), 'no-referrer');
  const shown = await claim(sale.claimUrl);
  t.deepEqual(shown.tickets, sale.tickets);
  t.deepEqual(shown.receipts, sale.receipts);
  t.like(shown, { voided: [], won: null, prizes: [], raffle: { id: 'fair', sold: 2 } });
});

test('a desk sale to an e-mail address is that person’s, counts with what they buy, and is in their list', async (t) => {
  const { signIn, sell, readMine } = await startFair(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('fair');
  await sell({ quantity: 1, buyer: { email: ' Ann@Example.org ' } });
  t.like(await readMine('ann@example.org'), {
    tickets: [{ number: 1 }, { number: 2 }],
    allowance: 0,
  });
  await expectProblem(t, await ann.buy('fair'), 'limit-reached');
  await expectRefusal(
    t,
    sell({ quantity: 1, buyer: { email: 'ann@example.org' } }),
    'limit-reached',
  );
  await expectRefusal(
    t,
    sell({ quantity: 1, buyer: { email: 'ann+x@example.org' } }),
    'limit-reached',
  );
});

test('the tickets of an address are shown to no other account of the same person', async (t) => {
  const { sell, readMine } = await startFair(t);
  await sell({ quantity: 1, buyer: { email: 'ann@example.org' } });
  t.like(await readMine('ann+x@example.org'), { tickets: [], allowance: 1 });
});

test('the holder of tickets from the desk gets their receipt by number, and no other account does', async (t) => {
  const { signIn, sell } = await startFair(t);
  const { receipts } = await sell({ quantity: 1, buyer: { email: 'ann@example.org' } });
  const path = '/api/raffles/fair/tickets/1/receipt';
  const ann = await signIn('ann@example.org');
  t.is(await (await ann.fetch(path)).text(), receipts[0]!);
  await expectProblem(t, await (await signIn('bo@example.org')).fetch(path), 'not-found');
});

test('buyers without an address have a new holder for each sale, so the limit binds that sale only', async (t) => {
  const { url, sell } = await startFair(t);
  for (const buyer of [{ name: 'Ann' }, { name: 'Ann' }, {}, undefined]) {
    await sell({ quantity: 2, ...(buyer === undefined ? {} : { buyer }) });
  }
  const { entries } = await seeLog(url, 'fair');
  const holders = entries.slice(1).map(({ holder }) => holder);
  t.is(new Set(holders).size, 4);
  for (const holder of holders) t.is(String(holder).length, 22);
  t.true(entries.slice(1).every(({ desk }) => desk === true));
});

test('a desk sale repeated with its key gets the first reply byte for byte, also after a restart and a void', async (t) => {
  const first = await startFair(t);
  const body = { quantity: 2, buyer: { name: 'Ann' } };
  const sale = await first.sell(body, 'one');
  await first.sell({ quantity: 1 });
  t.deepEqual(await first.sell(body, 'one'), sale);
  await expectRefusal(t, first.sell({ ...body, quantity: 1 }, 'one'), 'idempotency-key-reused');
  await expectRefusal(t, first.sell({ quantity: 2 }, 'one'), 'idempotency-key-reused');
  const voiding = { params, body: { numbers: [1], reason: 'mistake' } } as const;
  await first.operator.call('voidTickets', voiding);
  await first.sell({ quantity: 1 });
  await first.stop();
  const second = await startTestService(t, { dataDir: first.dataDir });
  const again = await second.operator.call('sellTickets', { params, body, idempotencyKey: 'one' });
  t.deepEqual([again.tickets, again.receipts], [sale.tickets, sale.receipts]);
  t.is((await second.operator.call('showRaffle', { params })).sold, 3);
});

test('bad desk sales are refused with the name of the member, and take nothing', async (t) => {
  const { operator, url, sell } = await startFair(t, { capacity: 3 });
  const bad: [member: string, body: object][] = [
    ['quantity', {}],
    ['quantity', { quantity: 0 }],
    ['quantity', { quantity: -1 }],
    ['quantity', { quantity: 1.5 }],
    ['quantity', { quantity: 3 }],
    ['quantity', { quantity: 1001 }],
    ['buyer', { quantity: 1, buyer: 'Ann' }],
    ['buyer', { quantity: 1, buyer: { colour: 'red' } }],
    ['buyer.email', { quantity: 1, buyer: { email: 'ann' } }],
    ['buyer.email', { quantity: 1, buyer: { email: `${'x'.repeat(400)}@example.org` } }],
    ['buyer.name', { quantity: 1, buyer: { name: '  ' } }],
    ['buyer.name', { quantity: 1, buyer: { name: '<b>Ann</b>' } }],
    ['buyer.name', { quantity: 1, buyer: { name: 'x'.repeat(101) } }],
    ['buyer.phone', { quantity: 1, buyer: { phone: 'call me' } }],
    ['buyer.phone', { quantity: 1, buyer: { phone: '()' } }],
    ['buyer.phone', { quantity: 1, buyer: { phone: '1'.repeat(41) } }],
    ['paid', { quantity: 1, paid: 'yes' }],
    ['not known', { quantity: 1, seller: 'Ann' }],
  ];
  for (const [member, body] of bad) {
    await expectRefusal(t, sell(body as never), 'invalid-request', member);
  }
  const keyless = operator.call('sellTickets', { params, body: { quantity: 1 } });
  await expectRefusal(t, keyless, 'idempotency-key-missing');
  const call = { params: { id: 'none' }, body: { quantity: 1 }, idempotencyKey: 'x' };
  await expectRefusal(t, operator.call('sellTickets', call), 'raffle-not-found');
  t.like(await (await fetch(`${url}/api/raffles/fair`)).json(), { sold: 0, version: 1 });
  await sell({ quantity: 2 });
  await expectRefusal(t, sell({ quantity: 2 }), 'sold-out');
  await operator.call('closeRaffle', { params });
  await expectRefusal(t, sell({ quantity: 1 }), 'raffle-closed');
});

test('what a buyer tells the seller is shown to operators, and is in no public reply and no log line', async (t) => {
  const lines: string[] = [];
  const service = await startTestService(t, { log: (line) => lines.push(line) });
  const { url, operator } = service;
  const params = { id: 'demo' };
  const [email, name, phone] = ['secret-buyer@example.org', 'Secret Name', '+1 555 0199'];
  const body = { quantity: 1, buyer: { email, name, phone } };
  const sale = await operator.call('sellTickets', { params, body, idempotencyKey: 'one' });
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.like(tickets, [{ number: 1, sale: 1, email, name, phone, desk: true }]);
  const addresses = ['', '/log', '/checkpoint', '/draw'].map((path) => `/api/raffles/demo${path}`);
  const replies = await Promise.all(
    [...addresses, '/api/raffles', '/metrics'].map(async (path) =>
      (await fetch(url + path)).text(),
    ),
  );
  const claimed = await (await fetch(sale.claimUrl)).text();
  const seen = [...replies, claimed, JSON.stringify(sale), ...lines].join('\n');
  for (const secret of [email, name, phone, 'Secret', '555 0199', '+15550199'])
    t.false(seen.includes(secret), secret);
  t.true(readdirSync(service.dataDir).length > 0);
  const journal = readFileSync(join(service.dataDir, 'raffles', 'demo.journal'), 'utf8');
  t.true(journal.includes(name), 'it is kept for the organiser');
});

test('a seller may sell, and nothing else', async (t) => {
  const { url, operator } = await startFair(t);
  const seller = await enrolOperator(url, operator, { name: 'Sal', role: 'seller' });
  const call = { params, body: { quantity: 1 }, idempotencyKey: 'one' };
  t.is((await seller.client.call('sellTickets', call)).tickets.length, 1);
  const auditor = await enrolOperator(url, operator, { name: 'Al', role: 'auditor' });
  await expectRefusal(t, auditor.client.call('sellTickets', call), 'role-insufficient');
});
