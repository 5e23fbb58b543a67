import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { migrate } from '../../../services/raffle/stores/postgres/migrate.ts';
import type {
  PostgresRaffleOptions,
  PostgresRaffleStore,
} from '../../../services/raffle/stores/postgres/raffle-store.ts';
import { openDatabase, openRaffles, runSql } from '../../support/postgres.ts';
import { PostgresServer } from '../../support/postgres-server.ts';
import { startStopwatch } from '../../support/stopwatch.ts';
import { buy, openRaffle } from '../../support/store-behaviour.ts';
import { waitFor, waitMsMax } from '../../support/wait-limit.ts';

/** `npm run faults` sets how often the database restarts. */
const restarts = Number(process.env['RAFFLE_FAULT_STATES'] ?? 3);

interface Start {
  readonly rules?: object;
  /** How long the store waits for the database, in milliseconds. Default: as the service. */
  readonly waitMsMax?: number;
  readonly options?: Partial<PostgresRaffleOptions>;
}

/** A busy machine may need longer for a connection or a read than the service waits. */
const slow = { waitMsMax: 8_000, options: { readAfterFailureMsMax: waitMsMax } };

async function startServer(
  t: ExecutionContext,
  { rules = {}, waitMsMax: ms = 1_500, options = {} }: Start = {},
) {
  const server = await PostgresServer.start();
  t.teardown(() => server.remove());
  const patient = openDatabase(t, server.url());
  await migrate(patient);
  const first = await openRaffles(t, patient);
  await openRaffle(first, { capacity: 1_000_000, ...rules });
  await buy(first, 'first');
  await first.stop();
  const database = openDatabase(t, server.url(), { waitMsMax: ms });
  const store = await openRaffles(t, database, options);
  await readSize(store);
  return { server, database, store };
}

/** Locks all raffles, as another program may. */
async function lockRaffles(t: ExecutionContext, server: PostgresServer): Promise<pg.Client> {
  const locked = new pg.Client({ connectionString: server.url() });
  t.teardown(() => locked.end());
  await locked.connect();
  await locked.query('BEGIN; SELECT FROM raffle.raffles FOR UPDATE');
  return locked;
}

/** Waits until a statement of the store waits for a lock. */
async function waitForLockWait(server: PostgresServer): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
  await waitFor('a wait for a lock', async () => {
    const rows = await runSql(server.url(), waiting);
    return rows.length > 0;
  });
}

/** A busy machine may need more than one attempt. */
const readSize = (store: PostgresRaffleStore) =>
  waitFor('the raffle', async () => (await store.find('spring').catch(noAnswer))?.pool.size);

const buyAtLast = (store: PostgresRaffleStore, key: string) =>
  waitFor('a ticket', () => buy(store, 'ann', 1, key).catch(noAnswer));

const noAnswer = () => undefined;

/** Rejects long after everything must have been answered. */
async function giveUp(): Promise<never> {
  await delay(waitMsMax, undefined, { ref: false });
  throw new Error('There was no answer.');
}

/** The code of a refusal, and the milliseconds it took. */
async function refusal(asked: Promise<unknown>): Promise<{ code: string; ms: number }> {
  const stop = startStopwatch();
  const [outcome] = await Promise.allSettled([Promise.race([asked, giveUp()])]);
  return { code: outcome?.status === 'rejected' ? outcome.reason.code : 'none', ms: stop() };
}

test('without the database everything is refused in two seconds, and works again when it is back', async (t) => {
  const { server, store } = await startServer(t);
  await server.stop();
  const early = [store.find('spring'), store.list(), buy(store, 'ann')].map(refusal);
  await delay(700);
  const late = [store.findLog('spring'), buy(store, 'ben')].map(refusal);
  for (const { code, ms } of await Promise.all([...early, ...late])) {
    t.is(code, 'overloaded');
    t.true(ms < 2_000, `${ms} ms`);
  }
  await server.start();
  await buyAtLast(store, 'later');
  t.is(await readSize(store), 2);
});

test('a short restart is not noticed by those who wait', async (t) => {
  const { server, store } = await startServer(t, { waitMsMax });
  const restarting = server.stop().then(() => server.start());
  const sales = await Promise.all(['ann', 'ben'].map((holder) => buy(store, holder)));
  await restarting;
  t.deepEqual(new Set(sales.map(({ entries }) => entries[0]!.number)), new Set([2, 3]));
});

/** Sells one ticket after the other until the server is stopped for the last time. */
async function sellUntil(
  store: PostgresRaffleStore,
  prefix: string,
  confirmed: number[],
  isOver: () => boolean,
) {
  for (let count = 0; !isOver(); count += 1) {
    const [outcome] = await Promise.allSettled([buy(store, `${prefix}-${count}`)]);
    if (outcome?.status === 'fulfilled') confirmed.push(outcome.value.entries[0]!.number);
  }
}

test('no restart of the database under load loses a confirmed sale or sells one twice', async (t) => {
  const { server, store } = await startServer(t);
  let isOver = false;
  const confirmed: number[] = [];
  const selling = Array.from({ length: 8 }, (_, index) =>
    sellUntil(store, `p${index}`, confirmed, () => isOver),
  );
  const sellMore = async () => {
    const before = confirmed.length;
    await waitFor('sales', () => confirmed.length >= before + 20);
  };
  for (let restart = 0; restart < restarts; restart += 1) {
    await sellMore();
    await server.stop('immediate');
    await server.start();
  }
  await sellMore();
  isOver = true;
  await Promise.all(selling);
  await readSize(store);
  const pool = (await store.find('spring'))!.pool;
  t.log(`${restarts} restarts, ${confirmed.length} confirmed sales`);
  t.is(new Set(confirmed).size, confirmed.length);
  t.deepEqual(
    confirmed.filter((number) => pool.find(number) === undefined),
    [],
  );
});

test('a sale is never confirmed if the wait for the synchronous standby was cancelled', async (t) => {
  const { server, store } = await startServer(t, { waitMsMax: 4_000 });
  const sql = (text: string) => runSql<{ pid: number }>(server.url(), text);
  await sql(`ALTER SYSTEM SET synchronous_standby_names TO 'absent'`);
  // A start reads it before any commit; a reload is heard some time later.
  await server.stop('fast');
  await server.start();
  const buying = refusal(buy(store, 'ann', 1, 'once'));
  const waiting = `SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'`;
  await waitFor('the wait for the standby', async () => (await sql(waiting)).length > 0);
  await sql(`SELECT pg_cancel_backend(pid) FROM (${waiting}) AS waiting`);
  const { code, ms } = await buying;
  t.is(code, 'outcome-unknown');
  t.true(ms < 5_500, `${ms} ms`);
  // Asked again with its key, it is not confirmed before the standby has it, although it is there.
  t.not((await refusal(buy(store, 'ann', 1, 'once'))).code, 'none');
  await sql('ALTER SYSTEM RESET synchronous_standby_names');
  await sql('SELECT pg_reload_conf()');
  const { entries } = await buyAtLast(store, 'once');
  t.is(entries[0]?.number, 2);
  t.is(await readSize(store), 2);
});

test('a database that stops answering is given up in two seconds', async (t) => {
  const { server, store } = await startServer(t);
  const pids = await runSql<{ pid: number }>(
    server.url(),
    `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'raffle%'`,
  );
  const signal = (name: NodeJS.Signals) => {
    // The process that takes connections, and those of the store.
    for (const pid of [server.pid, ...pids.map((each) => each.pid)]) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended.
      }
    }
  };
  // A stopped connection would never end, and the test would wait for it.
  t.teardown(() => signal('SIGCONT'));
  signal('SIGSTOP');
  const refusals = await Promise.all([refusal(buy(store, 'ann')), refusal(store.find('spring'))]);
  signal('SIGCONT');
  for (const { code, ms } of refusals) {
    t.is(code, 'overloaded');
    t.true(ms < 2_000, `${ms} ms`);
  }
  await buyAtLast(store, 'later');
  t.is(await readSize(store), 2);
});

test('while another program holds the lock of a raffle, sales are refused and readers are answered', async (t) => {
  const { server, store } = await startServer(t, slow);
  const locked = await lockRaffles(t, server);
  const early = [refusal(buy(store, 'ann')), refusal(store.find('spring'))];
  await waitForLockWait(server);
  const late = refusal(store.findLog('spring'));
  const [sale, ...reads] = await Promise.all([...early, late]);
  t.is(sale?.code, 'overloaded');
  t.deepEqual(
    reads.map(({ code }) => code),
    ['none', 'none'],
  );
  await locked.end();
  await buyAtLast(store, 'later');
  t.is(await readSize(store), 2);
});

test('a deletion, which may have many rows, waits longer than a sale', async (t) => {
  const { server, database, store } = await startServer(t, {
    rules: { rehearsal: true },
    waitMsMax: 4_000,
  });
  const locked = await lockRaffles(t, server);
  const deleting = refusal(store.delete('spring'));
  await waitForLockWait(server);
  // It comes later and is refused earlier.
  const other = await openRaffles(t, database);
  t.is((await refusal(buy(other, 'ann'))).code, 'overloaded');
  await locked.query('ROLLBACK');
  t.is((await deleting).code, 'none');
  t.is(await store.find('spring'), undefined);
});

test('a reader who comes while others are answered after a refused sale has a turn of its own', async (t) => {
  const { server, database, store } = await startServer(t, {
    ...slow,
    options: { ...slow.options, pollMs: 3_600_000 },
  });
  const { query } = database;
  const late: ReturnType<typeof refusal>[] = [];
  const readMeanwhile = (...parameters: Parameters<typeof query>) => {
    // Only the read after a failure is tried once.
    if (parameters[3] !== undefined && late.length === 0) {
      late.push(refusal(store.find('spring')));
    }
    return Reflect.apply(query, database, parameters) as unknown;
  };
  Object.assign(database, { query: readMeanwhile });
  await lockRaffles(t, server);
  const asked = [refusal(buy(store, 'ann')), refusal(store.find('spring'))];
  const codes = (await Promise.all(asked)).map(({ code }) => code);
  t.deepEqual(codes, ['overloaded', 'none']);
  t.deepEqual(
    (await Promise.all(late)).map(({ code }) => code),
    ['none'],
  );
});
