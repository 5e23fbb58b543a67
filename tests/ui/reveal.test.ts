import '../support/browser-globals.ts';
import { mock } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { registerCompletionHandler, type ExecutionContext } from 'ava';
import { drawnRaffle, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { LiveRaffle } from '#ui/live/live-raffle.ts';
import type { KnownRaffle, RaffleState } from '#ui/live/raffle-state.ts';
import { hideResult, revealDelayMs } from '#ui/live/reveal.ts';
import { ServiceClock } from '#ui/live/service-clock.ts';
import { holdReveal } from '../support/hold-reveal.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';
import { waitMsMax } from '../support/wait-limit.ts';

registerCompletionHandler(() => process.exit());

const timings = { timeoutMs: 1500, pollMs: 30, silenceMs: 5000 };
const hourMs = 3_600_000;
/** A `Date` header has whole seconds, and the machine may be busy. */
const toleranceMs = 3000;

function follow(t: ExecutionContext, server: LiveServer, { revealMs }: { revealMs?: number } = {}) {
  const seen: KnownRaffle[] = [];
  const live = new LiveRaffle({
    serviceUrl: server.url,
    raffleId: 'spring',
    timings: revealMs === undefined ? timings : { ...timings, revealMs },
    onState: (state) => {
      if (state.status === 'known') seen.push(state);
    },
  });
  t.teardown(live.start());
  return { live, seen };
}

async function until(
  live: LiveRaffle,
  matches: (state: RaffleState) => boolean,
): Promise<RaffleState> {
  const deadline = performance.now() + waitMsMax;
  while (!matches(live.state)) {
    if (performance.now() > deadline) throw new Error(JSON.stringify(live.state));
    await sleep(5);
  }
  return live.state;
}

const isOpen = (state: RaffleState) => state.status === 'known' && state.raffle.status === 'open';
const isDrawing = (state: RaffleState) => state.status === 'known' && state.drawing !== undefined;
const isRevealed = (state: RaffleState) =>
  state.status === 'known' && state.raffle.status === 'drawn';

/** Stops `setTimeout` in the page until the test ends; its `Date` goes on. */
function stopTimers(t: ExecutionContext) {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.teardown(() => mock.timers.reset());
  return mock.timers;
}

/** The raffle if the service draws now, by its own clock. */
function drawNow(server: LiveServer) {
  const drawnAt = new Date(Date.now() + server.clockAheadMs).toISOString();
  return { ...drawnRaffle(17), drawnAt };
}

for (const clockAheadMs of [0, hourMs, -hourMs]) {
  test(`a result is shown 6 s after the draw: clock ahead by ${clockAheadMs} ms`, async (t) => {
    const server = await startLiveServer(t, raffleView({ sold: 10 }));
    server.clockAheadMs = clockAheadMs;
    const { live, seen } = follow(t, server);
    await until(live, isOpen);
    const drawn = drawNow(server);
    const momentAt = Date.parse(drawn.drawnAt) - clockAheadMs + revealDelayMs;
    server.tell(drawn);
    const streamed = (await until(live, isDrawing)) as KnownRaffle;
    t.true(Math.abs(streamed.drawing!.until - momentAt) < toleranceMs);
    const { live: later } = follow(t, server);
    const opened = (await until(later, isDrawing)) as KnownRaffle;
    t.true(Math.abs(opened.drawing!.until - momentAt) < toleranceMs, 'opened meanwhile');
    const shown = (await until(live, isRevealed)) as KnownRaffle;
    t.true(Date.now() >= streamed.drawing!.until);
    t.like(shown.raffle, { winner: { ticketNumber: 17 } });
    t.is(shown.drawing, undefined);
    const early = seen.filter(({ drawing }) => drawing !== undefined);
    t.true(early.length > 0);
    t.true(early.every(({ raffle }) => raffle.status === 'closed' && !('winner' in raffle)));
  });
}

test.serial('a page opened after the reveal shows the result at once', async (t) => {
  const server = await startLiveServer(t, raffleView({ sold: 10 }));
  server.clockAheadMs = hourMs;
  const earlier = new Date(Date.now() + hourMs - 2 * revealDelayMs).toISOString();
  server.tell({ ...drawnRaffle(17), drawnAt: earlier });
  const { live, seen } = follow(t, server);
  await until(live, isRevealed);
  t.true(seen.every(({ drawing }) => drawing === undefined));
});

test.serial(
  'clocks that contradict each other delay a result by at most the usual delay',
  async (t) => {
    const server = await startLiveServer(t, raffleView({ sold: 10 }));
    const { live } = follow(t, server, { revealMs: 300 });
    await until(live, isOpen);
    server.tell({ ...drawnRaffle(17), drawnAt: new Date(Date.now() + hourMs).toISOString() });
    await until(live, isRevealed);
    t.pass();
  },
);

test.serial('a result is shown on time although the connection is lost', async (t) => {
  const server = await startLiveServer(t, raffleView({ sold: 10 }));
  const timers = stopTimers(t);
  const { live } = follow(t, server, { revealMs: 1000 });
  await until(live, isOpen);
  const release = holdReveal(t);
  server.tell(drawNow(server));
  const drawing = (await until(live, isDrawing)) as KnownRaffle;
  release();
  server.mode = 'down';
  server.cut();
  await until(live, (state) => state.status === 'known' && state.freshness === 'stale');
  await sleep(Math.max(0, drawing.drawing!.until - Date.now()) + 1);
  timers.tick(1000);
  const shown = (await until(live, isRevealed)) as KnownRaffle;
  t.is(shown.freshness, 'stale');
});

test.serial('an estimate of the service’s clock narrows with every reply', (t) => {
  mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-03-01T09:00:00.300Z') });
  t.teardown(() => mock.timers.reset());
  const clock = new ServiceClock();
  t.is(clock.aheadMs, 0);
  clock.readDate(null, Date.now());
  t.is(clock.aheadMs, 0);
  clock.readEvent(new Date(Date.now() - hourMs).toISOString(), false);
  t.is(clock.aheadMs, 0, 'an old event says nothing without a date');
  const second = Math.floor((Date.now() + hourMs) / 1000) * 1000;
  clock.readDate(new Date(second).toUTCString(), Date.now());
  t.true(Math.abs(clock.aheadMs - hourMs) <= 1000);
  // An event sent as it happens gives the fraction of the second.
  const event = second + 999;
  clock.readEvent(new Date(event).toISOString(), true);
  t.is(clock.aheadMs, event - Date.now());
  // One from the past adds no information, and neither does one from the future.
  const before = clock.aheadMs;
  clock.readEvent(new Date(second - hourMs).toISOString(), true);
  clock.readEvent(new Date(second + hourMs).toISOString(), true);
  t.is(clock.aheadMs, before);
  // The service's clock was set back: the old bounds are void.
  clock.readDate(new Date(second - hourMs).toUTCString(), Date.now());
  t.true(Math.abs(clock.aheadMs) <= 1000);
});

test.serial('an event that arrives late does not make the estimate worse', (t) => {
  const at = Date.parse('2026-03-01T09:00:00.010Z');
  mock.timers.enable({ apis: ['Date'], now: at });
  t.teardown(() => mock.timers.reset());
  const clock = new ServiceClock();
  // The reply came just after a full second, so its bound is off by 10 ms; the event needs 40 ms.
  clock.readDate(new Date(at - 10).toUTCString(), at);
  t.is(clock.aheadMs, 490);
  mock.timers.tick(5000);
  clock.readEvent(new Date(Date.now() - 40).toISOString(), true);
  t.is(clock.aheadMs, -10);
});

test.serial('a timer that fires early does not keep a result hidden', async (t) => {
  const server = await startLiveServer(t, raffleView({ sold: 10 }));
  const timers = stopTimers(t);
  const { live } = follow(t, server, { revealMs: 500 });
  await until(live, isOpen);
  const release = holdReveal(t);
  server.tell(drawNow(server));
  const drawing = (await until(live, isDrawing)) as KnownRaffle;
  release();
  timers.tick(500);
  await sleep(Math.max(0, drawing.drawing!.until - Date.now()) + 1);
  timers.tick(1);
  const shown = (await until(live, isRevealed)) as KnownRaffle;
  t.is(shown.confirmedAt, drawing.confirmedAt, 'the service was not needed');
});

test('a hidden result has no ticket of any prize', (t) => {
  const hidden = hideResult({
    ...drawnRaffle(77_777),
    prizes: [
      { title: 'Bicycle', state: 'drawn', ticketNumber: 77_777 },
      { title: 'Book', state: 'unawarded' },
    ],
  });
  t.deepEqual(hidden.prizes, [{ title: 'Bicycle' }, { title: 'Book' }]);
  t.false(JSON.stringify(hidden).includes('77777'));
});
