import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { migrate } from '../../services/raffle/stores/postgres/migrate.ts';
import { createTestDatabase, openDatabase, openRaffles, runSql } from '../support/postgres.ts';
import { startPostgresPair } from '../support/postgres-pair.ts';
import { sellInTurn, startSelling, type ConfirmedSale } from '../support/selling-process.ts';
import { openRaffle } from '../support/store-behaviour.ts';
import { waitFor } from '../support/wait-limit.ts';

/** `npm run faults` sets how often each fault is made. */
const rounds = Number(process.env['RAFFLE_FAULT_STATES'] ?? 1);
/** For how long processes are killed at least. */
const killingMs = process.env['RAFFLE_FAULT_STATES'] === undefined ? 0 : 60_000;

/** Requires that every confirmed sale is in the log, and that no number was sold twice. */
async function requireSold(t: ExecutionContext, url: string, confirmed: readonly ConfirmedSale[]) {
  const store = await openRaffles(t, openDatabase(t, url));
  const { pool } = (await store.find('spring'))!;
  const lost = confirmed.filter(
    ({ holder, number }) => pool.find(number)?.ticket.holder !== holder,
  );
  t.deepEqual(lost, []);
  t.is(new Set(confirmed.map(({ number }) => number)).size, confirmed.length);
  const [row] = await runSql<{ count: number }>(
    url,
    `SELECT count(*)::integer AS count FROM raffle.entries WHERE type = 'ticket-sold'`,
  );
  t.is(row!.count, pool.size);
}

test('processes that are killed in turn lose no confirmed sale and sell none twice', async (t) => {
  const url = await createTestDatabase(t);
  await openRaffle(await openRaffles(t, openDatabase(t, url)), { capacity: 1_000_000 });
  let started = 0;
  const start = () => startSelling(url, `process${(started += 1)}`);
  const running = [start(), start(), start()];
  const ended: typeof running = [];
  t.teardown(() => Promise.all(running.map((process) => process.kill())));
  const killingUntil = performance.now() + killingMs;
  for (let kill = 0; kill < 2 + rounds || performance.now() < killingUntil; kill += 1) {
    const oldest = running.shift()!;
    await waitFor('a sale', () => oldest.confirmed.length > 20);
    await delay(Math.random() * 50);
    await oldest.kill();
    ended.push(oldest);
    running.push(start());
  }
  // The survivors sell on.
  const last = running.at(-1)!;
  await waitFor('a sale', () => last.confirmed.length > 0);
  for (const process of running) await process.kill();
  const confirmed = [...ended, ...running].flatMap((process) => process.confirmed);
  t.log(`${ended.length} processes killed, ${confirmed.length} confirmed sales`);
  t.true(confirmed.length > 60);
  await requireSold(t, url, confirmed);
});

test('a standby that takes over has every confirmed sale', async (t) => {
  for (let round = 0; round < Math.min(rounds, 5); round += 1) {
    const { primary, standby, receiver } = await startPostgresPair(t);
    const database = openDatabase(t, primary.url(), { waitMsMax: 1_500 });
    await migrate(database);
    const store = await openRaffles(t, database, { pollMs: 3_600_000 });
    await openRaffle(store, { capacity: 1_000_000 });
    const confirmed: ConfirmedSale[] = [];
    let isOver = false;
    const selling = Array.from({ length: 8 }, (_, index) =>
      sellInTurn(
        store,
        `seller${index}`,
        (sale) => confirmed.push(sale),
        () => isOver,
      ),
    );
    await waitFor('sales', () => confirmed.length > 30);
    // From now on the standby confirms nothing, and the primary dies with what it has not sent.
    process.kill(receiver, 'SIGSTOP');
    await delay(200);
    await primary.stop('immediate');
    isOver = true;
    process.kill(receiver, 'SIGKILL');
    await Promise.all(selling);
    // The server restarts after the death of its process.
    await waitFor('the promotion', async () => {
      const sql = `SELECT NOT pg_is_in_recovery() OR pg_promote() AS done`;
      const promoted = await runSql<{ done: boolean }>(standby.url(), sql).catch(() => []);
      return promoted[0]?.done;
    });
    await requireSold(t, standby.url(), confirmed);
  }
});
