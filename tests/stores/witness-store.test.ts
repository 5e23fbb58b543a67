import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbWitnessStore } from '../../services/raffle/stores/lowdb/witness-store.ts';
import { cosignaturesMax } from '../../services/raffle/stores/witness-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { openRaffle } from '../support/store-behaviour.ts';

const at = '2026-05-01T12:00:00.000Z';

/** A cosignature by a witness; every one has another time. */
const cosigned = (size: number, time = size, witness = 'club') => ({
  witness,
  size,
  time,
  line: `— ${witness} ${size} ${time}\n`,
});

async function openWitnesses(t: ExecutionContext, path = temporaryFolder(t)) {
  const folder = DataFolder.open(path);
  t.teardown(() => folder.close());
  const store = await LowdbWitnessStore.load(folder);
  const sizes = (raffle = 'fair', witness = 'club') =>
    store
      .read(raffle)
      .cosignatures.filter((each) => each.witness === witness)
      .map(({ size }) => size);
  const countBatches = () =>
    readFileSync(join(path, 'witnesses.journal'), 'latin1').split('\nf ').length - 1;
  return { path, folder, store, sizes, countBatches };
}

test('cosignatures and alarms are kept by raffle and witness, and are read after a restart', async (t) => {
  const { path, folder, store } = await openWitnesses(t);
  await store.addCosignature('fair', cosigned(1));
  await store.addCosignature('fair', cosigned(1, 2, 'council'));
  await store.addCosignature('other', cosigned(7));
  await store.raiseAlarm('fair', 'council', { size: 9, at });
  await folder.close();
  const again = await openWitnesses(t, path);
  const { cosignatures, alarms } = again.store.read('fair');
  t.like(cosignatures, [cosigned(1), cosigned(1, 2, 'council')]);
  t.like(alarms.get('council'), { size: 9, at });
  t.deepEqual(again.sizes('other'), [7]);
  t.deepEqual(again.sizes('none'), []);
  t.is(again.store.listAlarms().length, 1);
});

test('a cosignature of the same witness and size does not replace the first one', async (t) => {
  const { store, countBatches } = await openWitnesses(t);
  await store.addCosignature('fair', cosigned(5, 100));
  const before = countBatches();
  await store.addCosignature('fair', cosigned(5, 200));
  t.is(store.read('fair').cosignatures[0]?.time, 100);
  t.is(countBatches(), before);
});

test('an alarm stays as it was raised until it is cleared', async (t) => {
  const { path, folder, store } = await openWitnesses(t);
  await store.raiseAlarm('fair', 'club', { size: 9, at });
  await store.raiseAlarm('fair', 'club', { size: 10, at });
  t.is(store.read('fair').alarms.get('club')?.size, 9);
  t.true(await store.clearAlarm('fair', 'club'));
  t.false(await store.clearAlarm('fair', 'club'));
  await folder.close();
  const again = await openWitnesses(t, path);
  t.is(again.store.listAlarms().length, 0);
});

test('a deleted raffle is forgotten for good', async (t) => {
  const { path, folder, store } = await openWitnesses(t);
  await store.addCosignature('fair', cosigned(1));
  await store.raiseAlarm('fair', 'club', { size: 9, at });
  await store.forget('fair');
  t.deepEqual(store.read('fair').cosignatures, []);
  await folder.close();
  const again = await openWitnesses(t, path);
  t.deepEqual([again.sizes(), again.store.listAlarms().length], [[], 0]);
});

test('of a witness and a raffle the first cosignature and the newest ones are kept, on disk too', async (t) => {
  const { path, folder, store, sizes } = await openWitnesses(t);
  const count = 4 * cosignaturesMax;
  await store.addCosignature('fair', cosigned(1, 1, 'council'));
  for (let size = 1; size <= count; size += 50) {
    const some = Array.from({ length: Math.min(50, count - size + 1) }, (_, place) => size + place);
    await Promise.all(some.map((each) => store.addCosignature('fair', cosigned(each))));
  }
  const kept = [
    1,
    ...Array.from({ length: cosignaturesMax - 1 }, (_, n) => count - n).toReversed(),
  ];
  t.deepEqual(sizes(), kept);
  t.deepEqual(sizes('fair', 'council'), [1]);
  await folder.close();
  const lines = readFileSync(join(path, 'witnesses.journal'), 'utf8').split('\nr ').length - 1;
  t.true(lines < count, `${lines} entries: the journal was compacted`);
  const again = await openWitnesses(t, path);
  t.deepEqual(again.sizes(), kept);
});

test('a cosignature is not shown before it is durable', async (t) => {
  const { store, folder } = await openWitnesses(t);
  const { lock, lockKey } = folder.queueSettings('witnesses.journal');
  let letGo = () => {};
  void lock.acquire(lockKey, () => new Promise<void>((resolve) => (letGo = resolve)));
  const adding = store.addCosignature('fair', cosigned(1));
  t.deepEqual(store.read('fair').cosignatures, []);
  letGo();
  await adding;
  t.is(store.read('fair').cosignatures.length, 1);
});

test('a data folder of an earlier version gets a journal of cosignatures; a lost one is refused', async (t) => {
  const path = temporaryFolder(t);
  const used = await openFolder(t, path);
  await openRaffle(used.store);
  await used.close();

  const folder = DataFolder.open(path);
  t.teardown(() => folder.close());
  const store = await LowdbWitnessStore.load(folder);
  t.false(existsSync(join(path, 'witnesses.journal')));
  await folder.prepare();
  await store.addCosignature('spring', cosigned(1));
  await folder.close();

  rmSync(join(path, 'witnesses.journal'));
  await t.throwsAsync(openWitnesses(t, path), { code: 'damaged' });
});
