import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { connectionsWithin } from '../../services/raffle/http/server/connection-limits.ts';
import { listen } from '../../services/raffle/http/server/listen.ts';
import type { ConnectionLimits } from '../../services/raffle/http/limits/connection-limiter.ts';
import { signInAt } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';
import { waitFor } from '../support/wait-limit.ts';

const ask = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Starts a listener that answers every request, and returns a way to send requests over a kept connection. */
async function startCounting(t: ExecutionContext, connections: ConnectionLimits) {
  const refused: string[] = [];
  const listener = await listen('127.0.0.1', 0, {
    connections: () => connections,
    onRefused: (why) => refused.push(why),
  });
  listener.serve((_request, response) => void response.end('answered'));
  t.teardown(() => listener.close());
  /** @returns The connection that was answered, or undefined for one that was closed. */
  const open = async (): Promise<Socket | undefined> => {
    const socket = connect(listener.port, '127.0.0.1').on('error', () => {});
    t.teardown(() => socket.destroy());
    socket.write(ask);
    const isAnswered = await Promise.race([
      once(socket, 'data').then(() => true),
      new Promise<boolean>((resolve) => socket.once('close', () => resolve(false))),
    ]);
    return isAnswered ? socket : undefined;
  };
  return { open, refused };
}

const caps: Record<string, ConnectionLimits> = {
  'in all': { max: 2, perNetworkMax: 10 },
  'from one network': { max: 10, perNetworkMax: 2 },
};

for (const [where, connections] of Object.entries(caps)) {
  test(`the first connection over the limit ${where} is closed, and a freed place can be used`, async (t) => {
    const { open, refused } = await startCounting(t, connections);
    const first = await open();
    t.truthy(await open());
    t.is(await open(), undefined);
    t.deepEqual(refused, ['too-many-connections']);
    first!.destroy();
    t.truthy(await waitFor('a free place', open));
  });
}

test('the connection limit leaves descriptors for journals, new raffles and mail', (t) => {
  for (const filesMax of [256, 400, 1_024, 20_000, 1_048_576]) {
    const filesOpen = 60;
    const connections = connectionsWithin(filesMax, filesOpen);
    t.true(filesOpen + 2 * connections + filesMax / 8 <= filesMax, `${filesMax} files`);
    t.true(connections > 0);
  }
  t.is(connectionsWithin(100, 99), 1, 'even then one is served');
});

test('a start with a low open file limit logs that few connections are accepted', async (t) => {
  for (const [filesMax, isWarned] of [
    [400, true],
    [4_000, false],
  ] as const) {
    const { end } = await spawnService(t, { filesMax });
    const { stderr } = await end('SIGTERM');
    t.is(stderr.includes('allows few connections'), isWarned, `${filesMax} files`);
  }
});

test('more idle connections than the open file limit do not stop a purchase', async (t) => {
  const filesMax = 400;
  const { url } = await spawnService(t, { filesMax });
  const { port } = new URL(url);
  // A network other than the buyer's: on Linux each address 127.x.x.x is this machine.
  const attackers = Array.from({ length: 2 * filesMax }, () =>
    connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.2' }),
  );
  t.teardown(() => attackers.forEach((socket) => socket.destroy()));
  await Promise.all(
    attackers.map((socket) => {
      socket.on('error', () => {});
      return Promise.race(['connect', 'close'].map((event) => once(socket, event)));
    }),
  );
  const status = await signInAt(url, 'ada@example.org')
    .then((ada) => ada.buy('demo'))
    .then(
      (reply) => reply.status,
      () => 'no answer',
    );
  t.is(status, 201);
  t.true(
    attackers.some(({ destroyed }) => !destroyed),
    'the idle connections are still open',
  );
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const refused = /^raffle_connections_refused_total\{reason="too-many-connections"\} (\d+)$/m;
  t.true(Number(refused.exec(metrics)?.[1]) > 0, 'operators can see it');
});
