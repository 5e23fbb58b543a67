import test from 'ava';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, postJson, startTestService, type Participant } from '../support/service.ts';

const key = 'one-intent';

/** Asserts that a repeated purchase gets the first reply, byte for byte. */
async function readReplay(reply: Response): Promise<string> {
  if (reply.headers.get('idempotency-replayed') !== 'true') throw new Error('not a replay');
  if (reply.status !== 201) throw new Error(`status ${reply.status}`);
  return reply.text();
}

test('a purchase repeated with its key gets the same reply byte for byte and sells nothing more', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const first = await ada.buy('demo', { key, quantity: 2 });
  t.is(first.status, 201);
  t.is(first.headers.get('idempotency-replayed'), null);
  t.is(first.headers.get('cache-control'), 'no-store');
  const text = await first.text();
  t.is(Buffer.byteLength(text), text.length, 'in ASCII, although notes have a dash');
  t.is(await readReplay(await ada.buy('demo', { key, quantity: 2 })), text);
  const mine = (await (await ada.fetch('/api/raffles/demo/tickets/mine')).json()) as never;
  t.like(mine, { tickets: [{ number: 1 }, { number: 2 }], allowance: 0, won: null });
});

test('the first reply is repeated after other purchases, a restart, the close and the draw', async (t) => {
  const first = await startTestService(t);
  const ada = await first.signIn('ada@example.org');
  const text = await (await ada.buy('demo', { key })).text();
  await (await first.signIn('bo@example.org')).buy('demo');
  t.is(await readReplay(await ada.buy('demo', { key })), text);
  await first.stop();

  const second = await startTestService(t, { dataDir: first.dataDir });
  const again: Participant = asParticipant(second.url, ada.email, ada.cookie);
  t.is(await readReplay(await again.buy('demo', { key })), text);
  await second.operator.call('closeRaffle', { params: { id: 'demo' } });
  t.is(await readReplay(await again.buy('demo', { key })), text);
  await second.operator.call('drawWinner', { params: { id: 'demo' } });
  t.is(await readReplay(await again.buy('demo', { key })), text);
});

test('20 simultaneous copies of one purchase sell once', async (t) => {
  const { url, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const replies = await Promise.all(Array.from({ length: 20 }, () => ada.buy('demo', { key })));
  const texts = await Promise.all(replies.map((reply) => reply.text()));
  t.is(new Set(texts).size, 1);
  const replays = replies.filter(({ headers }) => headers.has('idempotency-replayed'));
  t.is(replays.length, 19);
  t.like(await (await fetch(`${url}/api/raffles/demo`)).json(), { sold: 1 });
});

test('a key that was used for another quantity is refused', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  t.is((await ada.buy('demo', { key, quantity: 1 })).status, 201);
  await expectProblem(t, await ada.buy('demo', { key, quantity: 2 }), 'idempotency-key-reused');
});

test('two people may use the same key, and one person may use it in two raffles', async (t) => {
  const { operator, signIn } = await startTestService(t);
  await operator.call('createRaffle', { body: { id: 'spring', title: 'Spring' } });
  const [ada, bo] = [await signIn('ada@example.org'), await signIn('bo@example.org')];
  for (const [person, raffle] of [
    [ada, 'demo'],
    [bo, 'demo'],
    [ada, 'spring'],
  ] as const) {
    const reply = await person.buy(raffle, { key });
    t.is(reply.status, 201);
    t.false(reply.headers.has('idempotency-replayed'));
  }
});

test('a key whose purchase was refused may be used again', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  await expectProblem(t, await ada.buy('demo', { key, quantity: 3 }), 'invalid-request');
  t.is((await ada.buy('demo', { key })).status, 201);
});

test('a purchase without a key or with a malformed key is refused', async (t) => {
  const { url, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const path = '/api/raffles/demo/tickets';
  const keyless = postJson({ quantity: 1 });
  await expectProblem(t, await ada.fetch(path, keyless), 'idempotency-key-missing');
  for (const bad of ['', 'a b', 'ä', 'x'.repeat(256)]) {
    await expectProblem(t, await ada.buy('demo', { key: bad }), 'idempotency-key-missing');
  }
  t.like(await (await fetch(`${url}/api/raffles/demo`)).json(), { sold: 0 });
  t.is((await ada.buy('demo', { key: 'x'.repeat(255) })).status, 201);
});
