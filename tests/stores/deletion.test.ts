import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { JournalUnusable } from '../../services/raffle/stores/lowdb/journal-unusable.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

const filesOf = (path: string) =>
  readdirSync(join(path, 'raffles')).filter((name) => name.startsWith('spring'));
const journals = ['spring.journal', 'spring.checkpoint'];

/** A folder with a rehearsal called spring and a real raffle. */
async function fillFolder(t: ExecutionContext) {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store, { raffle: 'autumn' });
  await openRaffle(store, { rehearsal: true });
  for (const holder of ['ann', 'ben', 'cem']) await buy(store, holder);
  return { path, store, close };
}

/** What a folder looked like when the disk had every file of the rehearsal. */
function keepFiles(path: string) {
  const kept = journals.map((name) => readFileSync(join(path, 'raffles', name)));
  return () => {
    for (const [index, name] of journals.entries()) {
      writeFileSync(join(path, 'raffles', name), kept[index]!);
    }
  };
}

test('the files of a deleted rehearsal are gone, and no purchase, read or stop brings one back', async (t) => {
  const { path, store, close } = await fillFolder(t);
  t.deepEqual(filesOf(path).toSorted(), journals.toSorted());
  const log = (await store.log('spring'))!;
  const buying = Array.from({ length: 50 }, (_, index) => buy(store, `p${index}`));
  await store.delete('spring');
  await Promise.allSettled([...buying, buy(store, 'late'), openRaffle(store)]);
  t.is((await log.leaves(0, log.size)).length, 4);
  t.truthy(log.checkpoint);
  t.deepEqual(filesOf(path), []);
  await close();
  t.deepEqual(filesOf(path), []);
});

test('a deletion cut off at any byte leaves the whole raffle or none of it', async (t) => {
  const { path, store, close } = await fillFolder(t);
  const cataloguePath = join(path, 'catalogue.journal');
  const before = readFileSync(cataloguePath).length;
  const putBack = keepFiles(path);
  await store.delete('spring');
  await close();
  const whole = readFileSync(cataloguePath);
  const found: string[] = [];
  for (let length = before; length <= whole.length; length += 1) {
    putBack();
    writeFileSync(cataloguePath, whole.subarray(0, length));
    const again = await openFolder(t, path);
    const raffle = await again.store.read('spring');
    found.push(raffle === undefined ? 'none' : `${raffle.pool.size} tickets`);
    t.is(filesOf(path).length, raffle === undefined ? 0 : 2);
    t.is((await again.store.list()).length, raffle === undefined ? 1 : 2);
    await again.close();
  }
  t.deepEqual([...new Set(found)], ['3 tickets', 'none']);
  t.is(found.indexOf('none'), found.length - 1);
});

test('what a crash left of a deleted rehearsal goes at the next start, whichever file it is', async (t) => {
  const { path, store, close } = await fillFolder(t);
  const kept = journals.map((name) => {
    copyFileSync(join(path, 'raffles', name), join(path, name));
    return name;
  });
  await store.delete('spring');
  await close();
  for (const name of kept) {
    copyFileSync(join(path, name), join(path, 'raffles', name));
    const again = await openFolder(t, path);
    t.deepEqual(filesOf(path), []);
    t.is(await again.store.read('spring'), undefined);
    await again.close();
  }
});

test('a file that could not be deleted is deleted when somebody asks again', async (t) => {
  const { path, store } = await fillFolder(t);
  const checkpoint = join(path, 'raffles', 'spring.checkpoint');
  rmSync(checkpoint);
  mkdirSync(checkpoint);
  await t.throwsAsync(store.delete('spring'));
  t.is(await store.read('spring'), undefined);
  await t.throwsAsync(openRaffle(store), { code: 'raffle-exists' });
  rmdirSync(checkpoint);
  await t.notThrowsAsync(store.delete('spring'));
  t.deepEqual(filesOf(path), []);
});

test('a real raffle’s journal where a rehearsal was deleted stops the start, and stays', async (t) => {
  const { path, store, close } = await fillFolder(t);
  await store.delete('spring');
  await close();
  const other = temporaryFolder(t);
  const real = await openFolder(t, other);
  await openRaffle(real.store);
  await real.close();
  const journal = join(path, 'raffles', 'spring.journal');
  copyFileSync(join(other, 'raffles', 'spring.journal'), journal);
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalUnusable });
  t.is(error.reason, 'damaged');
  t.regex(error.message, /spring\.journal .* real/);
  t.true(existsSync(journal));
});
