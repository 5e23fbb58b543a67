import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { signInAt, temporaryFolder } from '../support/service.ts';
import { runMain, spawnService } from '../support/spawned-service.ts';

test('a journal restored to its state before the last sale ends the start, also after SIGKILL', async (t) => {
  const dataDir = temporaryFolder(t);
  const journal = join(dataDir, 'raffles', 'demo.journal');
  const { url, end } = await spawnService(t, { dataDir });
  const ann = await signInAt(url, 'ann@example.org');
  await ann.buy('demo');
  const older = readFileSync(journal);
  await ann.buy('demo');
  const shown = await (await fetch(`${url}/api/raffles/demo/checkpoint`)).text();
  await end('SIGKILL');
  const whole = readFileSync(journal);

  writeFileSync(journal, older);
  const refused = await runMain({ environment: { RAFFLE_DATA_DIR: dataDir } });
  t.is(refused.exitCode, 65);
  t.true(refused.stderr.includes('demo.journal ends after 2 entries, and 3 were confirmed'));
  t.notRegex(refused.stderr, /\n\s+at /, 'no stack');
  t.deepEqual(readFileSync(journal), older);

  writeFileSync(journal, whole);
  const again = await spawnService(t, { dataDir });
  const reply = await fetch(`${again.url}/api/raffles/demo/checkpoint`);
  t.is(await reply.text(), shown);
});
