import type { Guard } from '../../support/guards/guard.ts';

const folder = 'services/raffle/stores/postgres';
const bothStores = { test: 'tests/stores/other-stores.test.ts' };
const signIn = { test: 'tests/stores/postgres/sign-in.test.ts' };

export const guards: Record<string, Guard> = {
  'the connection that is closed after an error of the driver': {
    file: `${folder}/database-client.ts`,
    guard: "this.connection.on('error', () => this.connection.stream.destroy());",
    without: '',
    test: 'tests/stores/postgres/database-client.test.ts',
  },
  'the preparation of connections before callers wait for them': {
    file: `${folder}/database.ts`,
    guard: 'onConnect: prepare,',
    without: 'verify: (client, done) => client.query(preparation, done),',
    test: 'tests/stores/postgres/database-client.test.ts',
    match: 'a connection that is prepared too late*',
  },
  'the lock of the journal of keys in the database': {
    ...bothStores,
    file: `${folder}/key-journal.ts`,
    guard: "await transaction.query('LOCK TABLE key_entries IN SHARE ROW EXCLUSIVE MODE');",
    without: '',
    match: 'postgres: an invitation enrols one*',
  },
  'the single claim of a nonce in the database': {
    ...bothStores,
    file: `${folder}/nonce-store.ts`,
    guard: 'WHERE nonces.claim = excluded.claim',
    without: '',
    match: 'postgres: a nonce is claimed once*',
  },
  'the hours of forgotten nonces in the database': {
    ...signIn,
    file: `${folder}/nonce-store.ts`,
    guard: 'WHERE NOT EXISTS (SELECT FROM forgotten_nonce_hours WHERE hour = $4::bigint)',
    without: 'WHERE $4::bigint IS NOT NULL',
    match: 'a nonce that was deleted*',
  },
  'the lock of all pictures in the database': {
    ...bothStores,
    file: `${folder}/picture-store.ts`,
    guard: "await transaction.query('LOCK TABLE pictures IN SHARE ROW EXCLUSIVE MODE');",
    without: '',
    match: 'postgres: a picture is stored once*',
  },
  'the lock of a code that is redeemed': {
    ...signIn,
    file: `${folder}/sign-in-codes.ts`,
    guard: 'ORDER BY position FOR UPDATE',
    without: 'ORDER BY position',
    match: 'a code that one process*',
  },
  'the attempts that all processes count': {
    ...signIn,
    file: `${folder}/sign-in-codes.ts`,
    guard: 'AND tries_left > 0',
    without: '',
    match: 'five wrong attempts*',
  },
  'the lock of a rate limit in the database': {
    ...signIn,
    file: `${folder}/rate-limits.ts`,
    guard: 'ORDER BY bucket FOR UPDATE',
    without: 'ORDER BY bucket',
    match: '*given at once all count*',
  },
  'the digest of what is limited': {
    ...signIn,
    file: `${folder}/rate-limits.ts`,
    guard: "this.#digest(JSON.stringify(['rate-limit', kind.name, key]))",
    without: 'Buffer.from(kind.name + key)',
    match: 'a rate limit holds*',
  },
  'the term in which mails are changed': {
    file: `${folder}/outbox-store.ts`,
    guard: 'Number(row?.term) === term ? change(transaction) : undefined',
    without: 'change(transaction)',
    test: 'tests/stores/postgres/outbox-store.test.ts',
    match: 'after its term*',
  },
  'the report of a failed change of mails': {
    file: `${folder}/outbox-store.ts`,
    guard: 'onFailure(cause);',
    without: 'void onFailure;',
    test: 'tests/stores/postgres/outbox-store.test.ts',
    match: 'a failure of the database*',
  },
  'the lock of the process that leads': {
    file: `${folder}/leader.ts`,
    guard: 'while (!(await isTrue(client, tryLock)))',
    without: 'while (!(await isTrue(client, `SELECT ${tryLock.length} > 0 AS leads`)))',
    test: 'tests/stores/postgres/leader.test.ts',
    match: 'one process leads*',
  },
  'the answer about a lost database': {
    file: 'services/raffle/http/operations/metrics.ts',
    guard: 'else if (!(await isStoreReachable()))',
    without: 'else if (false)',
    test: 'tests/faults/lost-database.test.ts',
  },
  'the secret of a database': {
    file: 'services/raffle/database-stores.ts',
    guard: "if (!(await isSecretOf(database, secret.derive('database'))))",
    without: 'if (false)',
    test: 'tests/http/database-start.test.ts',
    match: '*another secret*',
  },
  'the expectation of a new database': {
    file: 'services/raffle/database-stores.ts',
    guard: "if (isFresh && settings.newFolder === 'refused')",
    without: 'if (false)',
    test: 'tests/http/database-start.test.ts',
    match: 'a new database*',
  },
  'the process that asks witnesses': {
    file: 'services/raffle/witness/witnesses.ts',
    guard: 'if (!this.#isAsking && !this.#resumed.has(request))',
    without: 'if (false)',
    test: 'tests/http/witnessed-processes.test.ts',
  },
  'the resumption in another process': {
    file: 'services/raffle/witness/witnesses.ts',
    guard: 'this.#resumed.add(`${raffle} ${witness.id}`);',
    without: '',
    test: 'tests/http/witnessed-processes.test.ts',
  },
  'the new look-up of each session': {
    ...bothStores,
    file: `${folder}/account-store.ts`,
    guard: 'this.#waiting = undefined;',
    without: '',
    match: 'postgres: each sign-out*',
  },
};
