import { mock } from 'node:test';
import test, { type ExecutionContext } from 'ava';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { RuleChanges } from '../../services/raffle/domain/rules.ts';
import { RaffleSchedule } from '../../services/raffle/stores/raffle-schedule.ts';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { later, now } from '../support/given.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Real time for a write, while other tests load the disk. */
const diskMsMax = 20_000;
const farOff = '2026-08-01T12:00:00.000Z';

// The clock and the timers are those of the process, so these tests run one after the other.
test.serial.beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(now) });
});
test.serial.afterEach.always(() => mock.timers.reset());

async function openStore(t: ExecutionContext, path = temporaryFolder(t)) {
  const { store, close } = await openFolder(t, path);
  return { store, close, path };
}

async function startSchedule(t: ExecutionContext, store: RaffleStore) {
  const failures: unknown[] = [];
  const schedule = await RaffleSchedule.start(store, {
    onFailure: (raffleId, cause) => failures.push({ raffleId, cause }),
  });
  t.teardown(() => schedule.stop());
  const openings: { id: string; at: string }[] = [];
  schedule.subscribeToOpenings(({ opened }) =>
    openings.push({ id: opened.raffleId, at: new Date().toISOString() }),
  );
  return { schedule, openings, failures };
}

function amend(store: RaffleStore, changes: RuleChanges) {
  const at = new Date().toISOString();
  const command = { type: 'AmendRaffle', changes, at, operatorSignature: null } as const;
  return store.change('spring', (raffle) => decide(command, raffle));
}

/** Waits until the raffle has this status; the disk takes real time. */
async function becomes(store: RaffleStore, status: string): Promise<boolean> {
  const end = performance.now() + diskMsMax;
  while (performance.now() < end) {
    if ((await store.find('spring'))?.status === status) return true;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}

/** A store that counts the attempts to close, and fails those with these numbers, from 1. */
function countClosings(store: RaffleStore, failing: readonly number[] = []) {
  const closings = { count: 0 };
  const counting: RaffleStore = Object.create(store, {
    subscribe: { value: store.subscribe.bind(store) },
    subscribeToDeletions: { value: store.subscribeToDeletions.bind(store) },
    list: { value: store.list.bind(store) },
    find: { value: store.find.bind(store) },
    closeIfDue: {
      async value(id: string) {
        closings.count += 1;
        if (failing.includes(closings.count)) throw new Error('overloaded');
        await store.closeIfDue(id);
      },
    },
  });
  return { counting, closings };
}

/** Lets everything that a timer has begun get as far as it can without another one. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test.serial('a raffle closes by itself at its announced end, and not before', async (t) => {
  const { store } = await openStore(t);
  await openRaffle(store, { closesAt: later });
  await startSchedule(t, store);
  mock.timers.tick(dayMs - 1);
  await settle();
  t.is((await store.find('spring'))?.status, 'open');
  mock.timers.tick(1);
  t.true(await becomes(store, 'closed'));
  t.like(await store.find('spring'), { closed: { cause: 'schedule', at: later } });
});

test.serial('a start closes what is due, and leaves all other raffles alone', async (t) => {
  const { store } = await openStore(t);
  await openRaffle(store, { closesAt: later });
  await openRaffle(store, { raffleId: 'open-end' });
  await openRaffle(store, { raffleId: 'far-off', closesAt: farOff });
  mock.timers.tick(dayMs);
  const { counting, closings } = countClosings(store);
  await startSchedule(t, counting);
  t.is(closings.count, 1);
  t.is((await store.find('spring'))?.status, 'closed');
});

test.serial('an end that is months away is kept, by timers of a day at most', async (t) => {
  const { store } = await openStore(t);
  await openRaffle(store, { closesAt: farOff });
  const waits: number[] = [];
  const { setTimeout: start } = globalThis;
  globalThis.setTimeout = ((run: () => void, ms: number) => {
    waits.push(ms);
    return start(run, ms);
  }) as typeof setTimeout;
  t.teardown(() => (globalThis.setTimeout = start));
  await startSchedule(t, store);
  const days = (Date.parse(farOff) - Date.parse(now)) / dayMs;
  t.true(days > 25);
  for (let day = 1; day < days; day += 1) {
    mock.timers.tick(dayMs);
    await settle();
    t.is((await store.find('spring'))?.status, 'open');
  }
  mock.timers.tick(dayMs);
  t.true(await becomes(store, 'closed'));
  t.like(await store.find('spring'), { closed: { at: farOff } });
  t.is(Math.max(...waits), dayMs);
});

test.serial(
  'an end that passed while no service ran is appended by the next start, late',
  async (t) => {
    const { store, close, path } = await openStore(t);
    await openRaffle(store, { closesAt: later });
    await buy(store, 'ann');
    await close();
    mock.timers.setTime(Date.parse(farOff));
    const again = await openStore(t, path);
    t.is((await again.store.find('spring'))?.status, 'open');
    await startSchedule(t, again.store);
    t.like(await again.store.find('spring'), {
      status: 'closed',
      closed: { cause: 'schedule', at: farOff, ticketCount: 1 },
    });
  },
);

test.serial('listeners are told once when sales begin, which adds no entry', async (t) => {
  const { store } = await openStore(t);
  await openRaffle(store, { opensAt: later, closesAt: farOff });
  const { openings } = await startSchedule(t, store);
  mock.timers.tick(dayMs - 1);
  await settle();
  t.deepEqual(openings, []);
  mock.timers.tick(1);
  await settle();
  t.deepEqual(openings, [{ id: 'spring', at: later }]);
  await buy(store, 'ann').catch(() => {});
  mock.timers.tick(dayMs);
  await settle();
  t.is(openings.length, 1);
  t.is((await store.readEntries('spring')).filter(({ type }) => type !== 'ticket-sold').length, 1);
});

test.serial('an amended time replaces the one that was waited for', async (t) => {
  const { store } = await openStore(t);
  await openRaffle(store, { opensAt: later, closesAt: farOff });
  const { openings } = await startSchedule(t, store);
  const [opensAt, closesAt] = ['2026-05-03T12:00:00.000Z', '2026-05-04T12:00:00.000Z'];
  await amend(store, { opensAt, closesAt });
  mock.timers.tick(dayMs);
  await settle();
  t.deepEqual(openings, []);
  mock.timers.tick(dayMs);
  await settle();
  t.deepEqual(openings, [{ id: 'spring', at: opensAt }]);
  mock.timers.tick(dayMs);
  t.true(await becomes(store, 'closed'));
  t.like(await store.find('spring'), { closed: { at: closesAt } });
});

test.serial('a raffle that is opened while the service runs is scheduled', async (t) => {
  const { store } = await openStore(t);
  await startSchedule(t, store);
  await openRaffle(store, { closesAt: later });
  mock.timers.tick(dayMs);
  t.true(await becomes(store, 'closed'));
});

test.serial(
  'a clock that is set back before the end puts the closing off, and later ones reopen nothing',
  async (t) => {
    const { store } = await openStore(t);
    await openRaffle(store, { closesAt: later });
    await startSchedule(t, store);
    mock.timers.tick(dayMs - 60_000);
    mock.timers.setTime(Date.parse(now));
    mock.timers.tick(60_000);
    await settle();
    t.is((await store.find('spring'))?.status, 'open');
    mock.timers.tick(dayMs);
    t.true(await becomes(store, 'closed'));
    mock.timers.setTime(Date.parse(now));
    await t.throwsAsync(buy(store, 'ann'), { code: 'raffle-closed' });
  },
);

test.serial('a closing that fails is reported and tried again', async (t) => {
  const { store } = await openStore(t);
  await openRaffle(store, { closesAt: later });
  const { counting, closings } = countClosings(store, [1]);
  const { failures } = await startSchedule(t, counting);
  t.is(closings.count, 0);
  mock.timers.tick(dayMs);
  await settle();
  t.deepEqual([closings.count, failures.length], [1, 1]);
  mock.timers.tick(999);
  await settle();
  t.is(closings.count, 1);
  mock.timers.tick(1);
  t.true(await becomes(store, 'closed'));
  t.is(closings.count, 2);
});

test.serial('a schedule that is stopped closes nothing', async (t) => {
  const { store } = await openStore(t);
  await openRaffle(store, { closesAt: later });
  const { counting, closings } = countClosings(store);
  const { schedule } = await startSchedule(t, counting);
  schedule.stop();
  mock.timers.tick(3 * dayMs);
  await settle();
  t.is(closings.count, 0);
});
