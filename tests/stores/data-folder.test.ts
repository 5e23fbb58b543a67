import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import {
  JournalError,
  journalExitCodes,
} from '../../services/raffle/stores/lowdb/journal-error.ts';
import {
  chainStart,
  encodeBatch,
  journalHead,
} from '../../services/raffle/stores/lowdb/journal-format.ts';
import { springLog } from '../support/log-key.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

/** Makes a folder with two raffles and one ticket, and closes it. */
async function fillFolder(t: ExecutionContext): Promise<string> {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store);
  await openRaffle(store, { raffleId: 'autumn' });
  await buy(store, 'ann');
  await close();
  return path;
}

const journalOf = (path: string, raffle: string): string =>
  join(path, 'raffles', `${raffle}.journal`);

test('a folder in use is refused, and accepted after its user has closed it', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
  t.is(error.code, 'in-use');
  await first.close();
  await t.notThrowsAsync(openFolder(t, path));
});

test('a listed raffle without a journal is refused and not begun again', async (t) => {
  const path = await fillFolder(t);
  unlinkSync(journalOf(path, 'spring'));
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
  t.is(error.code, 'damaged');
  t.true(error.message.endsWith('spring.journal is missing. Nothing was changed.'));
  t.false(readdirSync(join(path, 'raffles')).includes('spring.journal'));
});

test('a journal without an opening, or with another raffle’s, is refused', async (t) => {
  const path = await fillFolder(t);
  copyFileSync(journalOf(path, 'autumn'), journalOf(path, 'spring'));
  await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
  writeFileSync(journalOf(path, 'spring'), 'raffle journal 1\n');
  await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
});

test('a folder of an earlier version is refused, and nothing in it is changed', async (t) => {
  const path = await fillFolder(t);
  const opening = {
    public: {
      at: '2026-05-01T12:00:00.000Z',
      capacity: 100,
      logKey: springLog.verifierKey,
      perPersonLimit: 2,
      raffle: 'spring',
      randomness: 'local',
      title: 'Spring fair',
      type: 'raffle-opened',
    },
    private: { order: null },
  };
  const { bytes } = encodeBatch([JSON.stringify(opening)], chainStart);
  writeFileSync(journalOf(path, 'spring'), Buffer.concat([journalHead, bytes]));
  unlinkSync(journalOf(path, 'spring').replace('.journal', '.checkpoint'));
  const before = readFiles(path);
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
  t.is(error.code, 'outdated');
  t.is(journalExitCodes[error.code], 65);
  t.deepEqual(readFiles(path), before);
});

/** The contents of all files below a folder, by path. */
function readFiles(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  return new Map(paths.toSorted().map((path) => [path, readFileSync(path, 'latin1')]));
}

test('a folder with raffles and no catalogue is refused', async (t) => {
  const path = await fillFolder(t);
  unlinkSync(join(path, 'catalogue.journal'));
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
  t.true(error.message.includes('catalogue.journal'));
});

test('a raffle that a crash left out of the catalogue is found and listed', async (t) => {
  const path = await fillFolder(t);
  const files = ['catalogue.journal', 'catalogue.checkpoint'].map((name) => join(path, name));
  const before = files.map((file) => readFileSync(file));
  const { store, close } = await openFolder(t, path);
  await openRaffle(store, { raffleId: 'winter' });
  await close();
  for (const [index, file] of files.entries()) writeFileSync(file, before[index]!);
  const again = await openFolder(t, path);
  t.is((await again.store.list()).length, 3);
  await again.close();
  t.true(readFileSync(join(path, 'catalogue.journal'), 'utf8').includes('winter'));
});

test('an id that is a path is refused', async (t) => {
  const path = await fillFolder(t);
  const { store } = await openFolder(t, path);
  await t.throwsAsync(openRaffle(store, { raffleId: '../escaped' }), { instanceOf: TypeError });
  t.deepEqual(readdirSync(path).includes('escaped.journal'), false);
});

for (const name of ['spring (1).journal', '._spring.journal', 'spring copy.checkpoint']) {
  test(`a folder with a stray file ${name} is refused, and the error names the file`, async (t) => {
    const path = await fillFolder(t);
    const stray = join(path, 'raffles', name);
    writeFileSync(stray, '');
    const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
    t.is(error.code, 'damaged');
    t.true(error.message.startsWith(stray), error.message);
    unlinkSync(stray);
    await t.notThrowsAsync(openFolder(t, path), 'the folder was closed');
  });
}

test.serial('a replaced journal is durable: the folder is flushed after the rename', async (t) => {
  const path = temporaryFolder(t);
  const { folder } = await openFolder(t, path);
  const db = await folder.openOwnJournal<string>('nonces.journal');
  const flushedInPlace = await watchFlushes(t, path, join(path, 'nonces.journal.draft'));
  await db.replace(['one']);
  t.true(flushedInPlace());
});

/** @returns Whether the folder was flushed after the draft in it was renamed. */
async function watchFlushes(t: ExecutionContext, folder: string, draft: string) {
  const handle = await open(folder, 'r');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { sync } = prototype;
  t.teardown(() => (prototype.sync = sync));
  let isFlushed = false;
  prototype.sync = function watched(this: FileHandle) {
    if (readlinkSync(`/proc/self/fd/${this.fd}`) === folder) isFlushed = !existsSync(draft);
    return sync.call(this);
  };
  return () => isFlushed;
}
