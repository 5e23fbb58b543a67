import test from 'ava';
import { ClaimedTickets } from '#contract/tickets.ts';
import { readReceipts } from '../../services/raffle/http/purchases/claim-routes.ts';
import { startTestService } from '../support/service.ts';

test('the link to a sale of many tickets shows all of them with their receipts', async (t) => {
  const { operator } = await startTestService(t);
  const params = { id: 'fair' };
  const rules = { ...params, title: 'Fair', perPersonLimit: 120, capacity: 200 };
  await operator.call('createRaffle', { body: rules });
  const call = { params, body: { quantity: 120 }, idempotencyKey: 'one' };
  const { claimUrl, tickets, receipts } = await operator.call('sellTickets', call);
  const shown = ClaimedTickets.parse(await (await fetch(claimUrl)).json());
  t.deepEqual([shown.tickets, shown.receipts], [tickets, receipts]);
  t.is((await fetch(claimUrl, { method: 'HEAD' })).status, 200);
});

test('the receipts of a link are made a few at a time', async (t) => {
  const asked: number[] = [];
  const log = {
    receipts: async (indexes: readonly number[]) => {
      asked.push(indexes.length);
      return indexes.map(String);
    },
  };
  const sales = Array.from({ length: 1_000 }, (_, index) => ({ index }));
  const lists: (readonly string[])[] = [];
  for await (const some of readReceipts(log, sales)) lists.push(some);
  t.deepEqual(
    lists.flat(),
    sales.map(({ index }) => String(index)),
  );
  t.is(Math.max(...asked), 20);
});
