import { inspect } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { MerkleLog } from '../../../services/raffle/stores/merkle-log.ts';
import { insertBatch } from '../../../services/raffle/stores/postgres/written-batch.ts';
import { springLog } from '../../support/log-key.ts';
import { openRaffles, openTestDatabase, runSql } from '../../support/postgres.ts';
import { buy, draw, openRaffle } from '../../support/store-behaviour.ts';

const { DatabaseError } = pg;

/** A raffle of three tickets, two per person, with one sold to Ann. */
async function openSold(t: ExecutionContext) {
  const { url, database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store, { capacity: 3 });
  await buy(store, 'ann');
  const run = (sql: string) => runSql(url, `SET search_path TO raffle; ${sql}`);
  return { store, run };
}

const ticket = (number: number, holder: string, slot: number, capacity = 3, limit = 2) =>
  `INSERT INTO valid_tickets (raffle, number, holder, slot, sale, capacity, per_person_limit)
   VALUES ('spring', ${number}, '${holder}', ${slot}, 9, ${capacity}, ${limit})`;

const entry = (index: number, type: string, raffle = 'spring') =>
  `INSERT INTO entries (raffle, index, type, public, private)
   VALUES ('${raffle}', ${index}, '${type}', '{}', '{}')`;

const [unique, check, foreignKey, integrity] = ['23505', '23514', '23503', '23000'] as const;

/** What a wrong program could try, and the class of error that the database answers with. */
const wrong: Readonly<Record<string, readonly [sql: string, code: string]>> = {
  'a number is sold twice': [ticket(1, 'ben', 1), unique],
  'a person has two tickets of one slot': [ticket(2, 'ann', 1), unique],
  'a person has more tickets than the limit': [ticket(2, 'ann', 3), check],
  'a number is above the capacity': [ticket(4, 'ben', 1), check],
  'a capacity is not the one of the raffle': [ticket(4, 'ben', 1, 4), foreignKey],
  'a limit is not the one of the raffle': [ticket(2, 'ann', 3, 3, 3), foreignKey],
  'a ticket is of no raffle': [ticket(1, 'ben', 1).replace('spring', 'autumn'), foreignKey],
  'the capacity changes under sold tickets': ['UPDATE raffles SET capacity = 9', foreignKey],
  'a position is used twice': [entry(1, 'ticket-sold'), unique],
  'a position is left out': [entry(3, 'ticket-sold'), integrity],
  'two positions have a gap between them': [
    `${entry(2, 'ticket-sold')}, ('spring', 4, 'ticket-sold', '{}', '{}')`,
    integrity,
  ],
  'an entry is of no raffle': [entry(0, 'raffle-opened', 'autumn'), integrity],
  'a raffle is opened twice': [entry(2, 'raffle-opened'), unique],
  'a raffle is closed twice': [
    `${entry(2, 'raffle-closed')}, ('spring', 3, 'raffle-closed', '{}', '{}')`,
    unique,
  ],
  'an entry is changed': [`UPDATE entries SET public = '{}' WHERE index = 1`, integrity],
  'a second root is signed for one size': [
    `INSERT INTO checkpoints (raffle, size, root) VALUES ('spring', 2, repeat('00', 32))`,
    unique,
  ],
  'an id differs in upper and lower case only': [
    `INSERT INTO raffles (id, size, capacity, per_person_limit, opened_at)
     VALUES ('Spring', 0, 3, 2, '')`,
    unique,
  ],
  'an idempotency key is used again': [
    'INSERT INTO idempotency_keys SELECT raffle, owner, key, type, 9 FROM idempotency_keys',
    unique,
  ],
};

test('the database refuses whatever a wrong program could try', async (t) => {
  const { store, run } = await openSold(t);
  for (const [title, [sql, code]] of Object.entries(wrong)) {
    await t.throwsAsync(run(sql), { code }, title);
  }
  t.is((await store.find('spring'))?.version, 2);
});

test('without its constraint, the database accepts what a wrong program could try', async (t) => {
  const { run } = await openSold(t);
  const alone = Object.entries(wrong).filter(([, [, code]]) => code !== integrity);
  for (const [title, [sql]] of alone) {
    const { constraint, table } = await t.throwsAsync(
      run(sql),
      { instanceOf: DatabaseError },
      title,
    );
    // A unique index with a condition is an index only.
    const drop = `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${constraint} CASCADE;
      DROP INDEX IF EXISTS ${constraint};`;
    await t.notThrowsAsync(run(`BEGIN; ${drop} ${sql}; ROLLBACK`), title);
  }
});

test('the database refuses a second draw and an entry of a deleted raffle', async (t) => {
  const { store, run } = await openSold(t);
  await draw(store);
  await t.throwsAsync(run(entry(4, 'raffle-drawn')), { code: unique });
  await openRaffle(store, { raffleId: 'trial', rehearsal: true });
  await store.delete('trial');
  await t.throwsAsync(run(entry(0, 'raffle-opened', 'trial')), { code: integrity });
});

test('a batch is refused if the raffle is not as it was locked, and nothing of it is committed', async (t) => {
  const { database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store);
  const raffle = (await store.find('spring'))!;
  const log = new MerkleLog({ sign: (_, text) => springLog.signBytes(text) });
  // Without entries, which would not follow the last one.
  const batch = { raffleId: 'spring', start: 9, decisions: [], raffle, log };
  const written = database.transaction(async () => undefined, {
    last: () => insertBatch(batch),
  });
  await t.throwsAsync(written, { code: '22012' });
  t.is((await buy(store, 'ann')).raffle.version, 2);
});

test('the error of a refused statement has no value of the row', async (t) => {
  const { url, database } = await openTestDatabase(t);
  await runSql(url, `ALTER TABLE raffle.accounts ADD CHECK (name <> 'Ada')`);
  const insert = `INSERT INTO accounts (id, email, person, name) VALUES ('a', 'ada@example.org', 'p', $1)`;
  const refused = [
    database.query(insert, ['Ada']),
    database.transaction((transaction) => transaction.query(insert, ['Ada'])),
    database.transaction((transaction) => transaction.queryAll(insert.replace('$1', `'Ada'`))),
  ];
  for (const outcome of await Promise.allSettled(refused)) {
    const error: unknown = outcome.status === 'rejected' && outcome.reason;
    t.like(error, { code: '23514' });
    t.notRegex(inspect(error), /ada@example/);
  }
});
