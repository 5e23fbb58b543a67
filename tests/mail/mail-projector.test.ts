import { mock } from 'node:test';
import test, { type ExecutionContext } from 'ava';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { Command } from '../../services/raffle/domain/commands.ts';
import { MailProjector } from '../../services/raffle/mail/mail-projector.ts';
import { outboxLimits } from '../../services/raffle/mail/outbox.ts';
import type { RaffleMail } from '../../services/raffle/mail/raffle-mails/raffle-mail.ts';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { now } from '../support/given.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, draw, openRaffle } from '../support/store-behaviour.ts';
import { waitFor } from '../support/wait-limit.ts';

interface StartOptions {
  /** What happens before the projector begins. */
  readonly before?: (raffles: RaffleStore) => Promise<void>;
}

/** A projector on real stores, before an outbox that sends only when the test lets it. */
async function start(t: ExecutionContext, { before = async () => {} }: StartOptions = {}) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(now) });
  t.teardown(() => mock.timers.reset());
  const { folder, store: raffles } = await openFolder(t, temporaryFolder(t));
  const store = await LowdbOutboxStore.load<RaffleMail>(folder);
  const failures: unknown[] = [];
  await before(raffles);
  const projector = new MailProjector(
    {
      raffles,
      store,
      outbox: {
        get room() {
          return outboxLimits.readyMax - store.state.waiting.size;
        },
        add: () => {},
      },
      pause: async () => {},
      onFailure: (_, cause) => failures.push(cause),
    },
    await raffles.list(),
  );
  t.teardown(() => projector.stop());
  const order = (command: Command) => raffles.change('spring', (raffle) => decide(command, raffle));
  /** Marks all queued mails as sent. */
  const sendAll = async () => {
    await Promise.all([...store.state.waiting.keys()].map((id) => store.settle(id, 'sent')));
    projector.wake();
  };
  const unread = async () => projector.countUnread((await raffles.find('spring'))!);
  return { raffles, store, projector, failures, order, sendAll, unread };
}

/** Sells a ticket of another raffle. */
async function sellInAutumn(raffles: RaffleStore): Promise<void> {
  await openRaffle(raffles, { raffleId: 'autumn' });
  await raffles.change('autumn', (raffle) =>
    decide(
      { type: 'BuyTickets', holder: 'ben', account: 'ben@', key: 'k', quantity: 1, at: now },
      raffle,
    ),
  );
}

/** Moves the clock and waits for what then happens. */
async function pass(ms: number, condition: () => boolean | Promise<boolean>): Promise<void> {
  mock.timers.tick(ms);
  await waitFor('the mails', condition);
}

test.serial('purchases are read together, after they are answered', async (t) => {
  const { raffles, store, unread } = await start(t);
  await openRaffle(raffles);
  await Promise.all(['ann', 'ben', 'cem'].map((holder) => buy(raffles, holder)));
  t.is(store.state.waiting.size, 0);
  t.is(await unread(), 4, 'the opening and three purchases');
  await pass(100, () => store.state.waiting.size === 3);
  t.is(await unread(), 0);
  t.deepEqual(store.state.raffles.get('spring')?.next, { entry: 4, offset: 0 });
});

test.serial('a purchase with more entries than are read at once is one mail', async (t) => {
  const { raffles, store, failures } = await start(t);
  await openRaffle(raffles, { capacity: 4_000, perPersonLimit: 1_000 });
  for (const holder of ['ann', 'ben', 'cem']) await buy(raffles, holder, 1_000);
  await pass(100, () => store.state.waiting.size === 3);
  const tickets = [...store.state.waiting.values()].map(({ content }) =>
    content.kind === 'purchase' ? content.tickets.length : 0,
  );
  t.deepEqual([tickets, failures], [[1_000, 1_000, 1_000], []]);
  t.deepEqual(store.state.raffles.get('spring')?.next, { entry: 3_001, offset: 0 });
});

test.serial('what was committed before the start is queued first', async (t) => {
  const { raffles, store } = await start(t, {
    async before(stored) {
      await openRaffle(stored);
      await buy(stored, 'ann');
    },
  });
  await sellInAutumn(raffles);
  const queued = () => [...store.state.waiting.values()].map(({ raffle }) => raffle);
  await pass(100, () => queued().includes('autumn'));
  t.deepEqual(queued(), ['spring', 'autumn']);
});

test.serial(
  'an event with more recipients than the outbox has room for is queued in parts, each once',
  async (t) => {
    const { raffles, store, projector, failures, order, sendAll, unread } = await start(t);
    const holders = Array.from({ length: 250 }, (_, index) => `h${index}`);
    await openRaffle(raffles, { capacity: 1_000 });
    await Promise.all(holders.map((holder) => buy(raffles, holder)));
    const sent: string[] = [];
    const sendRest = async () => {
      while ((await unread()) > 0 || store.state.waiting.size > 0) {
        const isFull = () => store.state.waiting.size >= outboxLimits.readyMax;
        await pass(100, async () => isFull() || (await unread()) === 0);
        t.true(store.state.waiting.size <= outboxLimits.readyMax);
        sent.push(...store.state.waiting.keys());
        await sendAll();
      }
    };
    await sendRest();
    t.is(new Set(sent).size, holders.length);
    await order({ type: 'CancelRaffle', reason: 'Rain', at: now, operatorSignature: null });
    await sendRest();
    t.is(sent.length, 2 * holders.length);
    t.is(new Set(sent).size, 2 * holders.length);
    t.is(store.state.raffles.get('spring')?.sent, 2 * holders.length);
    t.deepEqual(failures, []);
    await projector.stop();
  },
);

test.serial('no result is mailed before all screens show it', async (t) => {
  const { raffles, store, sendAll } = await start(t);
  await openRaffle(raffles);
  await buy(raffles, 'ann');
  await pass(100, () => store.state.waiting.size === 1);
  await sendAll();
  await draw(raffles);
  // The purchase after the draw's wait shows that the logs were read meanwhile.
  await sellInAutumn(raffles);
  await pass(100, () => store.state.waiting.size === 1);
  t.deepEqual(
    [...store.state.waiting.values()].map(({ raffle }) => raffle),
    ['autumn'],
  );
  await pass(6_000 - 201, () => true);
  t.is(store.state.waiting.size, 1);
  mock.timers.tick(1);
  await pass(100, () => store.state.waiting.size === 2);
  t.is([...store.state.waiting.values()][1]?.content.kind, 'result');
});

test.serial('raffles take turns, so a large one does not delay a small one', async (t) => {
  const { raffles, store } = await start(t);
  await openRaffle(raffles, { capacity: 1_000 });
  await Promise.all(Array.from({ length: 200 }, (_, index) => buy(raffles, `h${index}`)));
  await sellInAutumn(raffles);
  await pass(100, () => store.state.waiting.size >= outboxLimits.readyMax);
  const place = [...store.state.waiting.values()].findIndex(({ raffle }) => raffle === 'autumn');
  t.true(place >= 0 && place <= 20, `place ${place}`);
});

test.serial('a rehearsal is not mailed', async (t) => {
  const { raffles, store, projector } = await start(t);
  await openRaffle(raffles, { rehearsal: true });
  await buy(raffles, 'ann');
  await sellInAutumn(raffles);
  await pass(100, () => store.state.waiting.size > 0);
  t.deepEqual(
    [...store.state.waiting.values()].map(({ raffle }) => raffle),
    ['autumn'],
  );
  t.is(projector.countUnread((await raffles.find('spring'))!), 0);
});
