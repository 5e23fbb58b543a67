import test from 'ava';
import { ClaimedTickets } from '#contract/tickets.ts';
import { enrolOperator } from '../support/new-operators.ts';
import { startTestService } from '../support/service.ts';

test('the secret of a link to desk sales is in no log line, however the path is written', async (t) => {
  const lines: string[] = [];
  const service = await startTestService(t, { log: (line) => lines.push(line) });
  const call = { params: { id: 'demo' }, body: { quantity: 1 }, idempotencyKey: 'one' };
  const { claimUrl } = await service.operator.call('sellTickets', call);
  // The code may contain hyphens itself.
  const secret = claimUrl.split('/claims/')[1]!.replace(/^[a-z0-9]+-/, '');
  t.true(secret.length >= 20);
  const upper = claimUrl.replace('/claims/', '/CLAIMS/');
  for (const address of [claimUrl, upper, `${claimUrl}/`, `${claimUrl}?x=1`, `${claimUrl}/more`]) {
    const accepted = await fetch(address);
    t.is(accepted.status, address.endsWith('/more') ? 404 : 200, address);
  }
  t.is((await fetch(`${claimUrl}A`)).status, 404);
  for (const address of [
    claimUrl.replace('/claims/', '/cla%69ms/'),
    claimUrl.replace('/claims/', '/claims%2F'),
    claimUrl.replace('/claims/', '/%63laims/%E0/'),
  ]) {
    t.true((await fetch(address)).status >= 400, address);
  }
  await service.stop();
  const logged = lines.filter((line) => /claims/i.test(line));
  t.is(logged.length, 9);
  t.deepEqual(
    lines.filter((line) => line.includes(secret)),
    [],
  );
});

test('two sellers and a buyer who use one key for one person have separate sales and links', async (t) => {
  const { url, operator, signIn } = await startTestService(t);
  const params = { id: 'fair' };
  await operator.call('createRaffle', { body: { ...params, title: 'Fair', perPersonLimit: 5 } });
  const sellers = await Promise.all(
    ['Sal', 'Sam'].map((name) => enrolOperator(url, operator, { name, role: 'seller' })),
  );
  const ann = await signIn('ann@example.org');
  t.is((await ann.buy('fair', { key: 'one' })).status, 201);
  const body = { quantity: 1, buyer: { email: 'ann@example.org' } };
  for (const [index, { client }] of sellers.entries()) {
    const sale = await client.call('sellTickets', { params, body, idempotencyKey: 'one' });
    t.like(sale.tickets, [{ number: index + 2 }]);
    const shown = ClaimedTickets.parse(await (await fetch(sale.claimUrl)).json());
    t.deepEqual([shown.tickets, shown.receipts], [sale.tickets, sale.receipts]);
    const again = await client.call('sellTickets', { params, body, idempotencyKey: 'one' });
    t.deepEqual(again, sale);
  }
  const repeated = await ann.buy('fair', { key: 'one' });
  t.is(repeated.headers.get('idempotency-replayed'), 'true');
  t.like(await repeated.json(), { tickets: [{ number: 1 }], allowance: 4 });
});
