import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { readStream } from '../support/event-stream.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

test('the first event comes at once and is the raffle as it is', async (t) => {
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

test('every change arrives: sales, the close and the draw, each with its version', async (t) => {
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
  const { winner } = await operator.call('drawWinner', { params: { id: 'demo' } });
  const drawn = await stream.next();
  t.like(drawn, { id: '5', view: { status: 'drawn', version: 5 } });
  t.deepEqual(drawn!.view.winner, { ticketNumber: winner.ticketNumber });
});

test('in a rush versions only grow, and the last one arrives', async (t) => {
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

test('a stream of one raffle says nothing of another', async (t) => {
  const { url, signIn, operator } = await startTestService(t);
  await operator.call('createRaffle', { body: { id: 'spring', title: 'Spring' } });
  const ada = await signIn('ada@example.org');
  const stream = await readStream(t, url, 'spring');
  await ada.buy('demo');
  await ada.buy('spring');
  await stream.until(({ sold }) => sold === 1);
  t.false(stream.bytes().includes('demo'));
});

test('streams end when the service stops', async (t) => {
  const { url, stop } = await startTestService(t);
  const streams = await Promise.all(Array.from({ length: 5 }, () => readStream(t, url)));
  for (const stream of streams) await stream.next();
  await stop();
  for (const stream of streams) t.is(await stream.next(), undefined);
});

test('a reader who hangs up is not counted any more', async (t) => {
  const { url } = await startTestService(t);
  const readers = async () =>
    /^raffle_stream_readers (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())![1];
  const hangUp = new AbortController();
  await fetch(`${url}/api/raffles/demo/stream`, { signal: hangUp.signal });
  t.is(await readers(), '1');
  hangUp.abort();
  while ((await readers()) !== '0') await new Promise(setImmediate);
  t.pass();
});

test('the streams of a deleted rehearsal end, others go on, and who comes back is told', async (t) => {
  const { url, operator } = await startTestService(t);
  const body = { id: 'try', title: 'Try it', rehearsal: true };
  await operator.call('createRaffle', { body });
  const [stream, other] = [await readStream(t, url, 'try'), await readStream(t, url)];
  t.true((await stream.next())!.view.rehearsal);
  await other.next();
  await operator.call('deleteRaffle', { params: { id: 'try' } });
  t.is(await Promise.race([stream.next(), sleep(2_000, 'still open')]), undefined);
  await expectProblem(t, await fetch(`${url}/api/raffles/try/stream`), 'raffle-not-found');
  await operator.call('closeRaffle', { params: { id: 'demo' } });
  t.like(await other.next(), { view: { status: 'closed' } });
});
