import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { Database } from '../../../services/raffle/stores/postgres/database.ts';
import { createTestDatabase, runSql } from '../../support/postgres.ts';
import { startProxy } from '../../support/postgres-proxy.ts';
import { waitFor, waitMsMax } from '../../support/wait-limit.ts';

/** Of the messages by which a server asks for authentication: SASL, and the next step of SASL. */
const [sasl, saslContinue] = [10, 11];
const scramChallenge = 'r=%,s=c2FsdA==,i=4096';

function askFor(kind: number, text: string): Buffer {
  const message = Buffer.alloc(9 + text.length);
  message.write('R', 0, 'latin1');
  message.writeUInt32BE(8 + text.length, 1);
  message.writeUInt32BE(kind, 5);
  message.write(text, 9, 'latin1');
  return message;
}

/** A server that asks for a password and never gives up. */
async function startAsking(t: ExecutionContext) {
  const counts = { connections: 0, closed: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    counts.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => (counts.closed += 1));
    socket.once('data', () => {
      socket.write(askFor(sasl, 'SCRAM-SHA-256\0\0'));
      socket.once('data', (chunk) => {
        const nonce = /r=([^,]*)/.exec(chunk.toString('latin1'))?.[1] ?? '';
        socket.write(askFor(saslContinue, scramChallenge.replace('%', `${nonce}more`)));
        socket.resume();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { counts, url: `postgres://ann@127.0.0.1:${port}/raffle` };
}

test('a connection for which the password is missing is closed', async (t) => {
  const { counts, url } = await startAsking(t);
  const database = Database.open(url, { waitMsMax });
  const once = database.query('SELECT 1', [], undefined, waitMsMax);
  await t.throwsAsync(once, { code: 'overloaded' });
  await t.throwsAsync(database.connect(), { message: /password/ });
  await waitFor('the end of all connections', () => counts.closed === counts.connections);
  t.is(counts.connections, 2);
  await database.close();
});

test('a connection that is prepared too late for its caller goes to the next one', async (t) => {
  const url = await createTestDatabase(t);
  const proxy = await startProxy(t, url);
  const database = Database.open(proxy.url, { connectionsMax: 1, waitMsMax: 3_000 });
  const first = database.query('SELECT pg_sleep(600)', [], undefined, 2 * waitMsMax);
  const sleeping = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
  await waitFor('the statement', async () => (await runSql(url, `SELECT ${sleeping}`)).length > 0);
  const second = database.query('SELECT 2');
  let prepare = () => {};
  proxy.beforePreparation = () => new Promise<void>((resolve) => (prepare = resolve));
  // So that its wait ends before that of the preparation.
  await delay(1_000);
  await runSql(url, `SELECT pg_terminate_backend(pid) ${sleeping}`);
  await t.throwsAsync(first, { code: 'overloaded' });
  await t.throwsAsync(second, { code: 'overloaded' });
  // The pool's own wait, which is as long, ends in the same moment.
  await runSql(url, 'SELECT 1');
  proxy.beforePreparation = async () => undefined;
  prepare();
  const third = () => database.query('SELECT 3 AS three').catch(() => undefined);
  t.deepEqual(await waitFor('a connection', third), [{ three: 3 }]);
  await database.close();
});
