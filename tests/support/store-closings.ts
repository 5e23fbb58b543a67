import test, { type ExecutionContext } from 'ava';
import { toHex, utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { buyTickets } from '../../services/raffle/domain/buy-tickets.ts';
import type { MakeSealer } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { ClosingOptions } from '../../services/raffle/stores/due-closings.ts';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { later, now, testChainHash } from './given.ts';
import { buy, openRaffle } from './store-behaviour.ts';

const justBefore = '2026-05-02T11:59:59.999Z';

const makeSealer: MakeSealer =
  ({ root }) =>
  ({ chainHash, at }) => ({
    seal: { root: root(), commitment: '22'.repeat(32), chainHash, round: 9, publishedAt: at },
    secret: { r: [0], nonce: '44'.repeat(32) },
  });

/** Opens a store with these options; `reopen` opens it again as after a restart. */
export type OpenClosingStore = (
  t: ExecutionContext,
  options: Required<ClosingOptions>,
) => Promise<{ readonly store: RaffleStore; readonly reopen: () => Promise<RaffleStore> }>;

const typesOf = async (store: RaffleStore) =>
  (await store.readEntries('spring')).map(({ type }) => type);

/** The tests of scheduled and sealed closings that every implementation of `RaffleStore` must pass. */
export function testStoreClosings(name: string, open: OpenClosingStore): void {
  const behaves = (title: string, check: (t: ExecutionContext) => Promise<void>) =>
    test(`${title}, in ${name}`, check);

  /** A store whose clock stands at `clock.at`. */
  async function openStore(t: ExecutionContext) {
    const clock = { at: now };
    const opened = await open(t, { clock: () => Date.parse(clock.at), sealer: makeSealer });
    return { ...opened, clock };
  }

  behaves(
    'a purchase at the announced end is refused, and the closing is appended and durable',
    async (t) => {
      const { store, clock, reopen } = await openStore(t);
      await openRaffle(store, { closesAt: later });
      clock.at = justBefore;
      await buy(store, 'ann');
      clock.at = later;
      await t.throwsAsync(buy(store, 'ben'), { code: 'raffle-closed' });
      t.deepEqual(await typesOf(store), ['raffle-opened', 'ticket-sold', 'raffle-closed']);
      t.like(await store.find('spring'), {
        status: 'closed',
        closed: { cause: 'schedule', at: later, operatorSignature: null },
      });
      t.is((await (await reopen()).find('spring'))?.status, 'closed');
    },
  );

  behaves(
    'a request that fails for another reason does not keep the due closing from being appended',
    async (t) => {
      const { store, clock } = await openStore(t);
      await openRaffle(store, { closesAt: later });
      clock.at = later;
      const failed = store.change('spring', () => {
        throw new SyntaxError('bad request');
      });
      await t.throwsAsync(failed, { instanceOf: SyntaxError });
      t.deepEqual(await typesOf(store), ['raffle-opened', 'raffle-closed']);
    },
  );

  behaves(
    'a draw after the announced end appends the scheduled closing, then the draw',
    async (t) => {
      const { store, clock } = await openStore(t);
      await openRaffle(store, { closesAt: later });
      await buy(store, 'ann');
      clock.at = later;
      const operatorSignature = null;
      const command = {
        type: 'DrawPrizes',
        randomInt: () => 0,
        at: later,
        operatorSignature,
      } as const;
      const outcome = await store.change('spring', (raffle) => decide(command, raffle));
      t.deepEqual(
        outcome.entries.map(({ type }) => type),
        ['raffle-drawn'],
      );
      t.like(await store.find('spring'), { status: 'drawn', closed: { cause: 'schedule' } });
    },
  );

  behaves(
    'the purchases of one batch are refused from the closing on, which is appended once',
    async (t) => {
      const { store, clock } = await openStore(t);
      await openRaffle(store, { closesAt: later });
      clock.at = later;
      const buying = Array.from({ length: 20 }, (_, index) => buy(store, `p${index}`));
      const outcomes = await Promise.allSettled(buying);
      t.true(outcomes.every(({ status }) => status === 'rejected'));
      t.deepEqual(await typesOf(store), ['raffle-opened', 'raffle-closed']);
    },
  );

  behaves('a repeated purchase after the announced end gets its tickets', async (t) => {
    const { store, clock } = await openStore(t);
    await openRaffle(store, { closesAt: later });
    const first = await buy(store, 'ann', 1, 'once');
    clock.at = later;
    const again = await buy(store, 'ann', 1, 'once');
    t.deepEqual([again.replayed, again.entries], [true, first.entries]);
    t.is(again.raffle.status, 'closed');
  });

  behaves('a sealed closing covers every entry before it, and ends its batch', async (t) => {
    const { store, clock } = await openStore(t);
    await openRaffle(store, { randomness: 'drand', chainHash: testChainHash, closesAt: later });
    await buy(store, 'ann');
    const roots: string[] = [];
    // Decided in one batch: a sale, the closing that is due before the second change, and the rest.
    const sale = store.change('spring', (raffle, root) => {
      const command = { holder: 'ben', account: 'ben@', key: 'k', quantity: 1, at: now } as const;
      const decision = buyTickets({ type: 'BuyTickets', ...command }, raffle);
      clock.at = later;
      roots.push(root());
      return decision;
    });
    const refused = ['cem', 'dee'].map((holder) => buy(store, holder));
    t.deepEqual((await sale).entries.length, 1);
    for (const each of refused) await t.throwsAsync(each, { code: 'raffle-closed' });
    const raffle = await store.find('spring');
    if (raffle?.status !== 'closed') throw new Error('not closed');
    t.deepEqual(await typesOf(store), [
      'raffle-opened',
      'ticket-sold',
      'ticket-sold',
      'raffle-closed',
    ]);
    t.is(raffle.closed.ticketCount, 2);
    t.not(raffle.closed.seal?.root, roots[0]);
    const tree = new MerkleTree();
    for (const leaf of await (await store.findLog('spring'))!.leaves(0, 3)) tree.append(utf8(leaf));
    t.is(raffle.closed.seal?.root, toHex(tree.root()));
  });

  behaves('a sealed closing is durable before the next command is decided', async (t) => {
    const { store } = await openStore(t);
    await openRaffle(store, { randomness: 'drand', chainHash: testChainHash });
    await buy(store, 'ann');
    const published: number[] = [];
    store.subscribe(({ version }) => published.push(version));
    const closing = store.change('spring', (raffle, root) => {
      const makeSeal = makeSealer({ raffleId: 'spring', root });
      return decide({ type: 'CloseRaffle', makeSeal, at: now, operatorSignature: null }, raffle);
    });
    let durableThen: number | undefined;
    const drawing = store.change('spring', (raffle) => {
      durableThen = published.at(-1);
      const command = { randomInt: () => 0, at: now, operatorSignature: null };
      return decide({ type: 'DrawPrizes', ...command }, raffle);
    });
    await closing;
    await t.throwsAsync(drawing, { code: 'beacon-pending' });
    t.is(durableThen, 3);
  });

  behaves('closeIfDue() changes nothing before the announced end, or without one', async (t) => {
    const { store, clock } = await openStore(t);
    await openRaffle(store, { closesAt: later });
    await openRaffle(store, { raffleId: 'open-end' });
    clock.at = justBefore;
    await store.closeIfDue('spring');
    clock.at = later;
    await store.closeIfDue('open-end');
    t.deepEqual(await typesOf(store), ['raffle-opened']);
    t.is((await store.find('open-end'))?.status, 'open');
    await store.closeIfDue('spring');
    t.is((await store.find('spring'))?.status, 'closed');
  });
}
