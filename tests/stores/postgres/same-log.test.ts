import test from 'ava';
import fc from 'fast-check';
import type { Command } from '../../../services/raffle/domain/commands.ts';
import { decide } from '../../../services/raffle/domain/decide.ts';
import type { RaffleStore } from '../../../services/raffle/stores/raffle-store.ts';
import { commandSequences } from '../../support/command-sequences.ts';
import { atLength } from '../../support/effort.ts';
import { openFolder } from '../../support/lowdb.ts';
import { openDatabase, openRaffles, openTestDatabase } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The code of a refusal, or the entries that a command led to. */
async function outcomeOf(asked: ReturnType<RaffleStore['change']>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([asked]);
  if (outcome?.status === 'fulfilled') return [outcome.value.replayed, outcome.value.entries];
  return outcome?.reason.code ?? outcome?.reason;
}

/** Carries commands out that are asked for at once, in groups. */
async function carryOut(
  storeOf: (group: number) => RaffleStore,
  raffleId: string,
  commands: readonly Command[],
): Promise<unknown[]> {
  const [opening, ...others] = commands;
  if (opening?.type !== 'OpenRaffle') throw new TypeError('A sequence begins with an opening.');
  const outcomes = [await outcomeOf(storeOf(0).create(() => ({ ...opening, raffleId })))];
  for (let group = 0; group * 5 < others.length; group += 1) {
    const store = storeOf(group);
    const asked = others
      .slice(group * 5, group * 5 + 5)
      .map((command) => outcomeOf(store.change(raffleId, (raffle) => decide(command, raffle))));
    outcomes.push(...(await Promise.all(asked)));
  }
  return outcomes;
}

async function publicLogOf(store: RaffleStore, raffleId: string) {
  const log = await store.findLog(raffleId);
  if (log === undefined) return undefined;
  const { size, checkpoint } = log;
  return { size, checkpoint, leaves: await log.leaves(0, size) };
}

test('for any sequence of commands, both stores answer alike and have the same public log', async (t) => {
  const { url, database } = await openTestDatabase(t);
  const { store: folder } = await openFolder(t, temporaryFolder(t), {
    clock: () => Date.parse('2026-05-01T12:00:00.000Z'),
  });
  const options = { clock: () => Date.parse('2026-05-01T12:00:00.000Z') };
  const one = await openRaffles(t, database, options);
  const two = await openRaffles(t, openDatabase(t, url), options);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(commandSequences, async (commands) => {
      const raffleId = `raffle-${(count += 1)}`;
      const inFolder = await carryOut(() => folder, raffleId, commands);
      // Two processes take turns, so each decides on entries that the other one has written.
      const shared = (group: number) => (group % 2 === 0 ? one : two);
      const inDatabase = await carryOut(shared, raffleId, commands);
      t.deepEqual(inDatabase, inFolder);
      t.deepEqual(await publicLogOf(one, raffleId), await publicLogOf(folder, raffleId));
      t.deepEqual(await one.readEntries(raffleId), await folder.readEntries(raffleId));
      const [state, expected] = [await two.find(raffleId), await folder.find(raffleId)];
      t.deepEqual(state && [...state.pool.sales()], expected && [...expected.pool.sales()]);
    }),
    { numRuns: atLength(300, 25) },
  );
});
