import { statSync, readFileSync, writeFileSync, mkdirSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { readAdminKeys } from '../../services/raffle/identity/admin-keys.ts';
import { fakeService, json } from './support/fake-service.ts';
import { newFolder, newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { readLines } from './support/printed.ts';

const keysReply = { 'GET /api/admin/keys': json({ keys: [] }) };
const ownerOnly = 0o600;

test('keys create writes a private key with mode 0600 and prints the line for the keys file', async (t) => {
  const path = join(newFolder(t), 'deep', 'ada.pem');
  const args = ['keys', 'create', '--name', ' Ada  Lovelace ', '--role', 'auditor', '--key', path];
  const { exitCode, stdout, stderr } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.is(statSync(path).mode & 0o777, ownerOnly);
  t.true(readFileSync(path, 'utf8').startsWith('-----BEGIN PRIVATE KEY-----\n'));
  const [key] = readAdminKeys(stdout);
  t.is(key?.role, 'auditor');
  t.is(key?.name, 'Ada Lovelace');
  t.true(stderr.includes(path));
  t.false((stdout + stderr).includes('PRIVATE'));
});

test('a created key signs requests with the printed keyid', async (t) => {
  const { url, seen } = await fakeService(t, keysReply);
  const home = newFolder(t);
  const env = { HOME: home, RAFFLE_URL: url };
  const made = await runCli(['keys', 'create', '--json'], { env });
  const { keyid, file } = JSON.parse(made.stdout) as { keyid: string; file: string };
  t.is(file, join(home, '.config', 'raffle', 'key.pem'));
  t.is((await runCli(['keys', 'list'], { env })).exitCode, exitCodes.done);
  t.true(String(seen[0]!.headers['signature-input']).includes(`keyid="${keyid}"`));
});

test('keys create does not overwrite a key', async (t) => {
  const { path } = newKeyFile(t);
  const before = readFileSync(path, 'utf8');
  const { exitCode, stdout } = await runCli(['keys', 'create', '--key', path]);
  t.is(exitCode, exitCodes.usage);
  t.is(stdout, '');
  t.is(readFileSync(path, 'utf8'), before);
});

test('the key is read from --key, RAFFLE_KEY_FILE, the configuration folder or ./data, in this order', async (t) => {
  const { url, seen } = await fakeService(t, keysReply);
  const folder = newFolder(t);
  const places = {
    option: join(folder, 'option.pem'),
    env: join(folder, 'env.pem'),
    config: join(folder, 'config', 'raffle', 'key.pem'),
    data: join(folder, 'data', 'operator.pem'),
  };
  for (const place of Object.values(places)) {
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(newKeyFile(t).path, place);
  }
  const config = { XDG_CONFIG_HOME: join(folder, 'config') };
  const nowhere = { XDG_CONFIG_HOME: join(folder, 'none') };
  const ask = async (args: string[], env: Record<string, string>): Promise<string> => {
    await runCli(['keys', 'list', '--url', url, ...args], { env, cwd: folder });
    return /keyid="([^"]+)"/.exec(String(seen.at(-1)!.headers['signature-input']))![1]!;
  };
  const used = [
    await ask(['--key', 'option.pem'], { ...config, RAFFLE_KEY_FILE: places.env }),
    await ask([], { ...config, RAFFLE_KEY_FILE: places.env }),
    await ask([], config),
    await ask([], nowhere),
  ];
  t.is(new Set(used).size, 4);
  const direct = await ask(['--key', places.data], nowhere);
  t.is(used[3], direct);
});

test('without a key a command exits with 4, explains how to get one, and sends nothing', async (t) => {
  const { url, seen } = await fakeService(t, keysReply);
  const none = join(newFolder(t), 'none.pem');
  for (const args of [[], ['--key', none]]) {
    const { exitCode, stderr } = await runCli(['keys', 'list', '--url', url, ...args]);
    t.is(exitCode, exitCodes.notAuthorised);
    t.is(readLines(stderr).at(-1), 'Name one with --key <file>, or create one: raffle keys create');
  }
  t.deepEqual(seen, []);
});

test('a key of another type, a broken file and a folder exit with 4', async (t) => {
  const broken = join(newFolder(t), 'broken.pem');
  writeFileSync(broken, 'hello');
  for (const path of [newKeyFile(t, { type: 'x25519' }).path, broken, dirname(broken)]) {
    const { exitCode, stderr } = await runCli(['keys', 'list', '--key', path]);
    t.is(exitCode, exitCodes.notAuthorised);
    t.true(stderr.includes(path));
  }
});

test('a passphrase is asked for only on a terminal', async (t) => {
  const { url } = await fakeService(t, keysReply);
  const { path } = newKeyFile(t, { passphrase: 'open sesame' });
  const args = ['keys', 'list', '--url', url, '--key', path];
  t.is((await runCli(args, { answers: ['open sesame'] })).exitCode, exitCodes.done);
  t.is((await runCli(args, { answers: ['sesame'] })).exitCode, exitCodes.notAuthorised);
  const script = await runCli(args);
  t.is(script.exitCode, exitCodes.notAuthorised);
  t.deepEqual(script.questions, []);
});

test('a key that other users can read is used, with a warning', async (t) => {
  const { url } = await fakeService(t, keysReply);
  const shared = newKeyFile(t, { mode: 0o644 });
  const loud = await runCli(['keys', 'list', '--url', url, '--key', shared.path]);
  t.is(loud.exitCode, exitCodes.done);
  t.true(loud.stderr.endsWith(`Protect it: chmod 600 ${shared.path}\n`));
  const quiet = await runCli(['keys', 'list', '--url', url, '--key', newKeyFile(t).path]);
  t.is(quiet.stderr, '');
});
