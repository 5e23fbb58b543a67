import fs, {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { toHex } from '#proof/bytes.ts';
import { openCheckpoint } from '#proof/checkpoint.ts';
import { CommitQueue } from '../../services/raffle/stores/lowdb/commit-queue.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import {
  chainStart,
  decodeJournal,
  encodeBatch,
  journalHead,
} from '../../services/raffle/stores/lowdb/journal-format.ts';
import {
  CheckpointFile,
  type Checkpoint,
} from '../../services/raffle/stores/lowdb/checkpoint-file.ts';
import { JournalError } from '../../services/raffle/stores/lowdb/journal-error.ts';
import { springLog, testLogKey } from '../support/log-key.ts';
import { openFolder, type OpenFolderOptions } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

interface SoldFolder {
  readonly path: string;
  readonly journal: string;
  readonly checkpointPath: string;
  /** The checkpoint after each batch. */
  readonly checkpoints: readonly Buffer[];
}

/** Makes a folder whose raffle has an opening and three tickets, one batch each, and closes it. */
async function sellThree(t: ExecutionContext, last = 'cem'): Promise<SoldFolder> {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store);
  const checkpointPath = join(path, 'raffles', 'spring.checkpoint');
  const checkpoints = [readFileSync(checkpointPath)];
  for (const holder of ['ann', 'ben', last]) {
    await buy(store, holder);
    checkpoints.push(readFileSync(checkpointPath));
  }
  await close();
  return { path, checkpointPath, journal: join(path, 'raffles', 'spring.journal'), checkpoints };
}

/** The checkpoint of the raffle's journal. */
async function readCheckpoint(path: string): Promise<Checkpoint> {
  const stored = await new CheckpointFile(path).read();
  if (stored.status !== 'readable') throw new Error(`The checkpoint is ${stored.status}.`);
  return stored.checkpoint;
}

/** A journal with correct checksums and hash chain. */
function writeJournal(path: string, batches: readonly (readonly string[])[]): void {
  let chain = chainStart;
  const parts: Buffer[] = [journalHead];
  for (const texts of batches) {
    const batch = encodeBatch(texts, chain);
    parts.push(batch.bytes);
    ({ chain } = batch);
  }
  writeFileSync(path, Buffer.concat(parts));
}

function batchesOf(path: string): string[][] {
  const { texts, batchEnds } = decodeJournal(readFileSync(path));
  return batchEnds.map((end, index) => texts.slice(batchEnds[index - 1] ?? 0, end));
}

async function isRefused(
  t: ExecutionContext,
  { path, journal, checkpointPath }: SoldFolder,
  options: OpenFolderOptions = {},
): Promise<string> {
  const see = () =>
    [journal, checkpointPath].map((file) => existsSync(file) && readFileSync(file, 'utf8'));
  const before = see();
  const error = await t.throwsAsync(openFolder(t, path, options), { instanceOf: JournalError });
  t.is(error.code, 'damaged');
  t.false(error.message.includes('.. '), error.message);
  t.false(error.message.toLowerCase().includes('restore'), error.message);
  t.deepEqual(see(), before);
  return error.message;
}

test('the checkpoint file is written before its state is visible', async (t) => {
  const path = temporaryFolder(t);
  const { store } = await openFolder(t, path);
  const written: Promise<Checkpoint>[] = [];
  const shown: Promise<string>[] = [];
  store.subscribe(() => {
    const bytes = readFileSync(join(path, 'raffles', 'spring.checkpoint'));
    const copy = join(path, `copy-${written.length}`);
    writeFileSync(copy, bytes);
    written.push(readCheckpoint(copy));
    shown.push(store.findLog('spring').then((log) => log!.checkpoint));
  });
  await openRaffle(store);
  for (const holder of ['ann', 'ben']) await buy(store, holder);
  t.is(written.length, 3);
  for (const [index, checkpoint] of (await Promise.all(shown)).entries()) {
    const { size, root } = openCheckpoint(checkpoint, springLog.key);
    t.like(await written[index], { entries: size, root: toHex(root) });
  }
});

test('a batch of any number of tickets is signed once', async (t) => {
  const path = temporaryFolder(t);
  let signatures = 0;
  const signBytes = (text: Uint8Array) => {
    signatures += 1;
    return springLog.signBytes(text);
  };
  const { store } = await openFolder(t, path, { log: { ...springLog, signBytes } });
  await openRaffle(store);
  const before = signatures;
  await Promise.all(Array.from({ length: 50 }, (_, index) => buy(store, `p${index}`)));
  const batches = batchesOf(join(path, 'raffles', 'spring.journal')).length - 1;
  t.true(batches < 50);
  t.is(signatures - before, batches);
});

test('a journal without whole batches that its checkpoint covers is refused', async (t) => {
  const folder = await sellThree(t);
  const batches = batchesOf(folder.journal);
  for (const held of [1, 2, 3]) {
    writeJournal(folder.journal, batches.slice(0, held));
    const reason = await isRefused(t, folder);
    t.true(reason.includes(`ends after ${held} entries, and 4 were confirmed`), reason);
  }
});

test('a journal whose entries and checksums were rewritten is refused', async (t) => {
  const folder = await sellThree(t);
  const batches = batchesOf(folder.journal);
  for (const [index, batch] of batches.entries()) {
    const rewritten = batch.map((text) => text.replaceAll('2026-05-01', '2026-05-02'));
    writeJournal(folder.journal, batches.with(index, rewritten));
    t.true((await isRefused(t, folder)).includes('not those confirmed'));
  }
});

test('a journal with two tickets swapped is refused', async (t) => {
  const folder = await sellThree(t);
  const batches = batchesOf(folder.journal);
  const swap = (text: string, holder: string) => text.replaceAll(/ben|cem/g, holder);
  const [opening, ann, [ben], [cem]] = batches as [string[], string[], [string], [string]];
  writeJournal(folder.journal, [opening, ann, [swap(ben, 'cem')], [swap(cem, 'ben')]]);
  t.true((await isRefused(t, folder)).includes('not those confirmed'));
});

test('a missing, unreadable or wrong checkpoint file is refused', async (t) => {
  const folder = await sellThree(t);
  const other = await sellThree(t, 'dan');
  const zeros = Buffer.alloc(8192);
  for (const wrong of [
    '',
    'null',
    zeros,
    bothSlotsTorn(folder.checkpointPath),
    readFileSync(other.checkpointPath),
  ]) {
    writeFileSync(folder.checkpointPath, wrong);
    await isRefused(t, folder);
  }
  unlinkSync(folder.checkpointPath);
  t.true((await isRefused(t, folder)).includes('missing'));
});

function bothSlotsTorn(path: string): Buffer {
  const bytes = readFileSync(path);
  for (const offset of [0, 4096]) bytes[offset + 100] = bytes[offset + 100]! ^ 1;
  return bytes;
}

test('the two slots hold the last two states', async (t) => {
  const { checkpointPath } = await sellThree(t);
  const whole = readFileSync(checkpointPath);
  const left: number[] = [];
  for (const offset of [0, 4096]) {
    writeFileSync(checkpointPath, Buffer.from(whole).fill(0, offset + 200, offset + 300));
    left.push((await readCheckpoint(checkpointPath)).entries);
  }
  t.deepEqual(new Set(left), new Set([3, 4]));
});

test('a checkpoint file with a torn slot or a wrong length is accepted and completed', async (t) => {
  const folder = await sellThree(t);
  const whole = readFileSync(folder.checkpointPath);
  const torn = [0, 4096].map((offset) => Buffer.from(whole).fill(0, offset + 90, offset + 512));
  const changed = [Buffer.concat([whole, Buffer.alloc(1)]), whole.subarray(0, 4096), ...torn];
  for (const [index, bytes] of changed.entries()) {
    writeFileSync(folder.checkpointPath, bytes);
    const { close, store } = await openFolder(t, folder.path);
    t.is((await store.findLog('spring'))!.size, 4, `change ${index}`);
    await close();
    t.is(readFileSync(folder.checkpointPath).length, whole.length);
    t.is((await readCheckpoint(folder.checkpointPath)).entries, 4);
  }
});

test('the checkpoint file has the same length after every sale', async (t) => {
  const path = temporaryFolder(t);
  const { store } = await openFolder(t, path);
  await openRaffle(store);
  const lengths = new Set<number>();
  for (let sale = 0; sale < 12; sale += 1) {
    await buy(store, `p${sale}`);
    lengths.add(readFileSync(join(path, 'raffles', 'spring.checkpoint')).length);
  }
  t.deepEqual([...lengths], [8192]);
});

for (const name of ['catalogue', 'accounts', 'keys', 'nonces']) {
  test(`${name} without its last whole batch is refused`, async (t) => {
    const path = temporaryFolder(t);
    const folder = DataFolder.open(path);
    const queue = new CommitQueue<string[], string>({
      ...folder.queueSettings(name),
      db: await folder.openOwnJournal(`${name}.journal`),
      initial: [],
      evolve: (all, entry) => [...all, entry],
    });
    for (const entry of ['one', 'two']) {
      await queue.change(() => ({ entries: [entry], answer: undefined }));
    }
    await folder.close();
    const journal = join(path, `${name}.journal`);
    const whole = readFileSync(journal);
    writeJournal(journal, batchesOf(journal).slice(0, -1));
    const again = DataFolder.open(path);
    t.teardown(() => again.close());
    const shorter = readFileSync(journal);
    const error = await t.throwsAsync(again.openOwnJournal(`${name}.journal`), {
      instanceOf: JournalError,
    });
    t.is(error.code, 'damaged');
    t.deepEqual(readFileSync(journal), shorter);
    writeFileSync(journal, whole);
    await t.notThrowsAsync(again.openOwnJournal(`${name}.journal`));
  });
}

test('a refused folder is not changed, whichever journal has a torn tail', async (t) => {
  const folder = await sellThree(t);
  const catalogue = join(folder.path, 'catalogue.journal');
  appendFileSync(catalogue, 'r 0000');
  writeJournal(folder.journal, batchesOf(folder.journal).slice(0, 2));
  appendFileSync(folder.journal, 'r 0000');
  const before = readFileSync(catalogue);
  await isRefused(t, folder);
  t.deepEqual(readFileSync(catalogue), before);
  t.is(readdirSync(folder.path).filter((name) => name.includes('torn')).length, 0);
});

test('a checkpoint file without its journal is refused', async (t) => {
  const folder = await sellThree(t);
  unlinkSync(folder.journal);
  unlinkSync(join(folder.path, 'catalogue.journal'));
  await isRefused(t, folder);
});

test('a folder with another secret, and so another signing key, is refused', async (t) => {
  const folder = await sellThree(t);
  const log = testLogKey('localhost/raffles/spring', 8);
  t.true((await isRefused(t, folder, { log })).includes('secret'));
});

test('an older checkpoint is accepted and brought up to date', async (t) => {
  const folder = await sellThree(t);
  for (const older of folder.checkpoints) {
    writeFileSync(folder.checkpointPath, older);
    const { close } = await openFolder(t, folder.path);
    await close();
    t.is((await readCheckpoint(folder.checkpointPath)).entries, 4);
  }
});

test('a crash between the opening and its checkpoint loses nothing', async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store);
  const before = (await store.findLog('spring'))!.checkpoint;
  await close();
  unlinkSync(join(path, 'raffles', 'spring.checkpoint'));
  const again = await openFolder(t, path);
  t.is((await again.store.findLog('spring'))!.checkpoint, before);
});

test('a raffle whose log cannot be signed is not opened', async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await t.throwsAsync(openRaffle(store, { logKey: 'no key' }), { code: 'malformed' });
  t.is(await store.find('spring'), undefined);
  await openRaffle(store);
  await close();
  t.is((await (await openFolder(t, path)).store.findLog('spring'))!.size, 1);
});

test.serial('purchases and openings never flush a file on the main thread', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  await openRaffle(first.store);
  await first.close();
  const { store } = await openFolder(t, path);
  const { fsyncSync, fdatasyncSync } = fs;
  const replace = (by: object) => {
    Object.assign(fs, by);
    syncBuiltinESMExports();
  };
  t.teardown(() => replace({ fsyncSync, fdatasyncSync }));
  const refuse = () => {
    throw new Error('a flush on the main thread');
  };
  replace({ fsyncSync: refuse, fdatasyncSync: refuse });
  await t.notThrowsAsync(buy(store, 'ann'));
  await t.notThrowsAsync(openRaffle(store, { raffleId: 'autumn' }));
});
