import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runMain, spawnService } from '../support/spawned-service.ts';

/** The environment of a service in production, with mail and behind a proxy. */
const production = {
  NODE_ENV: 'production',
  RAFFLE_SMTP_URL: 'smtp://127.0.0.1:1',
  RAFFLE_MAIL_FROM: 'raffle@example.org',
  RAFFLE_NEW_DATA_DIR: '',
};

test('a first start that fails on a taken port leaves the demo for the next start', async (t) => {
  const dataDir = temporaryFolder(t);
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.teardown(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  const failed = await runMain({
    environment: { RAFFLE_DATA_DIR: dataDir, RAFFLE_PORT: String(port) },
  });
  t.is(failed.exitCode, 78);
  t.true(existsSync(join(dataDir, 'catalogue.journal')), 'the stores were opened');
  const { url } = await spawnService(t, { dataDir });
  t.is((await fetch(`${url}/api/raffles/demo`)).status, 200);
});

test('a folder in which a rehearsal was deleted gets no demo raffle', async (t) => {
  const first = await startTestService(t, { environment: { RAFFLE_DEMO: 'off' } });
  const body = { id: 'demo', title: 'Try it', rehearsal: true };
  await first.operator.call('createRaffle', { body });
  await first.operator.call('deleteRaffle', { params: { id: 'demo' } });
  await first.stop();
  const { url } = await startTestService(t, { dataDir: first.dataDir });
  t.is((await fetch(`${url}/api/raffles/demo`)).status, 404);
});

test('in production a missing data folder is not made again', async (t) => {
  const dataDir = join(temporaryFolder(t), 'data');
  const refuse = async () => {
    const environment = { ...production, RAFFLE_DATA_DIR: dataDir };
    const { exitCode, stderr } = await runMain({ environment });
    t.is(exitCode, 78, stderr);
    t.true(stderr.includes('RAFFLE_NEW_DATA_DIR') && stderr.includes(dataDir));
  };
  await refuse();
  t.false(existsSync(dataDir), 'no folder was made');
  const environment = { ...production, RAFFLE_NEW_DATA_DIR: 'on' };
  const first = await spawnService(t, { dataDir, environment });
  const { stderr } = await first.end('SIGTERM');
  t.true(
    warningsIn(stderr).some((text) => text.includes(dataDir)),
    'a new folder is told',
  );
  const second = await spawnService(t, { dataDir, environment: production });
  t.deepEqual(warningsOf((await second.end('SIGTERM')).stderr, dataDir), []);
  rmSync(dataDir, { recursive: true });
  await refuse();
});

for (const [what, preload] of [
  ['file locks', 'no-file-locks'],
  ['hard links', 'no-hard-links'],
] as const) {
  test(`on a file system without ${what} the service exits with 74 and explains it`, async (t) => {
    const { exitCode, stderr } = await runMain({
      environment: {
        RAFFLE_DATA_DIR: temporaryFolder(t),
        NODE_OPTIONS: `--require=./tests/support/preload/${preload}.cjs`,
      },
    });
    t.is(exitCode, 74, stderr);
    t.true(stderr.includes(what));
    t.notRegex(stderr, /\n\s+at /, 'no stack');
  });
}

test('the start warns of a data folder or secret that other users may read or write', async (t) => {
  const dataDir = temporaryFolder(t);
  const secret = join(dataDir, 'secret');
  const startAgain = async () => {
    const lines: string[] = [];
    const { stop } = await startTestService(t, { dataDir, log: (line) => lines.push(line) });
    await stop();
    return warningsIn(lines.join('')).filter((text) => text.includes('chmod'));
  };
  t.deepEqual(await startAgain(), [], 'as the service makes them');
  chmodSync(dataDir, 0o755);
  const [ofFolder, ...none] = await startAgain();
  t.true(ofFolder?.includes(`${dataDir} has mode 755`));
  t.deepEqual(none, []);
  chmodSync(dataDir, 0o700);
  chmodSync(secret, 0o640);
  t.true((await startAgain())[0]?.includes(`${secret} has mode 640`));
  for (const name of readdirSync(dataDir)) {
    const { mode } = statSync(join(dataDir, name));
    if (name !== 'secret') t.is(mode & 0o077, 0, name);
  }
});

test('the start warns of a file of keys that other users may write', async (t) => {
  const keysFile = join(temporaryFolder(t), 'keys');
  writeFileSync(keysFile, '');
  const warnings = async (mode: number) => {
    chmodSync(keysFile, mode);
    const lines: string[] = [];
    const environment = { RAFFLE_ADMIN_KEYS_FILE: keysFile };
    await startTestService(t, { environment, log: (line) => lines.push(line) });
    return warningsIn(lines.join('')).filter((text) => text.includes('chmod'));
  };
  t.deepEqual(await warnings(0o644), []);
  const [ofKeys, ...none] = await warnings(0o664);
  t.true(ofKeys?.includes(`${keysFile} has mode 664`));
  t.deepEqual(none, []);
});

/** The messages of the log lines of level `warn` (40). */
function warningsIn(log: string): string[] {
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  return lines
    .map((line) => JSON.parse(line) as { level: number; msg: string })
    .filter(({ level }) => level === 40)
    .map(({ msg }) => msg);
}

function warningsOf(log: string, path: string): string[] {
  return warningsIn(log).filter((text) => text.includes(path));
}
