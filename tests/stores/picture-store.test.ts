import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbPictureStore } from '../../services/raffle/stores/lowdb/picture-store.ts';
import { PicturesFull } from '../../services/raffle/stores/picture-store.ts';
import { StoreUnavailable } from '../../services/raffle/stores/raffle-store.ts';
import { recordDisk } from '../support/record-disk.ts';
import { temporaryFolder } from '../support/service.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const picture = (text: string) => ({ type: 'image/png', bytes: Buffer.from(text) }) as const;

async function openStore(t: ExecutionContext, path = temporaryFolder(t), bytesMax = 1_000) {
  const warnings: string[] = [];
  const folder = DataFolder.open(path, { logger: { warn: (line) => warnings.push(line) } });
  t.teardown(() => folder.close());
  const store = await LowdbPictureStore.load(folder, bytesMax);
  const files = () =>
    existsSync(join(path, 'pictures')) ? readdirSync(join(path, 'pictures')) : [];
  return { path, folder, store, warnings, files };
}

test('a picture is stored under its SHA-256 and found again after a restart', async (t) => {
  const { path, folder, store, files } = await openStore(t);
  const { bytes } = picture('one');
  t.is(await store.add(picture('one')), sha256(bytes));
  t.deepEqual(files(), [`${sha256(bytes)}.png`]);
  await folder.close();
  const { store: second } = await openStore(t, path);
  t.true(second.has(sha256(bytes)));
  t.deepEqual(await second.read(sha256(bytes)), picture('one'));
  t.is(await second.read(sha256(Buffer.from('two'))), undefined);
});

test('the folder and its files are the owner’s alone', async (t) => {
  const { path, store, files } = await openStore(t);
  await store.add(picture('one'));
  t.is(statSync(join(path, 'pictures')).mode & 0o077, 0);
  t.is(statSync(join(path, 'pictures', files()[0]!)).mode & 0o077, 0);
});

test('the same picture is stored once, also by concurrent uploads', async (t) => {
  const { store, files } = await openStore(t, undefined, 5);
  const hashes = await Promise.all([1, 2, 3].map(() => store.add(picture('12345'))));
  t.is(new Set([...hashes, await store.add(picture('12345'))]).size, 1);
  t.is(files().length, 1);
});

test('all pictures together have a limit, which a restart keeps', async (t) => {
  const { path, folder, store, files } = await openStore(t, undefined, 8);
  await store.add(picture('12345'));
  await t.throwsAsync(store.add(picture('6789')), { instanceOf: PicturesFull });
  await store.add(picture('678'));
  await folder.close();
  const { store: second } = await openStore(t, path, 8);
  await t.throwsAsync(second.add(picture('9')), { instanceOf: PicturesFull });
  t.is(files().length, 2);
});

test('readers share one buffer', async (t) => {
  const { store } = await openStore(t);
  const hash = await store.add(picture('one'));
  const [one, two] = await Promise.all([store.read(hash), store.read(hash)]);
  t.is(one!.bytes, two!.bytes);
});

test('a file that was changed by hand is not shown, and the operator is warned', async (t) => {
  const { path, store, warnings, files } = await openStore(t);
  const hash = await store.add(picture('one'));
  writeFileSync(join(path, 'pictures', files()[0]!), '<script>');
  t.is(await store.read(hash), undefined);
  t.is(warnings.length, 1);
  t.is(await store.add(picture('one')), hash);
  t.deepEqual(await store.read(hash), picture('one'));
});

test('drafts of a crash and files of other names are ignored', async (t) => {
  const path = temporaryFolder(t);
  mkdirSync(join(path, 'pictures'));
  const hash = sha256(picture('one').bytes);
  writeFileSync(join(path, 'pictures', `${hash}.png.draft`), 'on');
  writeFileSync(join(path, 'pictures', `${hash}.svg`), '<svg/>');
  const { store } = await openStore(t, path, 3);
  t.false(store.has(hash));
  t.is(await store.add(picture('one')), hash);
});

test.serial(
  'a picture is listed only when its file, its name and its folder are flushed',
  async (t) => {
    const { path, store } = await openStore(t);
    const disk = await recordDisk(path);
    t.teardown(() => disk.stop());
    const { calls } = disk;
    const hash = await store.add(picture('one'));
    const file = join(path, 'pictures', `${hash}.png`);
    const at = (is: (call: (typeof calls)[number]) => boolean) => calls.findIndex(is);
    const renamed = at((call) => call.type === 'rename' && call.path === file);
    const flushed = at((call) => call.type === 'flush');
    const listed = at((call) => call.type === 'flush-folder' && call.begun > renamed);
    t.true(flushed !== -1 && flushed < renamed);
    t.true(listed > renamed);
    t.true(calls.some((call) => call.type === 'flush-folder' && call.path === path));
  },
);

test.serial(
  'a disk that fails at any step leaves no picture that is listed but not stored',
  async (t) => {
    for (let at = 0; ; at += 1) {
      const { path, store, files } = await openStore(t);
      const disk = await recordDisk(path, { at, code: 'ENOSPC' });
      const outcome = await store.add(picture('one')).catch((error: unknown) => error);
      disk.stop();
      if (typeof outcome === 'string') {
        // Two folders, the draft and its name are made and flushed.
        t.true(at > 3);
        return;
      }
      t.true(outcome instanceof StoreUnavailable, String(outcome));
      const hash = sha256(picture('one').bytes);
      t.false(store.has(hash));
      t.is(await store.add(picture('one')), hash);
      t.deepEqual(files(), [`${hash}.png`]);
    }
  },
);
