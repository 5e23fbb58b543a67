import { appendFileSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { testLogKey } from '../support/log-key.ts';
import { sellThree, writeJournal, batchesOf, isRefused } from '../support/sold-folder.ts';

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
