import { EventEmitter } from 'node:events';
import test from 'ava';
import type { Request, Response } from 'express';
import { limits } from '../../services/raffle/config.ts';
import { LiveStream } from '../../services/raffle/http/live-stream.ts';
import { evolve, unopened, type OpenedRaffle } from '../../services/raffle/domain/raffle.ts';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';

const at = '2026-01-01T00:00:00.000Z';

const opened = evolve(unopened, {
  type: 'raffle-opened',
  raffle: 'demo',
  title: 'Demo',
  capacity: 100,
  perPersonLimit: 2,
  randomness: 'local',
  logKey: 'log',
  at,
  order: null,
}) as OpenedRaffle;
const sale = { type: 'ticket-sold', number: 1, holder: 'h', account: 'a', key: 'k', at } as const;
const sold = evolve(opened, sale) as OpenedRaffle;

/** A reply that only remembers. */
class FakeReply extends EventEmitter {
  text = '';
  isEnded = false;
  writableLength = 0;
  get writableEnded() {
    return this.isEnded;
  }
  writeHead = () => this;
  write = (text: string) => {
    if (this.isEnded) throw new Error('write after end');
    this.text += text;
  };
  end = () => void (this.isEnded = true);
  destroy = () => void this.emit('close');
  ids = () => [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
}

/** A store whose read is slow, and a change of the raffle while it lasts. */
function startStream() {
  let change: (raffle: OpenedRaffle) => void = () => {};
  let remove: (id: string) => void = () => {};
  let answer: (raffle: OpenedRaffle | undefined) => void = () => {};
  const read = new Promise<OpenedRaffle | undefined>((resolve) => {
    answer = resolve;
  });
  const store = {
    read: () => read,
    watch: (listener: typeof change) => {
      change = listener;
      return () => {};
    },
    watchDeletions: (listener: typeof remove) => {
      remove = listener;
      return () => {};
    },
  } as unknown as RaffleStore;
  const stream = new LiveStream(store);
  const join = (reply: FakeReply, ip = '127.0.0.1') =>
    stream.join(opened, { ip, method: 'GET' } as Request, reply as unknown as Response);
  return {
    stream,
    join,
    answer,
    change: (raffle: OpenedRaffle) => change(raffle),
    remove: (id: string) => remove(id),
  };
}

test('a change that overtakes the first event is what a reader sees last', async (t) => {
  const { stream, join, answer, change } = startStream();
  const reply = new FakeReply();
  const joined = join(reply);
  change(sold);
  answer(opened);
  await joined;
  t.is(reply.ids().at(-1), 2);
  stream.close();
});

test('who joins a raffle while it is deleted is sent away, whichever comes first', async (t) => {
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

test('who joins while the service stops is sent away at once', async (t) => {
  const { stream, join } = startStream();
  stream.close();
  const reply = new FakeReply();
  await join(reply);
  t.true(reply.isEnded);
  t.is(stream.readerCount, 0);
});

test('a reader with more than 64 kB unread is dropped', async (t) => {
  const { stream, join, answer, change } = startStream();
  const [slow, quick] = [new FakeReply(), new FakeReply()];
  answer(opened);
  await join(slow);
  await join(quick);
  slow.writableLength = 65_537;
  change(sold);
  t.deepEqual(slow.ids(), [1]);
  t.deepEqual(quick.ids(), [1, 2]);
  t.is(stream.readerCount, 1);
  stream.close();
});

test('one network may have a thousand streams; others still get theirs', async (t) => {
  const { stream, join, answer } = startStream();
  answer(opened);
  for (let count = 0; count < limits.streamsPerNetworkMax; count += 1) await join(new FakeReply());
  await t.throwsAsync(join(new FakeReply()), { code: 'rate-limited' });
  await t.notThrowsAsync(join(new FakeReply(), '192.0.2.1'));
  stream.close();
});
