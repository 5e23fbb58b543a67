import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { temporaryFolder } from '../support/service.ts';
import { runMain } from '../support/spawned-service.ts';

test('an error that nothing catches during a start is shown without the long line that threw it', async (t) => {
  const folder = temporaryFolder(t);
  const fault = join(folder, 'fault.mjs');
  const code = `import { Server } from 'node:http'; Server.prototype.listen = () => process.nextTick(() => { throw new Error('A fault.'); });`;
  writeFileSync(fault, `${code} /* ${'x'.repeat(100_000)} */`);
  const { exitCode, stderr } = await runMain({
    environment: {
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${fault}`,
      RAFFLE_DATA_DIR: folder,
    },
  });
  t.is(exitCode, 1, stderr.slice(0, 1_000));
  t.regex(stderr, /^Error: A fault\.\n {4}at /m);
  t.true(stderr.length < 5_000, `${stderr.length} characters`);
});
