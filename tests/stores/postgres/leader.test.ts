import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { Leader } from '../../../services/raffle/stores/postgres/leader.ts';
import { createTestDatabase, openDatabase, runSql } from '../../support/postgres.ts';
import { waitFor } from '../../support/wait-limit.ts';

const pollMs = 20;

/** Starts processes that note what they do. */
async function startLeaders(t: Parameters<typeof createTestDatabase>[0], count: number) {
  const url = await createTestDatabase(t);
  const events: string[] = [];
  const failures: unknown[] = [];
  const resigns: (() => void)[] = [];
  const leaders = Array.from({ length: count }, (_, index) => {
    const leader = new Leader({
      database: openDatabase(t, url),
      pollMs,
      async begin(term, resign) {
        events.push(`${index} begins ${term}`);
        resigns.push(resign);
      },
      async end() {
        events.push(`${index} ends`);
      },
      onFailure: (cause) => void failures.push(cause),
    });
    t.teardown(() => leader.stop());
    return leader;
  });
  const findLeader = () =>
    waitFor('a leader', () => {
      const found = leaders.findIndex(({ isLeading }) => isLeading);
      return found === -1 ? undefined : found;
    });
  return { url, leaders, events, failures, resigns, findLeader };
}

test('one process leads; when it stops, another one begins the next term', async (t) => {
  const { leaders, events, findLeader } = await startLeaders(t, 3);
  const first = await findLeader();
  // So that the others have asked too.
  await delay(20 * pollMs);
  t.is(leaders.filter(({ isLeading }) => isLeading).length, 1);
  await leaders[first]!.stop();
  t.false(leaders[first]!.isLeading);
  const second = await findLeader();
  t.not(second, first);
  t.deepEqual(events, [`${first} begins 1`, `${first} ends`, `${second} begins 2`]);
});

test('a process whose connection is cut ends its work, and one process leads again', async (t) => {
  const { url, leaders, events, failures, findLeader } = await startLeaders(t, 2);
  const first = await findLeader();
  await runSql(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  await waitFor('the next term', () => events.length >= 3);
  t.true(events.includes(`${first} ends`));
  t.is(events.filter((event) => event.endsWith('begins 2')).length, 1);
  t.is(leaders.filter(({ isLeading }) => isLeading).length, 1);
  t.true(failures.length > 0);
});

test('work that failed ends the term', async (t) => {
  const { events, resigns, findLeader } = await startLeaders(t, 1);
  await findLeader();
  resigns[0]!();
  await waitFor('the next term', () => events.length >= 3);
  t.deepEqual(events.slice(0, 3), ['0 begins 1', '0 ends', '0 begins 2']);
});

test('a process that is paused, so that it asks nothing, is replaced within seconds', async (t) => {
  const url = await createTestDatabase(t);
  const lead = (name: string, pollMs: number) => {
    const leader = new Leader({
      database: openDatabase(t, url),
      pollMs,
      idleMsMax: 2_000,
      begin: async () => void events.push(`${name} begins`),
      end: async () => void events.push(`${name} ends`),
      onFailure: () => undefined,
    });
    t.teardown(() => leader.stop());
  };
  const events: string[] = [];
  lead('paused', 3_600_000);
  await waitFor('a leader', () => events.length > 0);
  lead('other', 100);
  const wanted = ['other begins', 'paused ends'];
  await waitFor('the next term', () => wanted.every((each) => events.includes(each)));
  t.deepEqual(events.toSorted(), ['other begins', 'paused begins', 'paused ends']);
});

test('work that takes long to begin is not taken for a pause', async (t) => {
  const url = await createTestDatabase(t);
  let begun = 0;
  let ended = 0;
  const leader = new Leader({
    database: openDatabase(t, url),
    pollMs: 100,
    idleMsMax: 3_000,
    async begin() {
      await delay(4_500);
      begun += 1;
    },
    end: async () => void (ended += 1),
    onFailure: (cause) => t.fail(String(cause)),
  });
  t.teardown(() => leader.stop());
  await waitFor('the beginning', () => begun > 0);
  await delay(600);
  t.is(ended, 0);
  t.true(leader.isLeading);
});
