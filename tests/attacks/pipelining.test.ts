import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import test from 'ava';
import { startTestService } from '../support/service.ts';

const requestsEach = 64;

test('a second request on a connection before the first reply closes the connection', async (t) => {
  const lines: string[] = [];
  const { url, signIn } = await startTestService(t, { log: (line) => lines.push(line) });
  const ada = await signIn('ada@example.org');
  const { port, host } = new URL(url);
  const ask = `GET /openapi.json HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const attackers = Array.from({ length: 8 }, () => connect(Number(port), '127.0.0.1'));
  const ended = attackers.map((socket) => {
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(ask.repeat(requestsEach));
    return closed;
  });
  t.teardown(() => attackers.forEach((socket) => socket.destroy()));
  t.is((await ada.buy('demo')).status, 201);
  for (const socket of attackers) socket.resume();
  await Promise.all(ended);

  const handled = lines.filter((line) => line.includes('"path":"/openapi.json"'));
  t.true(handled.length <= attackers.length, `${handled.length} requests were handled`);
  const warnings = lines.filter((line) => line.includes('"why":"pipelined"'));
  t.is(warnings.length, 1, 'one warning a minute');
});

test('a client that sends its next request after each reply keeps its connection', async (t) => {
  const { url } = await startTestService(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.teardown(() => agent.destroy());
  const ports = new Set<number | undefined>();
  const statuses = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const path = index % 2 === 0 ? '/openapi.json' : '/api/raffles/demo';
      const asked = request(url + path, { agent });
      asked.end();
      const [reply] = (await once(asked, 'response')) as [IncomingMessage];
      ports.add(reply.socket.localPort);
      await reply.resume().toArray();
      return reply.statusCode;
    }),
  );
  t.deepEqual(new Set(statuses), new Set([200]));
  t.is(ports.size, 1);
});
