import { setImmediate as nextTick } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { buy, openRaffle, type OpenStore } from './store-behaviour.ts';

/** The tests of `RaffleStore.delete` that every implementation must pass. */
export function testStoreDeletions(name: string, open: OpenStore): void {
  const behaves = (
    title: string,
    check: (t: ExecutionContext, opened: Awaited<ReturnType<OpenStore>>) => Promise<void>,
  ) => test(`${name} ${title}`, async (t) => check(t, await open(t)));

  behaves('deletes a rehearsal for good and never reuses its id', async (t, opened) => {
    const { store, reopen } = opened;
    await openRaffle(store, { rehearsal: true });
    await buy(store, 'ann');
    await openRaffle(store, { raffleId: 'autumn' });
    await store.delete('spring');
    const isGone = async (each: RaffleStore) => {
      t.is(await each.find('spring'), undefined);
      t.is(await each.findLog('spring'), undefined);
      t.deepEqual(await each.readEntries('spring'), []);
      t.is((await each.list()).length, 1);
      await t.throwsAsync(buy(each, 'ben'), { code: 'raffle-not-found' });
      for (const rules of [{ rehearsal: true }, {}, { raffleId: 'SPRING' }] as const) {
        await t.throwsAsync(openRaffle(each, rules), { code: 'raffle-exists' });
      }
      await t.notThrowsAsync(each.delete('spring'));
    };
    await isGone(store);
    await isGone(await reopen());
  });

  behaves('never deletes a real raffle, and refuses an unknown id', async (t, opened) => {
    const { store, reopen } = opened;
    await openRaffle(store);
    await buy(store, 'ann');
    await t.throwsAsync(store.delete('spring'), { code: 'not-a-rehearsal' });
    await t.throwsAsync(store.delete('autumn'), { code: 'raffle-not-found' });
    await buy(store, 'ben');
    t.is((await (await reopen()).find('spring'))!.pool.size, 2);
  });

  behaves(
    'decides or refuses purchases during a deletion and stores none of them',
    async (t, opened) => {
      const { store, reopen } = opened;
      const seen: number[] = [];
      store.subscribe(({ version }) => seen.push(version));
      await openRaffle(store, { rehearsal: true, capacity: 100_000 });
      const buying = (from: number) =>
        Array.from({ length: 20 }, (_, index) => buy(store, `p${from + index}`));
      const log = (await store.findLog('spring'))!;
      const before = buying(0);
      const deleting = Promise.all([store.delete('spring'), store.delete('spring')]);
      const readings = [store.find('spring'), store.list(), log.leaves(0, log.size)];
      const deletion = { isDone: false };
      const done = deleting.finally(() => (deletion.isDone = true));
      const wishes = [...before];
      for (; !deletion.isDone; await nextTick()) {
        // Fewer than may wait: a database on a busy machine needs many turns of the event loop.
        if (wishes.length < 5_000) wishes.push(buy(store, `q${wishes.length}`));
      }
      await t.notThrowsAsync(Promise.all([done, ...readings]));
      const meanwhile = await Promise.allSettled(wishes);
      const late = await Promise.allSettled(buying(40));
      const confirmed = meanwhile.filter(({ status }) => status === 'fulfilled');
      t.true(seen.at(-1)! > confirmed.length);
      for (const outcome of [...meanwhile, ...late]) {
        if (outcome.status === 'rejected') t.is(outcome.reason.code, 'raffle-not-found');
      }
      t.true(late.every(({ status }) => status === 'rejected'));
      t.is(await (await reopen()).find('spring'), undefined);
    },
  );

  behaves('calls subscribers with a deletion, and with nothing after it', async (t, { store }) => {
    const seen: string[] = [];
    store.subscribe(({ version }) => seen.push(`version ${version}`));
    const unwatch = store.subscribeToDeletions((id) => seen.push(`${id} deleted`));
    await openRaffle(store, { rehearsal: true });
    const buying = buy(store, 'ann');
    await store.delete('spring');
    await Promise.allSettled([buying, buy(store, 'late')]);
    t.deepEqual(seen, ['version 1', 'version 2', 'spring deleted']);
    unwatch();
    await openRaffle(store, { raffleId: 'autumn', rehearsal: true });
    await store.delete('autumn');
    t.deepEqual(seen.slice(3), ['version 1']);
  });
}
