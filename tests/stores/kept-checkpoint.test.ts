import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import {
  chainStart,
  decodeJournal,
  encodeBatch,
  journalHead,
} from '../../services/raffle/stores/lowdb/journal-format.ts';
import { JournalUnusable } from '../../services/raffle/stores/lowdb/journal-unusable.ts';
import { springLog, testLogKey } from '../support/log-key.ts';
import { openFolder, type OpenFolderOptions } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

interface SoldFolder {
  readonly path: string;
  readonly journal: string;
  readonly kept: string;
  /** The checkpoint after each batch. */
  readonly checkpoints: readonly string[];
}

/** A folder whose raffle has an opening and three tickets, one batch each, let go again. */
async function sellThree(t: ExecutionContext): Promise<SoldFolder> {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store);
  const kept = join(path, 'raffles', 'spring.checkpoint');
  const checkpoints = [readFileSync(kept, 'utf8')];
  for (const holder of ['ann', 'ben', 'cem']) {
    await buy(store, holder);
    checkpoints.push(readFileSync(kept, 'utf8'));
  }
  await close();
  return { path, kept, journal: join(path, 'raffles', 'spring.journal'), checkpoints };
}

/** A journal as this program would have written it, with good checksums and a good chain. */
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
  { path, journal, kept }: SoldFolder,
  options: OpenFolderOptions = {},
): Promise<string> {
  const see = () => [journal, kept].map((file) => existsSync(file) && readFileSync(file, 'utf8'));
  const before = see();
  const error = await t.throwsAsync(openFolder(t, path, options), { instanceOf: JournalUnusable });
  t.is(error.reason, 'damaged');
  t.notRegex(error.message, /\.\. /);
  t.deepEqual(see(), before);
  return error.message;
}

test('the checkpoint is kept before anybody sees what it signs', async (t) => {
  const path = temporaryFolder(t);
  const { store } = await openFolder(t, path);
  const kept: string[] = [];
  const shown: Promise<string>[] = [];
  store.watch(() => {
    kept.push(readFileSync(join(path, 'raffles', 'spring.checkpoint'), 'utf8'));
    shown.push(store.log('spring').then((log) => log!.checkpoint));
  });
  await openRaffle(store);
  for (const holder of ['ann', 'ben']) await buy(store, holder);
  t.is(kept.length, 3);
  t.deepEqual(kept, await Promise.all(shown));
});

test('one batch gets one signature, however many tickets are in it', async (t) => {
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

test('a journal that lost whole batches since the last checkpoint stops the start', async (t) => {
  const folder = await sellThree(t);
  const batches = batchesOf(folder.journal);
  for (const kept of [1, 2, 3]) {
    writeJournal(folder.journal, batches.slice(0, kept));
    t.regex(
      await isRefused(t, folder),
      new RegExp(`ends after ${kept} entries, and 4 were signed`),
    );
  }
});

test('a journal whose entries were rewritten, checksums and all, stops the start', async (t) => {
  const folder = await sellThree(t);
  const batches = batchesOf(folder.journal);
  for (const [index, batch] of batches.entries()) {
    const rewritten = batch.map((text) => text.replaceAll('2026-05-01', '2026-05-02'));
    writeJournal(folder.journal, batches.with(index, rewritten));
    t.regex(await isRefused(t, folder), /not those that were signed/);
  }
});

test('two tickets that changed places stop the start', async (t) => {
  const folder = await sellThree(t);
  const batches = batchesOf(folder.journal);
  const swap = (text: string, holder: string) => text.replaceAll(/ben|cem/g, holder);
  const [opening, ann, [ben], [cem]] = batches as [string[], string[], [string], [string]];
  writeJournal(folder.journal, [opening, ann, [swap(ben, 'cem')], [swap(cem, 'ben')]]);
  t.regex(await isRefused(t, folder), /not those that were signed/);
});

test('a checkpoint that is missing, empty or changed stops the start', async (t) => {
  const folder = await sellThree(t);
  const good = readFileSync(folder.kept, 'utf8');
  const forged = springLog.signHead({ size: 4, root: new Uint8Array(32) });
  const foreign = testLogKey('localhost/raffles/spring', 8);
  const lies = ['', 'null', good.slice(0, -5), good.replace('\n4\n', '\n3\n'), forged];
  for (const lie of [...lies, foreign.signHead({ size: 1, root: new Uint8Array(32) })]) {
    writeFileSync(folder.kept, lie);
    await isRefused(t, folder);
  }
  unlinkSync(folder.kept);
  t.regex(await isRefused(t, folder), /missing/);
});

test('a checkpoint without its journal stops the start', async (t) => {
  const folder = await sellThree(t);
  unlinkSync(folder.journal);
  unlinkSync(join(folder.path, 'catalogue.journal'));
  await isRefused(t, folder);
});

test('another secret, which would sign with another key, stops the start', async (t) => {
  const folder = await sellThree(t);
  const log = testLogKey('localhost/raffles/spring', 8);
  t.regex(await isRefused(t, folder, { log }), /secret/);
});

test('an older checkpoint, as a power cut may leave it, is good and is brought up to date', async (t) => {
  const folder = await sellThree(t);
  for (const older of folder.checkpoints) {
    writeFileSync(folder.kept, older);
    const { close } = await openFolder(t, folder.path);
    await close();
    t.is(readFileSync(folder.kept, 'utf8'), folder.checkpoints.at(-1)!);
  }
});

test('a crash between the opening and its checkpoint costs nothing', async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store);
  const before = (await store.log('spring'))!.checkpoint;
  await close();
  unlinkSync(join(path, 'raffles', 'spring.checkpoint'));
  const again = await openFolder(t, path);
  t.is((await again.store.log('spring'))!.checkpoint, before);
});

test('a raffle whose log could not be signed is never begun', async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await t.throwsAsync(openRaffle(store, { logKey: 'no key' }), { code: 'malformed' });
  t.is(await store.read('spring'), undefined);
  await openRaffle(store);
  await close();
  t.is((await (await openFolder(t, path)).store.log('spring'))!.size, 1);
});
