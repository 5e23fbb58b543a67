import test from 'ava';
import fc from 'fast-check';
import type { Command } from '../../../services/raffle/domain/commands.ts';
import { decide } from '../../../services/raffle/domain/decide.ts';
import type { ListedRaffle } from '../../../services/raffle/domain/raffle.ts';
import { RuleBroken } from '../../../services/raffle/domain/decision.ts';
import { viewRaffle } from '../../../services/raffle/http/raffles/views.ts';
import type { RaffleStore } from '../../../services/raffle/stores/raffle-store.ts';
import { commandSequences } from '../../support/command-sequences.ts';
import { atLength } from '../../support/effort.ts';
import * as given from '../../support/given.ts';
import { openDatabase, openRaffles, openTestDatabase } from '../../support/postgres.ts';
import { buy, openRaffle } from '../../support/store-behaviour.ts';

const clock = () => Date.parse('2026-05-01T12:00:00.000Z');

/** What a list has of a raffle. */
function listed(raffle: ListedRaffle): object {
  const { size, firstIndex } = raffle.pool;
  return { ...raffle, requests: undefined, pool: { size, firstIndex } };
}

async function findListed(store: RaffleStore, raffleId: string): Promise<object | undefined> {
  const raffle = (await store.list()).find(({ opened }) => opened.raffleId === raffleId);
  return raffle && listed(raffle);
}

const minute = (minutes: number) => `2026-05-01T12:${10 + minutes}:00.000Z`;
const { type: _, ...rules } = given.opened();

/** Has what few short sequences have: a void after a sale, and an amendment and a draw after both. */
const soldAndVoided: Command[] = [
  { type: 'OpenRaffle', ...rules, at: minute(0) },
  given.buy({ quantity: 2, at: minute(1) }),
  { type: 'VoidTickets', numbers: [1], reason: 'unpaid', operatorSignature: null, at: minute(2) },
  {
    type: 'AmendRaffle',
    changes: { title: 'Summer fair' },
    operatorSignature: null,
    at: minute(3),
  },
  given.buy({ holder: 'bob', key: 'k2', at: minute(4) }),
  { type: 'DrawPrizes', randomInt: () => 0, operatorSignature: null, at: minute(5) },
];

test('after any command, a list has of a raffle what the fold over its log has', async (t) => {
  const { url, database } = await openTestDatabase(t);
  const writer = await openRaffles(t, database, { clock });
  const reader = await openRaffles(t, openDatabase(t, url), { clock });
  let count = 0;
  await fc.assert(
    fc.asyncProperty(commandSequences, async ([opening, ...commands]) => {
      if (opening?.type !== 'OpenRaffle') throw new TypeError('Sequences begin with an opening.');
      const raffleId = `raffle-${(count += 1)}`;
      try {
        await writer.create(() => ({ ...opening, raffleId }));
      } catch (refusal) {
        if (refusal instanceof RuleBroken) return;
        throw refusal;
      }
      for (const command of [undefined, ...commands]) {
        const change = writer.change(raffleId, (raffle) =>
          command === undefined ? { entries: [], replayed: true } : decide(command, raffle),
        );
        await change.catch((refusal: unknown) => {
          if (!(refusal instanceof RuleBroken)) throw refusal;
        });
        const folded = await writer.find(raffleId);
        t.deepEqual(await findListed(reader, raffleId), folded && listed(folded));
      }
    }),
    { numRuns: atLength(200, 15), examples: [[soldAndVoided]] },
  );
});

test('a list shows what a view of each raffle shows', async (t) => {
  const { database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store);
  await buy(store, 'ann');
  const raffle = (await store.find('spring'))!;
  const views = (await (await openRaffles(t, database)).list()).map((each) => viewRaffle(each));
  t.deepEqual(views, [viewRaffle(raffle)]);
});

test('a list reads no raffle into memory', async (t) => {
  const { database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store);
  await buy(store, 'ann');
  const reader = await openRaffles(t, database);
  t.is((await reader.list())[0]?.pool.size, 1);
  t.is(reader.entriesInMemory, 0);
});
