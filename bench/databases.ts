import { hash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buyTickets } from '../services/raffle/domain/buy-tickets.ts';
import { LogKeyring } from '../services/raffle/identity/log-keyring.ts';
import { Secret } from '../services/raffle/identity/secret.ts';
import { Database } from '../services/raffle/stores/postgres/database.ts';
import { migrate } from '../services/raffle/stores/postgres/migrate.ts';
import { PostgresRaffleStore } from '../services/raffle/stores/postgres/raffle-store.ts';
import { runSql } from '../tests/support/postgres.ts';
import { PostgresServer } from '../tests/support/postgres-server.ts';
import type { Benchmark, Figure } from './support/figure.ts';

const raffleCount = 10_000;
const databaseCount = 4;
const purchasesEach = 2;
const atOnce = 64;
const settings = { fsync: 'on', shared_buffers: '128MB', autovacuum: 'on' };

interface Shard {
  readonly url: string;
  readonly database: Database;
  readonly store: PostgresRaffleStore;
}

/**
 * 10,000 raffles over four databases of one server, used by one process: the raffle's id decides which
 * database has it, so no statement needs two of them.
 */
export const databases: Benchmark = async () => {
  const server = await PostgresServer.start({ settings });
  try {
    return await measure(server);
  } finally {
    await server.remove();
  }
};

async function measure(server: PostgresServer): Promise<readonly Figure[]> {
  const keyring = new LogKeyring(new Secret(Buffer.alloc(32, 1)));
  const shards: Shard[] = [];
  for (let index = 0; index < databaseCount; index += 1) {
    shards.push(await openShard(server, `raffles${index}`, keyring));
  }
  const ids = Array.from({ length: raffleCount }, (_, index) => `raffle-${index}`);
  const storeOf = (id: string) => shards[placeOf(id)]!.store;
  const at = new Date().toISOString();
  const emptyHeap = usedHeap();
  const opening = await time(ids, async (id) => {
    const logKey = keyring.verifierKey(id, 'http://localhost');
    const rules = { capacity: 100, perPersonLimit: 2, prizes: ['Prize'], reserves: 0 };
    const facts = { title: 'Benchmark', randomness: 'local', operatorSignature: null } as const;
    await storeOf(id).create(() => ({
      type: 'OpenRaffle',
      raffleId: id,
      ...rules,
      ...facts,
      logKey,
      at,
    }));
  });
  const purchases = Array.from({ length: purchasesEach }, (_, turn) =>
    ids.map((id) => ({ id, holder: Buffer.alloc(16, turn).toString('base64url') })),
  ).flat();
  const buying = await time(purchases, ({ id, holder }) =>
    storeOf(id).change(id, (raffle) =>
      buyTickets(
        { type: 'BuyTickets', holder, account: holder, key: holder, quantity: 1, at },
        raffle,
      ),
    ),
  );
  await requireSpread(shards, ids);
  const [heap, resident] = [usedHeap(), process.memoryUsage.rss()];
  const warm = await timeLists(shards);
  const again = await timeLists(shards);
  for (const { store } of shards) await store.stop();
  const withoutLists = usedHeap();
  const fresh = await Promise.all(
    shards.map(async ({ database, ...shard }) => ({
      ...shard,
      store: await PostgresRaffleStore.start({ database, signer: keyring }),
    })),
  );
  const cold = await timeLists(fresh);
  const listHeap = usedHeap() - withoutLists;
  for (const { store } of fresh) await store.stop();
  for (const { database } of shards) await database.close();
  return [
    toFigure('opening', opening, raffleCount),
    toFigure('purchases', buying, purchases.length),
    toListFigure('the list of one database, after the purchases', warm),
    toListFigure('the list of one database, again', again),
    toListFigure('the list of one database, after a start', cold),
    toMemoryFigure('a raffle with two sales', heap - emptyHeap, resident),
    toMemoryFigure('a raffle in a list', listHeap, resident),
  ];
}

async function openShard(server: PostgresServer, name: string, signer: LogKeyring): Promise<Shard> {
  await runSql(server.url(), `CREATE DATABASE ${name}`);
  const url = server.url(name);
  const database = Database.open(url, { waitMsMax: 20_000 });
  await migrate(database);
  return { url, database, store: await PostgresRaffleStore.start({ database, signer }) };
}

/** Which database has a raffle: the first four bytes of the id's SHA-256, modulo their number. */
function placeOf(id: string): number {
  return Number.parseInt(hash('sha256', id).slice(0, 8), 16) % databaseCount;
}

/** @throws {Error} unless each database has exactly the raffles and tickets that belong to it. */
async function requireSpread(shards: readonly Shard[], ids: readonly string[]): Promise<void> {
  for (const [index, { url }] of shards.entries()) {
    const expected = ids.filter((id) => placeOf(id) === index).toSorted();
    const rows = await runSql<{ id: string; sold: number }>(
      url,
      `SELECT id, (SELECT count(*)::integer FROM raffle.valid_tickets WHERE raffle = id) AS sold
       FROM raffle.raffles ORDER BY id COLLATE "C"`,
    );
    const isRight =
      rows.map(({ id }) => id).join() === expected.join() &&
      rows.every(({ sold }) => sold === purchasesEach);
    if (!isRight) throw new Error(`Database ${index} has other raffles or tickets.`);
  }
}

interface Times {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Does all, a fixed number at once. */
async function time<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<Times> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const rest = items.values();
  const work = async () => {
    for (const item of rest) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

async function timeLists(shards: readonly Pick<Shard, 'store'>[]): Promise<readonly Times[]> {
  const times: Times[] = [];
  for (const { store } of shards) times.push(await time(['list'], () => store.list()));
  return times;
}

function toFigure(what: string, { ms, cpuMs }: Times, count: number): Figure {
  return {
    name: `10,000 raffles over 4 databases: ${what}`,
    found: `${((count / ms) * 1000).toFixed(0)}/s`,
    spread: '',
    note: `${((cpuMs / count) * 1000).toFixed(0)} µs of the process's CPU time each, ${atOnce} at once`,
  };
}

function toListFigure(what: string, times: readonly Times[]): Figure {
  const ms = times.map((each) => each.ms);
  return {
    name: `10,000 raffles: ${what}`,
    found: `${Math.max(...ms).toFixed(0)} ms`,
    spread: `${Math.min(...ms).toFixed(0)} to ${Math.max(...ms).toFixed(0)}`,
    note: `${Math.max(...times.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms of the process's CPU time`,
  };
}

function toMemoryFigure(what: string, bytes: number, resident: number): Figure {
  return {
    name: `10,000 raffles: memory of ${what}`,
    found: `${(bytes / raffleCount / 1024).toFixed(1)} kB`,
    spread: '',
    note: `heap and typed arrays; the process has ${(resident / 2 ** 20).toFixed(0)} MiB`,
  };
}

function usedHeap(): number {
  setFlagsFromString('--expose_gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
