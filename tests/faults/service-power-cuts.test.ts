import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { cutPower, seededRandom } from '../support/power-cut.ts';
import { recordDisk } from '../support/record-disk.ts';
import { signInAt, startTestService, temporaryFolder } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';

const statesMin = 5;
const states = Math.max(statesMin, Number(process.env['RAFFLE_FAULT_STATES'] ?? 0) * 2);

test('the service starts after a power cut at any moment of a sale, with every confirmed ticket', async (t) => {
  const root = temporaryFolder(t);
  const disk = await recordDisk(root);
  const service = await startTestService(t, { dataDir: root }).finally(() => disk.confirm('start'));
  let confirmed = 0;
  for (let sale = 0; sale < 12; sale += 1) {
    const buyer = await signInAt(service.url, `p${sale}@example.org`);
    const reply = await buyer.buy('demo');
    t.is(reply.status, 201);
    confirmed += 1;
    disk.confirm(String(confirmed));
  }
  disk.stop();
  await service.stop();

  const begun = disk.calls.findIndex(({ type }) => type === 'confirmed');
  const random = seededRandom(9);
  for (let index = 0; index < states; index += 1) {
    const after = begun + 1 + random(disk.calls.length - begun);
    const dataDir = temporaryFolder(t);
    // The record does not include the secret and the first key; they stay as the service left them.
    cpSync(root, dataDir, { recursive: true });
    removeJournals(dataDir);
    for (const [path, bytes] of cutPower(disk.calls, { after, random })) {
      const copy = join(dataDir, path.slice(root.length + 1));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, bytes);
    }
    const again = await spawnService(t, { dataDir });
    const view = (await (await fetch(`${again.url}/api/raffles/demo`)).json()) as { sold: number };
    const promises = disk.calls.slice(0, after).filter(({ type }) => type === 'confirmed');
    t.true(view.sold >= promises.length - 1, `call ${after}: ${view.sold} sold`);
    t.is((await again.end('SIGTERM')).exitCode, 0);
  }
});

function removeJournals(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (/\.(journal|checkpoint)/.test(String(name))) rmSync(join(folder, String(name)));
  }
}
