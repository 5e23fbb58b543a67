import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { addFollow } from '../../services/witness/followed-logs.ts';
import { cosignedAt, monitor } from '../support/independent-witness.ts';
import { seededRandom } from '../support/power-cut.ts';
import { startWitness } from '../support/running-witness.ts';
import { signInAt, temporaryFolder } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';
import { waitFor } from '../support/wait-limit.ts';

/** `npm run faults` kills the service 50 times. */
const killCount = process.env['RAFFLE_FAULT_STATES'] === undefined ? 2 : 50;

/** A port that is free now, so that a service has the same address after each restart. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a service that is killed at any moment loses no cosignature that it showed, and raises no alarm', async (t) => {
  const port = await findFreePort();
  const witness = await startWitness(t);
  const service = `http://localhost:${port}`;
  await addFollow(witness.path, { format: 'raffle-witness-follow/1', service });
  const policy = join(temporaryFolder(t), 'policy');
  writeFileSync(policy, `witness club ${witness.vkey} ${witness.url}\nquorum club\n`);
  const dataDir = temporaryFolder(t);
  const environment = {
    RAFFLE_PORT: String(port),
    RAFFLE_WITNESS_POLICY: policy,
    // Asks at every growth.
    RAFFLE_WITNESS_INTERVAL: '0',
    LOG_LEVEL: 'error',
  };
  const random = seededRandom(79);
  /** Checkpoints that were shown with a cosignature, by size. */
  const shown = new Map<number, string>();
  const readCheckpoint = async (query = '') => {
    const reply = await fetch(`${service}/api/raffles/demo/checkpoint${query}`);
    return reply.ok ? reply.text() : undefined;
  };
  for (let kill = 0; kill < killCount; kill += 1) {
    const running = await spawnService(t, { dataDir, environment });
    for (const [size, note] of shown) t.is(await readCheckpoint(`?size=${size}`), note);
    const buyer = await signInAt(service, `buyer${kill}@example.org`);
    const before = shown.size;
    const killed = new AbortController();
    const watching = (async () => {
      while (!killed.signal.aborted) {
        const note = await readCheckpoint().catch(() => undefined);
        const isCosigned = note !== undefined && cosignedAt(note, witness.key).length > 0;
        if (isCosigned) shown.set(Number(note.split('\n')[1]), note);
        await delay(1);
      }
    })();
    await buyer.buy('demo');
    await waitFor('a cosignature', () => shown.size > before);
    // The second ticket is being sold or cosigned when the process ends.
    const buying = buyer.buy('demo').catch(() => undefined);
    await delay(random(20));
    const { stderr } = await running.end('SIGKILL');
    killed.abort();
    await Promise.all([watching, buying]);
    t.false(stderr.includes('another history'), stderr);
  }
  t.true(shown.size >= killCount);

  const last = await spawnService(t, { dataDir, environment });
  for (const [size, note] of shown) t.is(await readCheckpoint(`?size=${size}`), note);
  const newest = await waitFor('the newest checkpoint to be cosigned', async () => {
    const note = await readCheckpoint();
    return note !== undefined && cosignedAt(note, witness.key).length > 0 && note;
  });
  const seen = await monitor(witness.url, `localhost:${port}/raffles/demo`);
  t.is(seen?.split('\n\n')[0], newest.split('\n\n')[0]);
  const metrics = await (await fetch(`${service}/metrics`)).text();
  t.true(metrics.includes('\nraffle_witness_alarms 0\n'));
  t.is((await last.end('SIGTERM')).exitCode, 0);
});
