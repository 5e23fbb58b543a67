import { Writable } from 'node:stream';
import { EventEmitter } from 'node:events';
import test from 'ava';
import { SoldTickets } from '#contract/tickets.ts';
import type { OpenedRaffle } from '../../services/raffle/domain/raffle.ts';
import {
  sendSoldTickets,
  type TicketSources,
} from '../../services/raffle/http/admin/sold-tickets.ts';
import { fold, opened, sold } from '../support/given.ts';
import { IndependentSigner, readSigningKey } from '../support/signed-requests.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService } from '../support/service.ts';

const sources: TicketSources = {
  accounts: {
    findMany: (ids) =>
      new Map(ids.map((id) => [id, { id, email: `${id}example.org`, person: id, epoch: 0 }])),
  },
  isPaid: () => false,
};

/** Serves the list of a raffle with this many tickets, and returns its longest piece. */
async function sendList(
  ticketCount: number,
  rules: Parameters<typeof opened>[0] = {},
  from?: number,
) {
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
  await sendSoldTickets(reply as never, raffle, sources, from);
  return { pieces, list: JSON.parse(pieces.join('')) as SoldTickets };
}

for (const count of [0, 1, 200, 201, 1_000]) {
  test(`a list of ${count} tickets is complete, and is serialised in pieces of at most 200`, async (t) => {
    const { pieces, list } = await sendList(count);
    t.deepEqual(
      list.tickets.map(({ number, email }) => [number, email]),
      Array.from({ length: count }, (_, index) => [index + 1, `h${index}@example.org`]),
    );
    t.notThrows(() => SoldTickets.parse(list));
    for (const piece of pieces) t.true(piece.split('"number"').length - 1 <= 200);
  });
}

test('the list of a rehearsal is marked as a rehearsal', async (t) => {
  t.true((await sendList(3, { rehearsal: true })).list.rehearsal);
  t.false('rehearsal' in (await sendList(3)).list);
});

test('replies to operators are not cached', async (t) => {
  const { url, dataDir, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo');
  const signer = new IndependentSigner(url, await readSigningKey(dataDir));
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

test('a list can omit the entries of the log that the client already has', async (t) => {
  for (const from of [0, 1, 2, 199, 200, 201, 451]) {
    const { list } = await sendList(450, {}, from);
    const omitted = Math.max(0, from - 1);
    t.deepEqual(
      list.tickets.map(({ sale }) => sale),
      Array.from({ length: 450 - omitted }, (_, index) => omitted + index + 1),
    );
    t.is(list.to, 451);
  }
});

test('`from` is the number of log entries to omit, at most all of them', async (t) => {
  const { operator, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo', { quantity: 2 });
  const read = async (from: string | number) =>
    operator.call('listSoldTickets', { params: { id: 'demo' }, query: { from } });
  t.deepEqual(
    (await read(2)).tickets.map(({ number }) => number),
    [2],
  );
  t.deepEqual((await read(3)).tickets, []);
  for (const from of [4, -1, 1.5, 'x', '']) {
    await t.throwsAsync(read(from), { code: 'invalid-request' }, String(from));
  }
});
