import '../support/browser-globals.ts';
import { mock } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { registerCompletionHandler, type ExecutionContext } from 'ava';
import { announcedRaffle, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { DisplayedRaffle } from '#ui/live/displayed-raffle.ts';
import { LiveRaffle } from '#ui/live/live-raffle.ts';
import type { RaffleState } from '#ui/live/raffle-state.ts';
import { startLiveServer } from '../support/live-server.ts';
import { startTestService } from '../support/service.ts';
import { waitMsMax } from '../support/wait-limit.ts';

registerCompletionHandler(() => process.exit());

const timings = { timeoutMs: 1500, pollMs: 30, silenceMs: 800 };

function follow(t: ExecutionContext, serviceUrl: string, raffleId = 'spring'): LiveRaffle {
  const live = new LiveRaffle({ serviceUrl, raffleId, timings, onState: () => {} });
  t.teardown(live.start());
  return live;
}

/** Stops `setTimeout` in the page until the test ends; `tick()` lets time pass. */
function stopTimers(t: ExecutionContext) {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.teardown(() => mock.timers.reset());
  return mock.timers;
}

/** Waits for a state that satisfies the predicate; fails with the last that did not. */
async function waitForState(
  t: ExecutionContext,
  live: LiveRaffle,
  matches: (state: RaffleState) => boolean,
): Promise<RaffleState> {
  const until = performance.now() + waitMsMax;
  while (!matches(live.state) && performance.now() < until) await sleep(5);
  t.true(matches(live.state), JSON.stringify(live.state));
  return live.state;
}

const isLeft = (remaining: number, freshness: string) => (state: RaffleState) =>
  state.status === 'known' && state.raffle.remaining === remaining && state.freshness === freshness;
const sold = (count: number) => raffleView({ sold: count });

test.serial('the count follows the stream', async (t) => {
  const server = await startLiveServer(t, sold(10));
  const live = follow(t, server.url);
  t.deepEqual(live.state, { status: 'connecting' });
  await waitForState(t, live, isLeft(90, 'live'));
  server.tell(sold(11));
  await waitForState(t, live, isLeft(89, 'live'));
});

test.serial(
  'after the stream is lost the raffle is polled with its ETag, until the stream is back',
  async (t) => {
    const server = await startLiveServer(t, sold(10));
    const live = follow(t, server.url);
    await waitForState(t, live, isLeft(90, 'live'));
    server.mode = 'no-stream';
    server.cut();
    await waitForState(t, live, isLeft(90, 'polled'));
    server.tell(sold(12));
    await waitForState(t, live, isLeft(88, 'polled'));
    await waitForState(t, live, () => server.tags.at(-1) === '"13"');
    t.true(server.tags.includes('"11"'), 'an unchanged raffle was requested with its ETag');

    server.mode = 'up';
    await waitForState(t, live, isLeft(88, 'live'));
    t.is(server.streamCount, 1);
  },
);

test.serial(
  'a state that is not confirmed is stale and keeps its count and its time',
  async (t) => {
    const server = await startLiveServer(t, sold(10));
    const live = follow(t, server.url);
    const before = await waitForState(t, live, isLeft(90, 'live'));
    server.mode = 'down';
    server.cut();
    const after = await waitForState(t, live, isLeft(90, 'stale'));
    t.is(
      (after as { confirmedAt: number }).confirmedAt,
      (before as { confirmedAt: number }).confirmedAt,
    );
    server.mode = 'up';
    await waitForState(t, live, isLeft(90, 'live'));
  },
);

test.serial('a silent stream is given up; heartbeats keep a quiet one', async (t) => {
  const clock = stopTimers(t);
  const server = await startLiveServer(t, sold(10));
  const live = follow(t, server.url);
  await waitForState(t, live, isLeft(90, 'live'));
  for (let beats = 0; beats < 4; beats += 1) {
    clock.tick(timings.silenceMs - 1);
    const before = live.state;
    server.beat();
    await waitForState(t, live, (state) => state !== before);
  }
  t.true(isLeft(90, 'live')(live.state));
  t.is(server.tags.length, 0, 'it did not poll');
  clock.tick(timings.silenceMs);
  await waitForState(t, live, () => server.tags.length > 0);
});

test.serial('HTML from a captive portal is not read as a raffle', async (t) => {
  const server = await startLiveServer(t, sold(10));
  server.mode = 'html';
  const live = follow(t, server.url);
  await waitForState(t, live, ({ status }) => status === 'unreachable');
  server.mode = 'up';
  await waitForState(t, live, isLeft(90, 'live'));
});

test.serial(
  'an older snapshot does not set the count back; a new raffle with the same id does',
  async (t) => {
    const server = await startLiveServer(t, sold(20));
    const live = follow(t, server.url);
    await waitForState(t, live, isLeft(80, 'live'));
    live.applySnapshot(sold(15));
    server.tell(sold(15));
    server.tell(sold(21));
    await waitForState(t, live, isLeft(79, 'live'));
    server.tell(raffleView({ sold: 0, openedAt: '2026-04-01T09:00:00.000Z' }));
    await waitForState(t, live, isLeft(100, 'live'));
  },
);

test.serial('applySnapshot() shows the raffle of a purchase at once if it is newer', async (t) => {
  const server = await startLiveServer(t, sold(10));
  const live = follow(t, server.url);
  await waitForState(t, live, isLeft(90, 'live'));
  live.applySnapshot(sold(11));
  t.true(isLeft(89, 'live')(live.state));
});

test.serial(
  'a real raffle that the service no longer knows stays on screen as stale',
  async (t) => {
    const server = await startLiveServer(t, sold(10));
    const live = follow(t, server.url);
    await waitForState(t, live, isLeft(90, 'live'));
    server.mode = 'gone';
    server.cut();
    await waitForState(t, live, isLeft(90, 'stale'));
    server.mode = 'up';
    await waitForState(t, live, isLeft(90, 'live'));
  },
);

test.serial('after a stop nothing runs, and the state is stale', async (t) => {
  const clock = stopTimers(t);
  const server = await startLiveServer(t, sold(10));
  const options = { serviceUrl: server.url, raffleId: 'spring', timings };
  const live = new LiveRaffle({ ...options, onState: () => {} });
  const stop = live.start();
  await waitForState(t, live, isLeft(90, 'live'));
  stop();
  await waitForState(t, live, () => server.streamCount === 0);
  server.tell(sold(50));
  clock.tick(60_000);
  // Its requests would have arrived before those of another page.
  await waitForState(t, follow(t, server.url), isLeft(50, 'live'));
  t.true(isLeft(90, 'stale')(live.state));
  t.is(server.tags.length, 0, 'it did not poll');
  t.is(server.streamCount, 1);
});

test.serial('it follows the real service', async (t) => {
  const service = await startTestService(t);
  const live = follow(t, service.url, 'demo');
  await waitForState(t, live, isLeft(100, 'live'));
  const ann = await service.signIn('ann@example.org');
  t.is((await ann.buy('demo')).status, 201);
  await waitForState(t, live, isLeft(99, 'live'));
  const lost = follow(t, service.url, 'nowhere');
  await waitForState(t, lost, ({ status }) => status === 'unknown-raffle');
  await service.stop();
  await waitForState(t, live, isLeft(99, 'stale'));
});

test.serial('a rehearsal that is deleted has the status deleted', async (t) => {
  const { url, operator } = await startTestService(t);
  const body = { id: 'try', title: 'Try it', rehearsal: true };
  await operator.call('createRaffle', { body });
  const live = follow(t, url, 'try');
  await waitForState(t, live, isLeft(100, 'live'));
  await operator.call('deleteRaffle', { params: { id: 'try' } });
  await waitForState(t, live, ({ status }) => status === 'deleted');
});

test.serial('the text direction of a title does not affect the text around it', async (t) => {
  const server = await startLiveServer(t, raffleView({ title: '\u202EriaF gnirpS' }));
  const live = follow(t, server.url);
  const known = await waitForState(t, live, ({ status }) => status === 'known');
  t.like(known, { raffle: { title: 'riaF gnirpS' } });
});

test.serial('the start of sales is shown, although it is no new version', async (t) => {
  const announced = announcedRaffle();
  const { opensAt, version } = announced;
  const server = await startLiveServer(t, announced);
  const live = follow(t, server.url);
  const hasStatus = (status: string) => (state: RaffleState) =>
    state.status === 'known' && state.raffle.status === status;
  await waitForState(t, live, hasStatus('announced'));
  server.tell(raffleView({ sold: 0, opensAt, version }));
  await waitForState(t, live, hasStatus('open'));
});

test('a view from before the start of sales does not replace one of the same version from after it', (t) => {
  const announced = announcedRaffle();
  const { opensAt, version } = announced;
  const open = raffleView({ sold: 0, opensAt, version });
  const displayed = new DisplayedRaffle({ revealMs: undefined, onState: () => {} });
  const polled = { freshness: 'polled', isNew: false } as const;
  const shown = () => (displayed.state.status === 'known' ? displayed.state.raffle.status : '');
  displayed.accept(announced, polled);
  displayed.applySnapshot(open);
  t.is(shown(), 'open');
  displayed.accept(announced, polled);
  displayed.applySnapshot(announced);
  t.is(shown(), 'open');
});
