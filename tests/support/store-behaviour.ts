import test, { type ExecutionContext } from 'ava';
import { fromBase64, fromUtf8, toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson } from '#proof/canonical-json.ts';
import { openCheckpoint } from '#proof/checkpoint.ts';
import { verifyConsistency, verifyInclusion } from '#proof/merkle-proofs.ts';
import { hashLeaf, MerkleTree } from '#proof/merkle-tree.ts';
import { parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import type { BuyTickets } from '../../services/raffle/domain/commands.ts';
import { buyTickets } from '../../services/raffle/domain/buy-tickets.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { publicPart } from '../../services/raffle/domain/public-part.ts';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { fold, now, opened } from './given.ts';
import { springLog } from './log-key.ts';

/** Opens a store; `reopen` opens it again as after a restart. */
export type OpenStore = (t: ExecutionContext) => Promise<{
  readonly store: RaffleStore;
  readonly reopen: () => Promise<RaffleStore>;
}>;

/** The tests that every implementation of `RaffleStore` must pass. */
export function testStoreBehaviour(name: string, open: OpenStore): void {
  const behaves = (
    title: string,
    check: (t: ExecutionContext, opened: Awaited<ReturnType<OpenStore>>) => Promise<void>,
  ) => test(`${name} ${title}`, async (t) => check(t, await open(t)));

  behaves('finds no raffle before one is opened', async (t, { store }) => {
    t.is(await store.findLog('spring'), undefined);
    t.is(await store.find('spring'), undefined);
    t.deepEqual(await store.list(), []);
    t.deepEqual(await store.readEntries('spring'), []);
  });

  behaves('stores nothing of a refused change', async (t, { store, reopen }) => {
    await t.throwsAsync(buy(store, 'ann'), { code: 'raffle-not-found' });
    t.deepEqual(await store.list(), []);
    t.deepEqual(await (await reopen()).list(), []);
  });

  behaves('stores what was confirmed', async (t, { store, reopen }) => {
    await openRaffle(store);
    const { entries } = await buy(store, 'ann', 2);
    t.deepEqual(
      entries.map(({ number }) => number),
      [1, 2],
    );
    const raffle = await store.find('spring');
    t.is(raffle?.pool.size, 2);
    const again = await reopen();
    t.deepEqual(await again.readEntries('spring'), await store.readEntries('spring'));
    t.deepEqual([...(await again.find('spring'))!.pool], [...raffle!.pool]);
  });

  behaves('returns the fold over the log as the state', async (t, { store }) => {
    await openRaffle(store);
    await buy(store, 'ann', 2);
    await draw(store);
    const folded = fold(await store.readEntries('spring'));
    t.is(folded.status, 'drawn');
    t.deepEqual(await store.find('spring'), folded as never);
  });

  behaves('decides concurrent changes one after the other', async (t, { store, reopen }) => {
    await openRaffle(store, { capacity: 50 });
    const wishes = Array.from({ length: 120 }, (_, index) => buy(store, `p${index}`));
    const outcomes = await Promise.allSettled(wishes);
    t.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 50);
    const sold = [...(await (await reopen()).find('spring'))!.pool];
    t.deepEqual(
      sold.map(({ number }) => number),
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    t.is(new Set(sold.map(({ holder }) => holder)).size, 50);
  });

  behaves('opens a raffle once for many concurrent requests', async (t, { store, reopen }) => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => openRaffle(store)));
    t.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    t.is((await (await reopen()).readEntries('spring')).length, 1);
  });

  behaves('gives each opening the ids of all earlier ones, one at a time', async (t, { store }) => {
    // A database may have to repeat a choice; the last one counts.
    const seen = new Map<string, string[]>();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const openings = ids.map((raffle) => {
      const { type: _, ...rules } = opened({ raffleId: raffle });
      return store.create(({ openings, ids: taken }) => {
        const earlier = openings.map((opening) => opening.raffleId).toSorted();
        seen.set(raffle, earlier);
        t.deepEqual([...taken].toSorted(), earlier);
        return { type: 'OpenRaffle', ...rules };
      });
    });
    await Promise.all(openings);
    t.deepEqual(
      ids.map((id) => seen.get(id)),
      ids.map((_, index) => ids.slice(0, index)),
    );
  });

  behaves(
    'never opens two raffles whose ids differ in upper and lower case only',
    async (t, opened) => {
      const { store, reopen } = opened;
      const ids = ['spring', 'Spring', 'SPRING'];
      const atOnce = await Promise.allSettled(
        ids.map((raffleId) => openRaffle(store, { raffleId })),
      );
      t.deepEqual(
        atOnce.map((outcome) => outcome.status === 'rejected' && outcome.reason.code),
        [false, 'raffle-exists', 'raffle-exists'],
      );
      for (const each of [store, await reopen()]) {
        await t.throwsAsync(openRaffle(each, { raffleId: 'Spring' }), { code: 'raffle-exists' });
        t.is(await each.find('Spring'), undefined);
        t.is((await each.list()).length, 1);
      }
    },
  );

  behaves('draws once for many concurrent requests', async (t, { store }) => {
    await openRaffle(store);
    await buy(store, 'ann');
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => draw(store)));
    t.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const draws = (await store.readEntries('spring')).filter(({ type }) => type === 'raffle-drawn');
    t.is(draws.length, 1);
  });

  behaves('adds no entry for a repeated request', async (t, { store }) => {
    await openRaffle(store);
    const first = await buy(store, 'ann', 1, 'once');
    const second = await buy(store, 'ann', 1, 'once');
    t.deepEqual([first.replayed, second.replayed], [false, true]);
    t.deepEqual(second.entries, first.entries);
    t.is((await store.readEntries('spring')).length, 2);
  });

  behaves('calls subscribers with durable states, in order', async (t, { store, reopen }) => {
    const seen: number[] = [];
    const unwatch = store.subscribe(({ version }) => seen.push(version));
    await openRaffle(store);
    await Promise.all(Array.from({ length: 10 }, (_, index) => buy(store, `p${index}`)));
    unwatch();
    await buy(store, 'late');
    t.deepEqual(
      seen,
      [...seen].sort((left, right) => left - right),
    );
    t.is(seen.at(-1), 11);
    t.is((await (await reopen()).find('spring'))!.version, 12);
  });

  behaves('signs its log and makes a valid receipt for every entry', async (t, { store }) => {
    await openRaffle(store);
    for (const holder of ['ann', 'ben', 'cem']) await buy(store, holder, 2);
    const log = (await store.findLog('spring'))!;
    const leaves = await log.leaves(0, log.size);
    t.deepEqual(
      leaves,
      (await store.readEntries('spring')).map((entry) => canonicalJson(publicPart(entry))),
    );
    const tree = new MerkleTree();
    for (const leaf of leaves) tree.append(utf8(leaf));
    const checkpoint = openCheckpoint(log.checkpoint, springLog.key);
    t.deepEqual(checkpoint, { origin: springLog.key.name, size: 7, root: tree.root() });
    for (const [index, text] of (await log.receipts([0, 1, 2, 3, 4, 5, 6])).entries()) {
      const receipt = parseReceipt(text);
      t.is(fromUtf8(receipt.leaf), leaves[index]!);
      t.is(receipt.index, index);
      t.true(verifyReceipt(receipt, springLog.key).size > index);
    }
  });

  behaves('makes valid consistency proofs between all checkpoints', async (t, { store }) => {
    await openRaffle(store);
    const heads = [];
    for (const holder of ['ann', 'ben', 'cem', 'dee']) {
      await buy(store, holder);
      heads.push(openCheckpoint((await store.findLog('spring'))!.checkpoint, springLog.key));
    }
    const log = (await store.findLog('spring'))!;
    for (const [index, later] of heads.entries()) {
      for (const earlier of heads.slice(0, index + 1)) {
        const proof = await log.consistency(earlier.size, later.size);
        t.notThrows(() =>
          verifyConsistency(
            earlier,
            later,
            proof.map((hash) => fromBase64(hash)!),
          ),
        );
      }
    }
    await t.throwsAsync(log.consistency(3, 2), { instanceOf: RangeError });
  });

  behaves('makes valid inclusion proofs of every entry', async (t, { store }) => {
    await openRaffle(store);
    for (const holder of ['ann', 'ben', 'cem', 'dee']) await buy(store, holder);
    const log = (await store.findLog('spring'))!;
    const head = openCheckpoint(log.checkpoint, springLog.key);
    for (const [index, leaf] of (await log.leaves(0, log.size)).entries()) {
      const proof = (await log.inclusion(index, log.size)).map((hash) => fromBase64(hash)!);
      t.notThrows(() => verifyInclusion({ index, hash: hashLeaf(utf8(leaf)) }, head, proof));
    }
    await t.throwsAsync(log.inclusion(log.size, log.size), { instanceOf: RangeError });
  });

  behaves('returns the same log, checkpoint and receipts after a restart', async (t, opened) => {
    const { store, reopen } = opened;
    await openRaffle(store);
    await Promise.all(Array.from({ length: 30 }, (_, index) => buy(store, `p${index}`)));
    await buy(store, 'late', 2);
    const see = async (store: RaffleStore) => {
      const log = (await store.findLog('spring'))!;
      const indexes = Array.from({ length: log.size }, (_, index) => index);
      const { size, checkpoint } = log;
      const [leaves, receipts] = [await log.leaves(0, size), await log.receipts(indexes)];
      return { size, checkpoint, leaves, receipts, growth: await log.consistency(7, size) };
    };
    const before = await see(store);
    const again = await reopen();
    t.deepEqual(await see(again), before);
    await draw(again);
    const indexes = before.receipts.map((_, index) => index);
    t.deepEqual(await (await again.findLog('spring'))!.receipts(indexes), before.receipts);
  });

  behaves('gives each decision the root over all earlier entries', async (t, { store }) => {
    await openRaffle(store);
    const roots: string[] = [];
    const buying = ['ann', 'ben', 'cem'].map((holder) => {
      const command = {
        type: 'BuyTickets',
        holder,
        account: holder,
        key: holder,
        quantity: 1,
        at: now,
      } as const;
      return store.change('spring', (raffle, root) => {
        roots.push(root());
        return buyTickets(command, raffle);
      });
    });
    await Promise.all(buying);
    const tree = new MerkleTree();
    const seen: string[] = [];
    for (const leaf of await (await store.findLog('spring'))!.leaves(0, 4)) {
      tree.append(utf8(leaf));
      seen.push(toHex(tree.root()));
    }
    t.deepEqual(roots, seen.slice(0, 3));
  });

  behaves('stores several raffles separately', async (t, { store, reopen }) => {
    await openRaffle(store, { raffleId: 'spring', at: '2026-05-01T00:00:00.000Z' });
    await openRaffle(store, { raffleId: 'autumn', at: '2026-04-01T00:00:00.000Z' });
    await buy(store, 'ann');
    for (const each of [store, await reopen()]) {
      const list = await each.list();
      t.deepEqual(
        list.map((raffle) => raffle.opened.raffleId),
        ['autumn', 'spring'],
      );
      t.deepEqual(
        list.map((raffle) => raffle.pool.size),
        [0, 1],
      );
    }
  });
}

export function openRaffle(store: RaffleStore, rules: Parameters<typeof opened>[0] = {}) {
  const { type: _, ...facts } = opened(rules);
  const command = { type: 'OpenRaffle', ...facts } as const;
  return store.create(() => command);
}

export function buy(
  store: RaffleStore,
  holder: string,
  quantity = 1,
  key: string = crypto.randomUUID(),
) {
  const command: BuyTickets = {
    type: 'BuyTickets',
    holder,
    account: `${holder}@`,
    key,
    quantity,
    at: now,
  };
  return store.change('spring', (raffle) => buyTickets(command, raffle));
}

export function draw(store: RaffleStore) {
  const command = {
    type: 'DrawPrizes',
    randomInt: () => 0,
    at: now,
    operatorSignature: null,
  } as const;
  return store.change('spring', (raffle) => decide(command, raffle));
}
