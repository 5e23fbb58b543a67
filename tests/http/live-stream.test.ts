import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { readStream } from '../support/event-stream.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';
import { winnerOf } from '../support/draws.ts';
import { waitFor } from '../support/wait-limit.ts';
import { withoutRandomText } from '../support/random-text.ts';

test('the first event is sent at once and contains the current raffle', async (t) => {
  const { url } = await startTestService(t);
  const reply = await fetch(`${url}/api/raffles/demo/stream`);
  t.is(reply.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  t.is(reply.headers.get('cache-control'), 'no-cache, no-transform');
  t.is(reply.headers.get('x-accel-buffering'), 'no');
  await reply.body!.cancel();
  const event = await (await readStream(t, url)).next();
  t.like(event, { event: 'raffle', id: '1' });
  t.deepEqual(event!.view, await (await fetch(`${url}/api/raffles/demo`)).json());
});

test('sales, the close and the draw are each sent with their version', async (t) => {
  const { url, signIn, operator } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const stream = await readStream(t, url);
  await stream.next();
  await ada.buy('demo');
  t.like(await stream.next(), { id: '2', view: { sold: 1, remaining: 99, version: 2 } });
  await ada.buy('demo');
  t.like(await stream.next(), { id: '3', view: { sold: 2, version: 3 } });
  await operator.call('closeRaffle', { params: { id: 'demo' } });
  t.like(await stream.next(), { id: '4', view: { status: 'closed', version: 4 } });
  const draw = await operator.call('drawWinner', { params: { id: 'demo' } });
  const drawn = await stream.next();
  const { ticketNumber } = winnerOf(draw);
  t.like(drawn, { id: '5', view: { status: 'drawn', version: 5, winner: { ticketNumber } } });
});

test('during many purchases versions only increase, and the last one is sent', async (t) => {
  const { url, signIn } = await startTestService(t);
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, index) => signIn(`p${index}@example.org`)),
  );
  const stream = await readStream(t, url);
  const rush = Promise.all(people.flatMap((person) => [person.buy('demo'), person.buy('demo')]));
  const versions: number[] = [];
  await stream.until(({ version, sold }) => {
    versions.push(version);
    return sold === 40;
  });
  await rush;
  t.deepEqual(
    versions,
    versions.toSorted((left, right) => left - right),
  );
  t.is(versions.at(-1), 41);
});

test('a client is sent so many bytes a second at most, however long the notice is', async (t) => {
  const { url, signIn, operator } = await startTestService(t);
  const [terms, id] = ['漢'.repeat(4_000), 'fair'];
  const rules = { title: 'Fair', capacity: 100_000, perPersonLimit: 1_000, notice: { terms } };
  await operator.call('createRaffle', { body: { id, ...rules } });
  const ada = await signIn('ada@example.org');
  const stream = await readStream(t, url, id);
  await stream.next();
  const startedAt = performance.now();
  let [bought, events] = [0, 0];
  while (bought < 40 || performance.now() < startedAt + 1_000) {
    await ada.buy(id);
    bought += 1;
  }
  await stream.until(({ sold }) => {
    events += 1;
    return sold === bought;
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const bytes = Buffer.byteLength(terms);
  t.true((events - 1) * bytes <= seconds * limits.streamBytesPerSecondMax, `${events} events`);
});

test('a stream of one raffle has no event of another', async (t) => {
  const { url, signIn, operator } = await startTestService(t);
  await operator.call('createRaffle', { body: { id: 'spring', title: 'Spring' } });
  const ada = await signIn('ada@example.org');
  const stream = await readStream(t, url, 'spring');
  await ada.buy('demo');
  await ada.buy('spring');
  await stream.until(({ sold }) => sold === 1);
  t.false(withoutRandomText(stream.bytes()).includes('demo'));
});

test('streams end when the service stops', async (t) => {
  const { url, stop } = await startTestService(t);
  const streams = await Promise.all(Array.from({ length: 5 }, () => readStream(t, url)));
  for (const stream of streams) await stream.next();
  await stop();
  for (const stream of streams) t.is(await stream.next(), undefined);
});

test('a reader who disconnects is no longer counted', async (t) => {
  const { url } = await startTestService(t);
  const readers = async () =>
    /^raffle_stream_readers (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())![1];
  const hangUp = new AbortController();
  // Referenced until the end: a response that is garbage collected closes its connection.
  const reply = await fetch(`${url}/api/raffles/demo/stream`, { signal: hangUp.signal });
  t.is(await readers(), '1');
  hangUp.abort();
  await waitFor('no readers', async () => (await readers()) === '0');
  await t.throwsAsync(reply.text(), { name: 'AbortError' });
});

test('the streams of a deleted rehearsal end, other streams go on, and a reconnect is refused', async (t) => {
  const { url, operator } = await startTestService(t);
  const body = { id: 'try', title: 'Try it', rehearsal: true };
  await operator.call('createRaffle', { body });
  const [stream, other] = [await readStream(t, url, 'try'), await readStream(t, url)];
  t.true((await stream.next())!.view.rehearsal);
  await other.next();
  await operator.call('deleteRaffle', { params: { id: 'try' } });
  t.is(await stream.next(), undefined);
  await expectProblem(t, await fetch(`${url}/api/raffles/try/stream`), 'raffle-not-found');
  await operator.call('closeRaffle', { params: { id: 'demo' } });
  t.like(await other.next(), { view: { status: 'closed' } });
});
