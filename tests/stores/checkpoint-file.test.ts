import fs, { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import test from 'ava';
import { toHex } from '#proof/bytes.ts';
import { openCheckpoint } from '#proof/checkpoint.ts';
import { CommitQueue } from '../../services/raffle/stores/lowdb/commit-queue.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import type { Checkpoint } from '../../services/raffle/stores/lowdb/checkpoint-file.ts';
import { JournalError } from '../../services/raffle/stores/lowdb/journal-error.ts';
import { springLog } from '../support/log-key.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';
import { sellThree, readCheckpoint, writeJournal, batchesOf } from '../support/sold-folder.ts';

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
      state: [],
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
