import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import test from 'ava';
import { readStream } from '../support/event-stream.ts';
import { readReply } from '../support/raw-http.ts';
import { asParticipant, signInAt, startTestService } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';
import { startStopwatch } from '../support/stopwatch.ts';

test('SIGTERM ends the streams and then the process with exit code 0, and every sale is kept', async (t) => {
  const first = await spawnService(t);
  const ada = await signInAt(first.url, 'ada@example.org');
  const stream = await readStream(t, first.url);
  await stream.next();
  const answer = await (await ada.buy('demo', { key: 'one' })).text();
  const { exitCode, signal, stderr } = await first.end('SIGTERM');
  t.is(exitCode, 0, stderr);
  t.is(signal, null);
  t.like(await stream.next(), { view: { sold: 1 } });
  t.is(await stream.next(), undefined);

  const second = await spawnService(t, { dataDir: first.dataDir });
  const again = await asParticipant(second.url, ada.email, ada.cookie).buy('demo', { key: 'one' });
  t.is(again.headers.get('idempotency-replayed'), 'true');
  t.is(await again.text(), answer);
  t.is((await second.end('SIGINT')).exitCode, 0);
});

test('purchases received before the stop are answered, and every answered purchase is kept', async (t) => {
  const { signIn, stop, dataDir } = await startTestService(t);
  const people = await Promise.all(
    Array.from({ length: 40 }, (_, index) => signIn(`p${index}@example.org`)),
  );
  const replies = people.map((person) =>
    person.buy('demo').then(
      (reply) => reply.status,
      () => 0,
    ),
  );
  await Promise.race(replies);
  await stop();
  const statuses = await Promise.all(replies);
  const sold = statuses.filter((status) => status === 201).length;
  t.true(sold > 0);
  t.true(statuses.every((status) => status === 201 || status === 0));
  const again = await startTestService(t, { dataDir });
  const view = (await (await fetch(`${again.url}/api/raffles/demo`)).json()) as { sold: number };
  t.is(view.sold, sold);
});

test('a purchase whose body arrives during the stop is accepted, and its connection does not delay the stop', async (t) => {
  const { url, signIn, stop } = await startTestService(t);
  const { cookie } = await signIn('ada@example.org');
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const purchase = request(`${url}/api/raffles/demo/tickets`, {
    method: 'POST',
    agent,
    headers: {
      cookie,
      'content-type': 'application/json',
      'idempotency-key': 'one',
      expect: '100-continue',
    },
  });
  purchase.flushHeaders();
  await once(purchase, 'continue');
  const stopped = stop();
  purchase.end('{"quantity":1}');
  const [reply] = (await once(purchase, 'response')) as [IncomingMessage];
  t.is((await readReply(reply)).status, 201);
  const readMs = startStopwatch();
  await stopped;
  const ms = readMs();
  const keepAliveSeconds = Number(/timeout=(\d+)/.exec(String(reply.headers['keep-alive']))?.[1]);
  t.true(ms < 1000 * keepAliveSeconds, `${ms} ms`);
});

test('two services cannot share a data folder', async (t) => {
  const { dataDir } = await startTestService(t);
  await t.throwsAsync(spawnService(t, { dataDir }), { message: /in use|is using/ });
});
