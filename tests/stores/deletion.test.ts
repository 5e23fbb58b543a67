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
import { JournalError } from '../../services/raffle/stores/lowdb/journal-error.ts';
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
  await openRaffle(store, { raffleId: 'autumn' });
  await openRaffle(store, { rehearsal: true });
  for (const holder of ['ann', 'ben', 'cem']) await buy(store, holder);
  return { path, store, close };
}

/** The folder before the deletion, with every file of the rehearsal. */
function keepFiles(path: string) {
  const files = journals.map((name) => readFileSync(join(path, 'raffles', name)));
  return () => {
    for (const [index, name] of journals.entries()) {
      writeFileSync(join(path, 'raffles', name), files[index]!);
    }
  };
}

test('the files of a deleted rehearsal stay deleted during purchases, reads and the stop', async (t) => {
  const { path, store, close } = await fillFolder(t);
  t.deepEqual(filesOf(path).toSorted(), journals.toSorted());
  const log = (await store.findLog('spring'))!;
  const buying = Array.from({ length: 50 }, (_, index) => buy(store, `p${index}`));
  await store.delete('spring');
  await Promise.allSettled([...buying, buy(store, 'late'), openRaffle(store)]);
  t.is((await log.leaves(0, log.size)).length, 4);
  t.truthy(log.checkpoint);
  t.deepEqual(filesOf(path), []);
  await close();
  t.deepEqual(filesOf(path), []);
});

test('a deletion cut off at any byte leaves the complete raffle or nothing', async (t) => {
  const { path, store, close } = await fillFolder(t);
  const cataloguePath = join(path, 'catalogue.journal');
  const checkpointPath = join(path, 'catalogue.checkpoint');
  const before = readFileSync(cataloguePath).length;
  const checkpointBefore = readFileSync(checkpointPath);
  const putBack = keepFiles(path);
  await store.delete('spring');
  await close();
  const whole = readFileSync(cataloguePath);
  const found: string[] = [];
  for (let length = before; length <= whole.length; length += 1) {
    putBack();
    writeFileSync(cataloguePath, whole.subarray(0, length));
    writeFileSync(checkpointPath, checkpointBefore);
    const again = await openFolder(t, path);
    const raffle = await again.store.find('spring');
    found.push(raffle === undefined ? 'none' : `${raffle.pool.size} tickets`);
    t.is(filesOf(path).length, raffle === undefined ? 0 : 2);
    t.is((await again.store.list()).length, raffle === undefined ? 1 : 2);
    await again.close();
  }
  t.deepEqual([...new Set(found)], ['3 tickets', 'none']);
  t.is(found.indexOf('none'), found.length - 1);
});

test('the next start deletes every file that a crash left of a deleted rehearsal', async (t) => {
  const { path, store, close } = await fillFolder(t);
  const left = journals.map((name) => {
    copyFileSync(join(path, 'raffles', name), join(path, name));
    return name;
  });
  await store.delete('spring');
  await close();
  for (const name of left) {
    copyFileSync(join(path, name), join(path, 'raffles', name));
    const again = await openFolder(t, path);
    t.deepEqual(filesOf(path), []);
    t.is(await again.store.find('spring'), undefined);
    await again.close();
  }
});

test('a file that could not be deleted is deleted by the next request', async (t) => {
  const { path, store } = await fillFolder(t);
  const checkpoint = join(path, 'raffles', 'spring.checkpoint');
  rmSync(checkpoint);
  mkdirSync(checkpoint);
  await t.throwsAsync(store.delete('spring'));
  t.is(await store.find('spring'), undefined);
  await t.throwsAsync(openRaffle(store), { code: 'raffle-exists' });
  rmdirSync(checkpoint);
  await t.notThrowsAsync(store.delete('spring'));
  t.deepEqual(filesOf(path), []);
});

test('a real raffle’s journal under the id of a deleted rehearsal is refused and not deleted', async (t) => {
  const { path, store, close } = await fillFolder(t);
  await store.delete('spring');
  await close();
  const other = temporaryFolder(t);
  const real = await openFolder(t, other);
  await openRaffle(real.store);
  await real.close();
  const journal = join(path, 'raffles', 'spring.journal');
  copyFileSync(join(other, 'raffles', 'spring.journal'), journal);
  const error = await t.throwsAsync(openFolder(t, path), { instanceOf: JournalError });
  t.is(error.code, 'damaged');
  t.true(error.message.includes('spring.journal'), error.message);
  t.true(error.message.includes(' real'), error.message);
  t.true(existsSync(journal));
});
