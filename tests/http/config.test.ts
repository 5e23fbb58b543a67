import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import test from 'ava';
import { ConfigurationFaulty } from '../../services/raffle/config.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runMain, spawnService } from '../support/spawned-service.ts';

test('the commands suggested at the start work for the raffles that exist', async (t) => {
  for (const [demo, tries, elsewhere] of [
    ['on', ['npx raffle show demo --url '], 'npx raffle list'],
    ['off', ['npx raffle list --url ', 'npx raffle create --title "Spring fair" --url '], 'demo'],
  ] as const) {
    const { end } = await spawnService(t, { environment: { RAFFLE_DEMO: demo } });
    const { stdout } = await end('SIGTERM');
    for (const command of tries) t.true(stdout.includes(command), command);
    t.false(stdout.includes(elsewhere));
  }
});

test('the commands printed at the start can be pasted into a shell, even if the folder name needs quoting', async (t) => {
  const dataDir = join(temporaryFolder(t), `Ann's "raffle" & $HOME; data`);
  const { url, end } = await spawnService(t, { dataDir });
  const { stdout } = await end('SIGTERM');
  const line = /npx raffle draw demo .*/.exec(stdout)![0];
  const key = join(dataDir, 'operator.pem');
  const words = ['raffle', 'draw', 'demo', '--url', url, '--key', key];
  for (const shell of ['sh', 'bash']) {
    const printed = spawnSync(shell, ['-c', `npx() { printf '%s\\n' "$@"; }; ${line}`]);
    t.is(printed.stdout.toString().trim(), words.join('\n'));
  }
});

test('the program names all faults at once and exits with code 78', async (t) => {
  const dataDir = join(temporaryFolder(t), 'data');
  const { exitCode, stderr, stdout } = await runMain({
    environment: {
      RAFFLE_DATA_DIR: dataDir,
      RAFFLE_PORT: 'http',
      RAFFLE_PUBLIC_URL: 'raffle',
      NODE_ENV: 'production',
      LOG_LEVEL: 'loud',
    },
  });
  t.is(exitCode, 78);
  t.is(stdout, '');
  for (const name of ['RAFFLE_PORT', 'RAFFLE_PUBLIC_URL', 'RAFFLE_SMTP_URL', 'LOG_LEVEL']) {
    t.true(stderr.includes(name), stderr);
  }
  t.notRegex(stderr, /\bat \w+ \(/);
});

test('the program names the faulty line of the keys file and exits with code 78', async (t) => {
  const folder = temporaryFolder(t);
  const keysFile = join(folder, 'operators');
  writeFileSync(keysFile, '# operators\n\ned25519 AAAA admin Ada\n');
  const environment = { RAFFLE_DATA_DIR: join(folder, 'data'), RAFFLE_ADMIN_KEYS_FILE: keysFile };
  const { exitCode, stderr } = await runMain({ environment });
  t.is(exitCode, 78, stderr);
  t.true(stderr.includes('RAFFLE_ADMIN_KEYS_FILE: Line 3 '));
});

test('an invalid secret stops the start, and the advice depends on whether raffles need it', async (t) => {
  for (const [hasRaffles, advice] of [
    [false, 'No raffle needs it yet: delete it'],
    [true, 'the one that these raffles began with'],
  ] as const) {
    const dataDir = temporaryFolder(t);
    if (hasRaffles) await (await startTestService(t, { dataDir })).stop();
    writeFileSync(join(dataDir, 'secret'), 'short');
    const { message } = await t.throwsAsync(startTestService(t, { dataDir }), {
      instanceOf: ConfigurationFaulty,
    });
    t.true(message.startsWith(`The secret: ${join(dataDir, 'secret')} holds 5 bytes. `), message);
    t.true(message.includes(advice), message);
    t.false(message.includes('..'));
  }
});

test('an operator.pem without a private key stops the start and explains what to do', async (t) => {
  for (const content of ['', 'garbage']) {
    const dataDir = temporaryFolder(t);
    writeFileSync(join(dataDir, 'operator.pem'), content);
    await t.throwsAsync(startTestService(t, { dataDir }), {
      instanceOf: ConfigurationFaulty,
      message: /operator\.pem is not a private key .* Delete it/,
    });
  }
});
