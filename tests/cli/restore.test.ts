import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { pack } from 'tar-stream';
import { exitCodes } from '../../cli/exit-codes.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { catalogueName } from '../../services/raffle/stores/lowdb/folder-layout.ts';
import { openFolder } from '../support/lowdb.ts';
import { backUpThree, filesOf } from './support/backups.ts';

test('restore says that the service would not start with the secret of a backup', async (t) => {
  const { cwd, raffle } = await backUpThree(t);
  // The secret of this folder is not the one of the raffle's log.
  const { exitCode, stderr } = await raffle('restore', 'a.tar', 'new');
  t.is(exitCode, exitCodes.refused);
  t.true(stderr.includes('another secret'), stderr);
  t.true(existsSync(join(cwd, 'new', 'accounts.journal')));
});

test('restore refuses a backup that was changed or cut off, and writes nothing', async (t) => {
  const { cwd, file, raffle } = await backUpThree(t);
  const whole = readFileSync(file);
  const place = whole.indexOf('Spring fair');
  t.true(place > 0);
  const change = (place: number) => {
    const changed = Buffer.from(whole);
    changed[place] = 'Z'.charCodeAt(0);
    return changed;
  };
  const bad = {
    'another title': change(place),
    'another secret': change(whole.indexOf(Buffer.alloc(32, 7))),
    half: whole.subarray(0, whole.length / 2),
    'without its end': whole.subarray(0, whole.indexOf('SHA256SUMS')),
    empty: Buffer.alloc(0),
    'no archive': Buffer.from('This is not a backup. '.repeat(100)),
  };
  for (const [name, bytes] of Object.entries(bad)) {
    writeFileSync(join(cwd, 'bad.tar'), bytes);
    const { exitCode, stderr } = await raffle('restore', 'bad.tar', 'new');
    t.is(exitCode, exitCodes.notValid, `${name}: ${stderr}`);
    t.false(existsSync(join(cwd, 'new')), name);
  }
});

test('restore refuses a backup with a file that is not of a data folder', async (t) => {
  const { cwd, file, raffle } = await backUpThree(t);
  const files = await filesOf(file);
  for (const name of ['../evil', 'raffles/../../evil.journal', '/tmp/evil', 'pictures/evil.sh']) {
    const all = [...files, { name, bytes: Buffer.from('evil') }];
    const archive = pack();
    for (const each of all) archive.entry({ name: each.name }, each.bytes);
    const sums = all.map(
      (each) => `${createHash('sha256').update(each.bytes).digest('hex')}  ${each.name}\n`,
    );
    archive.entry({ name: 'SHA256SUMS' }, sums.join(''));
    archive.finalize();
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive) chunks.push(chunk as Uint8Array);
    writeFileSync(join(cwd, 'bad.tar'), Buffer.concat(chunks));
    const { exitCode, stderr } = await raffle('restore', 'bad.tar', 'new');
    t.is(exitCode, exitCodes.notValid, stderr);
    t.true(stderr.includes(name), stderr);
    t.false(existsSync(join(cwd, 'new')));
  }
});

test('restore refuses a folder that is not empty or in use, and changes nothing in it', async (t) => {
  const { cwd, path, raffle } = await backUpThree(t);
  const names = readdirSync(path, { recursive: true });
  const notEmpty = await raffle('restore', 'a.tar', 'data');
  t.is(notEmpty.exitCode, exitCodes.refused);
  t.deepEqual(readdirSync(path, { recursive: true }), names);
  const folder = DataFolder.open(join(cwd, 'new'));
  t.teardown(() => folder.close());
  const inUse = await raffle('restore', 'a.tar', 'new');
  t.is(inUse.exitCode, exitCodes.refused);
  t.true(inUse.stderr.includes('Another raffle service is using'), inUse.stderr);
  t.deepEqual(readdirSync(join(cwd, 'new')).toSorted(), ['lock', 'raffles']);
});

test('restore writes the catalogue last, and the service refuses a folder without it', async (t) => {
  const { cwd, raffle } = await backUpThree(t);
  await raffle('restore', 'a.tar', 'new');
  const folder = join(cwd, 'new');
  const writtenAt = (name: string) => statSync(join(folder, name), { bigint: true }).mtimeNs;
  const files = readdirSync(folder, { recursive: true }).map(String);
  const others = files.filter((name) => /\.(journal|checkpoint)$/.test(name));
  t.true(others.length > 10);
  for (const name of others) t.true(writtenAt(name) <= writtenAt(catalogueName), name);
  rmSync(join(folder, catalogueName));
  await t.throwsAsync(openFolder(t, folder), { code: 'damaged' });
});
