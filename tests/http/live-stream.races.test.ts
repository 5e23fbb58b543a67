import { EventEmitter } from 'node:events';
import test from 'ava';
import type { Request, Response } from 'express';
import { limits } from '../../services/raffle/config/limits.ts';
import { LiveStream } from '../../services/raffle/http/raffles/live-stream.ts';
import { evolve, unopened, type OpenedRaffle } from '../../services/raffle/domain/raffle.ts';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { waitFor } from '../support/wait-limit.ts';

const at = '2026-01-01T00:00:00.000Z';

const opened = evolve(unopened, {
  type: 'raffle-opened',
  schema: 2,
  raffleId: 'demo',
  title: 'Demo',
  capacity: 100,
  perPersonLimit: 2,
  randomness: 'local',
  prizes: ['Prize'],
  reserves: 0,
  logKey: 'log',
  at,
  operatorSignature: null,
}) as OpenedRaffle;
const sale = { type: 'ticket-sold', number: 1, holder: 'h', account: 'a', key: 'k', at } as const;
const sold = evolve(opened, sale) as OpenedRaffle;

/** A response that records what is written to it. */
class FakeReply extends EventEmitter {
  text = '';
  isEnded = false;
  writableLength = 0;
  last: unknown;
  get writableEnded() {
    return this.isEnded;
  }
  writeHead = () => this;
  flushHeaders = () => {};
  write = (text: string) => {
    if (this.isEnded) throw new Error('write after end');
    this.last = text;
    this.text += text;
  };
  end = () => void (this.isEnded = true);
  destroy = () => void this.emit('close');
  ids = () => [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
}

/** A store whose next read is delayed, and a change of the raffle meanwhile. */
function startStream() {
  let change: (raffle: OpenedRaffle) => void = () => {};
  let remove: (id: string) => void = () => {};
  let answer: (raffle: OpenedRaffle | undefined) => void = () => {};
  const read = new Promise<OpenedRaffle | undefined>((resolve) => {
    answer = resolve;
  });
  const store = {
    find: () => read,
    subscribe: (listener: typeof change) => {
      change = listener;
      return () => {};
    },
    subscribeToDeletions: (listener: typeof remove) => {
      remove = listener;
      return () => {};
    },
  } as unknown as RaffleStore;
  const failures: unknown[] = [];
  const schedule = { subscribeToOpenings: () => () => {} };
  const stream = new LiveStream(store, schedule, (cause) => failures.push(cause));
  const join = (reply: FakeReply, ip = '127.0.0.1', person?: string) => {
    const request = { ip, method: 'GET' } as Request;
    return stream.join(opened, request, reply as unknown as Response, person);
  };
  return {
    stream,
    failures,
    join,
    answer,
    change: (raffle: OpenedRaffle) => change(raffle),
    remove: (id: string) => remove(id),
  };
}

test('a change that happens during the first read is the last event that a reader sees', async (t) => {
  const { stream, join, answer, change } = startStream();
  const reply = new FakeReply();
  const joined = join(reply);
  change(sold);
  answer(opened);
  await joined;
  t.is(reply.ids().at(-1), 2);
  stream.close();
});

test('a reader who joins while the raffle is deleted is disconnected in either order', async (t) => {
  for (const isTold of [true, false]) {
    const { stream, join, answer, remove } = startStream();
    const reply = new FakeReply();
    const joined = join(reply);
    if (isTold) remove('demo');
    answer(isTold ? opened : undefined);
    await joined;
    t.true(reply.isEnded);
    t.deepEqual(reply.ids(), []);
    reply.destroy();
    t.is(stream.readerCount, 0);
    stream.close();
  }
});

test('a reader who joins while the service stops is disconnected at once', async (t) => {
  const { stream, join } = startStream();
  stream.close();
  const reply = new FakeReply();
  await join(reply);
  t.true(reply.isEnded);
  t.is(stream.readerCount, 0);
});

test('a reader with more than 64 kB unread is disconnected', async (t) => {
  const { stream, join, answer, change } = startStream();
  const [slow, quick] = [new FakeReply(), new FakeReply()];
  answer(opened);
  await join(slow);
  await join(quick);
  slow.writableLength = 65_537;
  change(sold);
  await waitFor('the second event', () => quick.ids().length === 2);
  t.deepEqual(slow.ids(), [1]);
  t.deepEqual(quick.ids(), [1, 2]);
  t.is(stream.readerCount, 1);
  stream.close();
});

test('broadcasts use a small share of a busy event loop, even if a write is expensive', async (t) => {
  const { stream, join, answer, change } = startStream();
  let otherWork = setImmediate(function work() {
    otherWork = setImmediate(work);
  });
  t.teardown(() => clearImmediate(otherWork));
  answer(opened);
  const before = 2 * limits.streamReadersPerSlice;
  let [writingMs, firstAt, lastAt, written] = [0, 0, 0, 0];
  class SlowReply extends FakeReply {
    override write = (text: string) => {
      const startedAt = performance.now();
      while (performance.now() < startedAt + 0.1);
      this.last = text;
      written += 1;
      if (firstAt === 0) firstAt = startedAt;
      // Each slice but the last one is followed by a pause.
      if (written <= before) writingMs += performance.now() - startedAt;
      if (written <= before + 1) lastAt = startedAt;
    };
  }
  const replies = Array.from(
    { length: before + limits.streamReadersPerSlice },
    () => new SlowReply(),
  );
  for (const reply of replies) await join(reply);
  [writingMs, firstAt, written] = [0, 0, 0];
  change(sold);
  await waitFor('a write to every reader', () => written === replies.length);
  const elapsedMs = lastAt - firstAt;
  t.true(writingMs < 0.2 * elapsedMs, `${writingMs} ms of ${elapsedMs} ms`);
  t.true(
    replies.every(({ last }) => last === replies[0]!.last),
    'the event is encoded once',
  );
  stream.close();
});

test.serial('a broadcast in progress does not wait for the time of the next one', async (t) => {
  const { stream, join, answer, change } = startStream();
  answer(opened);
  let reached = 0;
  class CountingReply extends FakeReply {
    override write = () => {
      reached += 1;
    };
  }
  // One slice and one reader more.
  const readers = limits.streamReadersPerSlice + 1;
  for (let count = 0; count < readers; count += 1) await join(new CountingReply());
  reached = 0;
  // The time of the next broadcast never comes, and no slice takes time that needs a pause.
  const heldAt = performance.now();
  t.teardown(() => Reflect.deleteProperty(performance, 'now'));
  performance.now = () => heldAt;
  change(sold);
  await waitFor('the last reader', () => reached === readers);
  stream.close();
  t.pass();
});

test('readers get an event after the buyers have got their replies', async (t) => {
  const { stream, join, answer, change } = startStream();
  const reply = new FakeReply();
  answer(opened);
  await join(reply);
  change(sold);
  t.deepEqual(reply.ids(), [1]);
  await waitFor('the second event', () => reply.ids().length === 2);
  t.deepEqual(reply.ids(), [1, 2]);
  stream.close();
});

test('one network may have a thousand streams; other networks still get theirs', async (t) => {
  const { stream, join, answer } = startStream();
  answer(opened);
  for (let count = 0; count < limits.streamsPerNetworkMax; count += 1) await join(new FakeReply());
  await t.throwsAsync(join(new FakeReply()), { code: 'rate-limited' });
  await t.notThrowsAsync(join(new FakeReply(), '192.0.2.1'));
  stream.close();
});

test('a client that uses all streams of a network takes none from browsers that have signed in', async (t) => {
  const { stream, join, answer } = startStream();
  answer(opened);
  const here = '127.0.0.1';
  for (let count = 0; count < limits.streamsPerNetworkMax; count += 1) await join(new FakeReply());
  for (const person of ['ada', 'bo']) {
    for (let count = 0; count < limits.streamsPerKnownPersonMax; count += 1) {
      await t.notThrowsAsync(join(new FakeReply(), here, person));
    }
    await t.throwsAsync(join(new FakeReply(), here, person), { code: 'rate-limited' });
  }
  t.is(stream.readerCount, limits.streamsPerNetworkMax + 2 * limits.streamsPerKnownPersonMax);
  stream.close();
});

test('a failed write ends only that reader’s stream and is reported', async (t) => {
  const { stream, failures, join, answer, change } = startStream();
  const [broken, whole] = [new FakeReply(), new FakeReply()];
  answer(opened);
  await join(broken);
  await join(whole);
  broken.isEnded = true;
  change(sold);
  await waitFor('the second event', () => whole.ids().length === 2);
  t.deepEqual(
    failures.map((cause) => (cause as Error).message),
    ['write after end'],
  );
  t.is(stream.readerCount, 1);
  stream.close();
});

test('an event that cannot be serialised is reported, and the next change is sent', async (t) => {
  const { stream, failures, join, answer, change } = startStream();
  const reply = new FakeReply();
  answer(opened);
  await join(reply);
  const faulty: OpenedRaffle = {
    ...sold,
    get version(): number {
      throw new Error('no view');
    },
  };
  change(faulty);
  await waitFor('the failure', () => failures.length > 0);
  change(sold);
  await waitFor('the second event', () => reply.ids().length === 2);
  t.is(failures.length, 1);
  t.deepEqual(reply.ids(), [1, 2]);
  stream.close();
});
