import { Writable } from 'node:stream';
import { EventEmitter } from 'node:events';
import test from 'ava';
import { SoldTickets } from '#contract/schemas.ts';
import type { OpenedRaffle } from '../../services/raffle/domain/raffle.ts';
import { sendSoldTickets } from '../../services/raffle/http/sold-tickets.ts';
import { fold, opened, sold } from '../support/given.ts';
import { OrderSigner, readOrderKey } from '../support/orders.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService } from '../support/service.ts';

/** The list of a raffle that sold so many tickets, and the longest piece it was sent in. */
async function sendList(ticketCount: number, rules: Parameters<typeof opened>[0] = {}) {
  const tickets = Array.from({ length: ticketCount }, (_, index) =>
    sold(index + 1, { holder: `h${index}` }),
  );
  const pieces: string[] = [];
  const reply = new Writable({
    decodeStrings: false,
    write: (piece: string, _encoding, done) => {
      pieces.push(piece);
      done();
    },
  });
  const req = Object.assign(new EventEmitter(), { method: 'GET' });
  Object.assign(reply, { req, type: () => reply });
  const raffle = fold([opened({ capacity: 10_000, ...rules }), ...tickets]) as OpenedRaffle;
  await sendSoldTickets(reply as never, raffle, (account) => `${account}example.org`);
  return { pieces, list: JSON.parse(pieces.join('')) as SoldTickets };
}

for (const count of [0, 1, 200, 201, 1_000]) {
  test(`a list of ${count} tickets is whole, and never made in one piece of more than 200`, async (t) => {
    const { pieces, list } = await sendList(count);
    t.deepEqual(
      list.tickets.map(({ number, email }) => [number, email]),
      Array.from({ length: count }, (_, index) => [index + 1, `h${index}@example.org`]),
    );
    t.notThrows(() => SoldTickets.parse(list));
    for (const piece of pieces) t.true(piece.split('"number"').length - 1 <= 200);
  });
}

test('the list of a rehearsal says what it is', async (t) => {
  t.true((await sendList(3, { rehearsal: true })).list.rehearsal);
  t.false('rehearsal' in (await sendList(3)).list);
});

test('what operators read nobody keeps', async (t) => {
  const { url, dataDir, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo');
  const signer = new OrderSigner(url, await readOrderKey(dataDir));
  for (const target of [
    '/api/admin/raffles/demo/tickets',
    '/api/admin/raffles/demo/audit',
    '/api/admin/keys',
  ]) {
    const reply = await sendRaw(url, signer.sign({ method: 'GET', target }));
    t.is(reply.status, 200);
    t.is(reply.headers.get('cache-control'), 'no-store', target);
  }
});
