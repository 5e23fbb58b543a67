import '../support/browser-globals.ts';
import test, { registerCompletionHandler, type ExecutionContext } from 'ava';
import { raffleView } from '../../participant-app/gallery/fixtures.ts';
import { LiveRaffle, type RaffleNews } from '#ui/live/live-raffle.ts';
import { startLiveServer } from '../support/live-server.ts';
import { startTestService } from '../support/service.ts';

registerCompletionHandler(() => process.exit());

const timings = { timeoutMs: 1500, pollMs: 30, silenceMs: 800 };

function follow(t: ExecutionContext, serviceUrl: string, raffleId = 'spring'): LiveRaffle {
  const live = new LiveRaffle({ serviceUrl, raffleId, timings });
  t.teardown(live.start());
  return live;
}

/** Waits for news that fit; fails with the last that did not. */
async function news(
  t: ExecutionContext,
  live: LiveRaffle,
  fits: (news: RaffleNews) => boolean,
): Promise<RaffleNews> {
  const until = Date.now() + 5000;
  while (!fits(live.getNews()) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  t.true(fits(live.getNews()), JSON.stringify(live.getNews()));
  return live.getNews();
}

const isLeft = (remaining: number, freshness: string) => (news: RaffleNews) =>
  news.kind === 'known' && news.raffle.remaining === remaining && news.freshness === freshness;
const sold = (count: number) => raffleView({ sold: count });

test.serial('the count follows the stream', async (t) => {
  const server = await startLiveServer(t, sold(10));
  const live = follow(t, server.url);
  t.deepEqual(live.getNews(), { kind: 'connecting' });
  await news(t, live, isLeft(90, 'live'));
  server.tell(sold(11));
  await news(t, live, isLeft(89, 'live'));
});

test.serial('a lost stream is replaced by polling with the ETag, and comes back', async (t) => {
  const server = await startLiveServer(t, sold(10));
  const live = follow(t, server.url);
  await news(t, live, isLeft(90, 'live'));
  server.mode = 'no-stream';
  server.cut();
  await news(t, live, isLeft(90, 'polled'));
  server.tell(sold(12));
  await news(t, live, isLeft(88, 'polled'));
  await news(t, live, () => server.tags.at(-1) === '"13"');
  t.true(server.tags.includes('"11"'), 'an unchanged raffle was asked for by its tag');

  server.mode = 'up';
  await news(t, live, isLeft(88, 'live'));
  t.is(server.streamCount, 1);
});

test.serial('what cannot be confirmed is stale, keeps its number, and its age', async (t) => {
  const server = await startLiveServer(t, sold(10));
  const live = follow(t, server.url);
  const before = await news(t, live, isLeft(90, 'live'));
  server.mode = 'down';
  server.cut();
  const after = await news(t, live, isLeft(90, 'stale'));
  t.is(
    (after as { confirmedAt: number }).confirmedAt,
    (before as { confirmedAt: number }).confirmedAt,
  );
  server.mode = 'up';
  await news(t, live, isLeft(90, 'live'));
});

test.serial(
  'a stream that only looks alive is given up; heartbeats keep a quiet one',
  async (t) => {
    const server = await startLiveServer(t, sold(10));
    const live = follow(t, server.url);
    await news(t, live, isLeft(90, 'live'));
    for (let beats = 0; beats < 4; beats += 1) {
      server.beat();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    t.true(isLeft(90, 'live')(live.getNews()));
    t.is(server.tags.length, 0, 'there was no need to poll');
    await news(t, live, () => server.tags.length > 0);
  },
);

test.serial('HTML from a captive portal is never taken for a raffle', async (t) => {
  const server = await startLiveServer(t, sold(10));
  server.mode = 'html';
  const live = follow(t, server.url);
  await news(t, live, ({ kind }) => kind === 'unreachable');
  server.mode = 'up';
  await news(t, live, isLeft(90, 'live'));
});

test.serial(
  'an older view never turns the count back; a new raffle of the same id does',
  async (t) => {
    const server = await startLiveServer(t, sold(20));
    const live = follow(t, server.url);
    await news(t, live, isLeft(80, 'live'));
    live.offer(sold(15));
    server.tell(sold(15));
    server.tell(sold(21));
    await news(t, live, isLeft(79, 'live'));
    server.tell(raffleView({ sold: 0, openedAt: '2026-04-01T09:00:00.000Z' }));
    await news(t, live, isLeft(100, 'live'));
  },
);

test.serial('the answer to a purchase counts at once where it is newer', async (t) => {
  const server = await startLiveServer(t, sold(10));
  const live = follow(t, server.url);
  await news(t, live, isLeft(90, 'live'));
  live.offer(sold(11));
  t.true(isLeft(89, 'live')(live.getNews()));
});

test.serial(
  'a real raffle that a service has forgotten is shown as it was, and called stale',
  async (t) => {
    const server = await startLiveServer(t, sold(10));
    const live = follow(t, server.url);
    await news(t, live, isLeft(90, 'live'));
    server.mode = 'gone';
    server.cut();
    await news(t, live, isLeft(90, 'stale'));
    server.mode = 'up';
    await news(t, live, isLeft(90, 'live'));
  },
);

test.serial('nothing is left running when it is stopped', async (t) => {
  const server = await startLiveServer(t, sold(10));
  const live = new LiveRaffle({ serviceUrl: server.url, raffleId: 'spring', timings });
  const stop = live.start();
  await news(t, live, isLeft(90, 'live'));
  stop();
  await news(t, live, () => server.streamCount === 0);
  server.tell(sold(50));
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.true(isLeft(90, 'live')(live.getNews()));
});

test.serial('it speaks with the real service', async (t) => {
  const service = await startTestService(t);
  const live = follow(t, service.url, 'demo');
  await news(t, live, isLeft(100, 'live'));
  const ann = await service.signIn('ann@example.org');
  t.is((await ann.buy('demo')).status, 201);
  await news(t, live, isLeft(99, 'live'));
  const lost = follow(t, service.url, 'nowhere');
  await news(t, lost, ({ kind }) => kind === 'unknown-raffle');
  await service.stop();
  await news(t, live, isLeft(99, 'stale'));
});

test.serial('a rehearsal that is deleted is told to be gone', async (t) => {
  const { url, operator } = await startTestService(t);
  const body = { id: 'try', title: 'Try it', rehearsal: true };
  await operator.call('createRaffle', { body });
  const live = follow(t, url, 'try');
  await news(t, live, isLeft(100, 'live'));
  await operator.call('deleteRaffle', { params: { id: 'try' } });
  await news(t, live, ({ kind }) => kind === 'deleted');
});
