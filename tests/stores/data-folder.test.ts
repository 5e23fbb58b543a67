import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { JournalUnusable } from '../../services/raffle/stores/lowdb/journal-unusable.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

/** A folder with two raffles and one ticket, let go again. */
async function fillFolder(t: ExecutionContext): Promise<string> {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store);
  await openRaffle(store, { raffle: 'autumn' });
  await buy(store, 'ann');
  await close();
  return path;
}

const journalOf = (path: string, raffle: string): string =>
  join(path, 'raffles', `${raffle}.journal`);

test('a folder that is in use is refused, and free again when its user has gone', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalUnusable });
  t.is(error.reason, 'in-use');
  await first.close();
  await t.notThrowsAsync(openFolder(t, path));
});

test('a raffle whose journal has gone missing stops the start; it never begins afresh', async (t) => {
  const path = await fillFolder(t);
  unlinkSync(journalOf(path, 'spring'));
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalUnusable });
  t.is(error.reason, 'damaged');
  t.regex(error.message, /spring\.journal is missing\. Nothing was changed\. Restore the file/);
  t.false(readdirSync(join(path, 'raffles')).includes('spring.journal'));
});

test('a journal without an opening, or with another raffle’s, stops the start', async (t) => {
  const path = await fillFolder(t);
  copyFileSync(journalOf(path, 'autumn'), journalOf(path, 'spring'));
  await t.throwsAsync(openFolder(t, path), { instanceOf: JournalUnusable });
  writeFileSync(journalOf(path, 'spring'), 'raffle journal 1\n');
  await t.throwsAsync(openFolder(t, path), { instanceOf: JournalUnusable });
});

test('a missing catalogue stops the start where there are raffles', async (t) => {
  const path = await fillFolder(t);
  unlinkSync(join(path, 'catalogue.journal'));
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalUnusable });
  t.regex(error.message, /catalogue\.journal/);
});

test('a raffle that a crash kept out of the catalogue is found again', async (t) => {
  const path = await fillFolder(t);
  const before = readFileSync(join(path, 'catalogue.journal'));
  const { store, close } = await openFolder(t, path);
  await openRaffle(store, { raffle: 'winter' });
  await close();
  writeFileSync(join(path, 'catalogue.journal'), before);
  const again = await openFolder(t, path);
  t.is((await again.store.list()).length, 3);
  await again.close();
  t.true(readFileSync(join(path, 'catalogue.journal'), 'utf8').includes('winter'));
});

test('an id that is a path names no file', async (t) => {
  const path = await fillFolder(t);
  const { store } = await openFolder(t, path);
  await t.throwsAsync(openRaffle(store, { raffle: '../escaped' }), { instanceOf: TypeError });
  t.deepEqual(readdirSync(path).includes('escaped.journal'), false);
});

for (const name of ['spring (1).journal', '._spring.journal', 'spring copy.checkpoint']) {
  test(`a stray file called ${name} stops the start, and is named`, async (t) => {
    const path = await fillFolder(t);
    const stray = join(path, 'raffles', name);
    writeFileSync(stray, '');
    const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalUnusable });
    t.is(error.reason, 'damaged');
    t.true(error.message.startsWith(stray), error.message);
    unlinkSync(stray);
    await t.notThrowsAsync(openFolder(t, path), 'the folder was let go');
  });
}

test.serial('a journal that was replaced stays so after a power cut', async (t) => {
  const path = temporaryFolder(t);
  const { folder } = await openFolder(t, path);
  await folder.ownJournal('nonces.journal');
  const flushedInPlace = await watchFlushes(t, path, join(path, 'nonces.journal.next'));
  await folder.replaceJournal('nonces.journal', ['one']);
  t.true(flushedInPlace());
});

/** @returns Whether the folder was flushed since the draft in it was moved into its place. */
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
