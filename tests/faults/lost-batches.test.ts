import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { spawnService } from '../support/process.ts';
import { signInAt, temporaryFolder } from '../support/service.ts';

test('a journal put back to what it was before the last sale stops the start, even after a kill', async (t) => {
  const dataDir = temporaryFolder(t);
  const journal = join(dataDir, 'raffles', 'demo.journal');
  const first = spawnService(t, { dataDir });
  const url = await first.url;
  const ann = await signInAt(url, 'ann@example.org');
  await ann.buy('demo');
  const older = readFileSync(journal);
  await ann.buy('demo');
  const shown = await (await fetch(`${url}/api/raffles/demo/checkpoint`)).text();
  first.child.kill('SIGKILL');
  await first.exitCode;
  const whole = readFileSync(journal);

  writeFileSync(journal, older);
  const refused = spawnService(t, { dataDir });
  t.is(await refused.exitCode, 65);
  t.regex(refused.output(), /demo\.journal does not match the checkpoint signed last/);
  t.notRegex(refused.output(), /\n\s+at /, 'no stack');
  t.deepEqual(readFileSync(journal), older);

  writeFileSync(journal, whole);
  const again = spawnService(t, { dataDir });
  const reply = await fetch(`${await again.url}/api/raffles/demo/checkpoint`);
  t.is(await reply.text(), shown);
});
