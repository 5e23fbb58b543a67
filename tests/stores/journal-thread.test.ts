import { copyFileSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { JournalError } from '../../services/raffle/stores/lowdb/journal-error.ts';
import {
  JournalThread,
  type EarlyReading,
} from '../../services/raffle/stores/lowdb/journal-thread.ts';
import { openFolder, type OpenFolderOptions } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { sellThree, type SoldFolder } from '../support/sold-folder.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

const mark = 'Read by the thread';

/** What a thread reads, with another title, so that a test sees whether it is used. */
async function readMarked(
  t: ExecutionContext,
  { path, journal }: Pick<SoldFolder, 'path' | 'journal'>,
): Promise<EarlyReading> {
  const thread = JournalThread.begin(path, { bytesMin: 0, coreCount: 2 });
  const reading = await thread?.take(journal);
  t.is(thread?.failure, undefined);
  if (reading === undefined) throw new Error('The thread has read nothing.');
  const { parts } = reading;
  const rules = { ...parts.raffle.rules, title: mark };
  return { ...reading, parts: { ...parts, raffle: { ...parts.raffle, rules } } };
}

const handOver = (reading: EarlyReading): OpenFolderOptions => ({
  thread: { take: async () => reading },
});

test('what a thread has read of a journal is used, and the raffle goes on', async (t) => {
  const folder = await sellThree(t);
  const options = handOver(await readMarked(t, folder));
  const { store, close } = await openFolder(t, folder.path, options);
  t.is((await store.find('spring'))?.rules.title, mark);
  await buy(store, 'dan');
  const seen = async (of: typeof store) => {
    const log = await of.findLog('spring');
    const indexes = [0, 1, 2, 3, 4];
    return [log?.checkpoint, await log?.leaves(0, 9), await log?.receipts(indexes)];
  };
  const before = await seen(store);
  await close();
  const again = await openFolder(t, folder.path);
  t.deepEqual(await seen(again.store), before);
  t.deepEqual(
    [...(await again.store.find('spring'))!.pool].map(({ holder }) => holder),
    ['ann', 'ben', 'cem', 'dan'],
  );
});

test('a reading is not used if its journal has grown since', async (t) => {
  const folder = await sellThree(t);
  const reading = await readMarked(t, folder);
  const other = await openFolder(t, folder.path);
  await buy(other.store, 'dan');
  await other.close();
  const { store } = await openFolder(t, folder.path, handOver(reading));
  const raffle = await store.find('spring');
  t.is(raffle?.pool.size, 4);
  t.not(raffle?.rules.title, mark);
});

test('a reading is not used if its journal was written again with the same length', async (t) => {
  const folder = await sellThree(t);
  const reading = await readMarked(t, folder);
  const { atime, mtime } = statSync(folder.journal);
  const bytes = readFileSync(folder.journal);
  const last = bytes.length - 10;
  bytes[last] = bytes[last]! ^ 1;
  writeFileSync(folder.journal, bytes);
  utimesSync(folder.journal, atime, new Date(mtime.getTime() + 1));
  await t.throwsAsync(openFolder(t, folder.path, handOver(reading)), { instanceOf: JournalError });
});

test('a reading is not used if the checkpoint file has changed since', async (t) => {
  const folder = await sellThree(t);
  const reading = await readMarked(t, folder);
  writeFileSync(folder.checkpointPath, folder.checkpoints.at(-2)!);
  const { store } = await openFolder(t, folder.path, handOver(reading));
  t.not((await store.find('spring'))?.rules.title, mark);
});

test('a journal that is gone since it was read is missing', async (t) => {
  const folder = await sellThree(t);
  const reading = await readMarked(t, folder);
  rmSync(folder.journal);
  const error = await t.throwsAsync(openFolder(t, folder.path, handOver(reading)), {
    instanceOf: JournalError,
  });
  t.is(error.message, `${folder.journal} is missing. Nothing was changed.`);
});

test('the root over the hashes of a thread is compared with the checkpoint file', async (t) => {
  const folder = await sellThree(t);
  const reading = await readMarked(t, folder);
  const { pieces, length } = reading.parts.hashes;
  const [piece] = pieces;
  // Of four leaves the root is the last hash.
  const root = (length - 1) * 32;
  piece![root] = piece![root]! ^ 1;
  const error = await t.throwsAsync(openFolder(t, folder.path, handOver(reading)), {
    instanceOf: JournalError,
  });
  t.true(error.message.includes('another Merkle root after 4 entries'), error.message);
});

test('a journal of another raffle that a thread has read is refused', async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  for (const raffleId of ['spring', 'autumn']) await openRaffle(store, { raffleId });
  await close();
  const [journal, autumn] = ['spring', 'autumn'].map((id) => join(path, 'raffles', id));
  for (const end of ['journal', 'checkpoint'])
    copyFileSync(`${autumn}.${end}`, `${journal}.${end}`);
  const reading = await readMarked(t, { path, journal: `${journal}.journal` });
  const take = async (of: string) => (of === `${journal}.journal` ? reading : undefined);
  const error = await t.throwsAsync(openFolder(t, path, { thread: { take } }), {
    instanceOf: JournalError,
  });
  t.true(error.message.includes('opening of raffle spring'), error.message);
});

test('a folder is read without a thread that cannot begin, fails or ends early', async (t) => {
  const folder = await sellThree(t);
  const programs = { missing: undefined, failing: 'throw new Error("full")', ending: '' };
  for (const [name, text] of Object.entries(programs)) {
    const program = join(folder.path, `${name}.mjs`);
    if (text !== undefined) writeFileSync(program, text);
    const thread = JournalThread.begin(folder.path, { bytesMin: 0, coreCount: 2, program });
    const { store, close } = await openFolder(t, folder.path, { thread });
    t.is((await store.find('spring'))?.pool.size, 3);
    t.is(thread?.failure === undefined, name === 'ending', name);
    await close();
  }
});

test('without large journals or a second core no thread is begun', async (t) => {
  const { path } = await sellThree(t);
  t.is(JournalThread.begin(path), undefined);
  const all = { bytesMin: 0, coreCount: 2 };
  t.is(JournalThread.begin(join(path, 'missing'), all), undefined);
  t.is(JournalThread.begin(path, { ...all, coreCount: 1 }), undefined);
});
