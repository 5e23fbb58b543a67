import type { OpenRaffle } from '../../domain/commands.ts';
import { assertIdAvailable, decide } from '../../domain/decide.ts';
import { requireOpened, type Decision } from '../../domain/decision.ts';
import type { Entry, RaffleOpened } from '../../domain/entries.ts';
import { unopened } from '../../domain/raffle.ts';
import { createEntryDecoder, joinEntry } from '../codecs.ts';
import type { ReservedIds } from '../raffle-store.ts';
import { RaffleCopy, type EntryRow } from './raffle-copy.ts';
import { lockStatement } from './raffle-rows.ts';
import type { StoredRaffleOptions } from './stored-raffle.ts';
import type { Transaction } from './transaction.ts';
import { insertBatch, isBatchWritten, type Batch } from './written-batch.ts';

/** A command to open a raffle, and what became of it; undefined if its id is taken. */
export interface Opening {
  readonly command: OpenRaffle;
  readonly opened:
    { readonly decision: Decision; readonly copy: RaffleCopy; readonly batch: Batch } | undefined;
}

/**
 * Writes the opening of a new raffle. Openings of all processes run one at a time, so that each sees the
 * ids of all earlier ones.
 *
 * @param known The openings that this process has read, which never change. Gets those it reads.
 * @throws {RuleBroken} As `RaffleStore.create`.
 */
export function openRaffle(
  { database, signer, clock }: StoredRaffleOptions,
  choose: (taken: ReservedIds, at: string) => OpenRaffle,
  known: Map<string, RaffleOpened>,
): Promise<Opening> {
  return database.transaction<Opening>(
    async (transaction) => {
      await lockOpenings(transaction);
      const taken = await readReservedIds(transaction, known);
      const now = await readClock(transaction);
      const command = choose(taken, new Date(clock?.() ?? now).toISOString());
      const { raffleId } = command;
      assertIdAvailable(raffleId, taken.ids);
      if (taken.ids.includes(raffleId)) return { command, opened: undefined };
      const copy = new RaffleCopy(raffleId, signer);
      const decision = decide(command, unopened);
      for (const entry of decision.entries) copy.append(entry);
      const raffle = requireOpened(copy.state);
      const { capacity, perPersonLimit } = raffle.rules;
      await transaction.query(
        `INSERT INTO raffles (id, size, capacity, per_person_limit, opened_at) VALUES ($1, 0, $2, $3, $4)`,
        [raffleId, capacity, perPersonLimit, raffle.opened.at],
      );
      const batch = { raffleId, start: 0, decisions: [decision.entries], raffle, log: copy.log };
      return { command, opened: { decision, copy, batch } };
    },
    {
      last: ({ opened }) => opened && insertBatch(opened.batch),
      whileCommitting: ({ opened }) => {
        opened?.copy.log.prepareBatch();
      },
      isCommitted: async (transaction, { opened }) => {
        await lockOpenings(transaction);
        if (opened === undefined) return true;
        await transaction.queryAll(lockStatement(opened.batch.raffleId));
        return isBatchWritten(transaction, opened.batch);
      },
    },
  );
}

async function lockOpenings(transaction: Transaction): Promise<void> {
  await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('raffle openings'))`);
}

/** Unix time in milliseconds. */
async function readClock(transaction: Transaction): Promise<number> {
  const [row] = await transaction.query<{ readonly now: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now',
  );
  return Math.floor(row?.now ?? Number.NaN);
}

async function readReservedIds(
  transaction: Transaction,
  known: Map<string, RaffleOpened>,
): Promise<ReservedIds> {
  const rows = await transaction.query<{ readonly id: string; readonly is_deleted: boolean }>(
    'SELECT id, is_deleted FROM raffles ORDER BY opened_at, id',
  );
  const active = rows.filter(({ is_deleted: isDeleted }) => !isDeleted).map(({ id }) => id);
  const unread = active.filter((id) => !known.has(id));
  if (unread.length > 0) await readOpenings(transaction, unread, known);
  return {
    ids: rows.map(({ id }) => id),
    openings: active.flatMap((id) => known.get(id) ?? []),
  };
}

async function readOpenings(
  transaction: Transaction,
  ids: readonly string[],
  known: Map<string, RaffleOpened>,
): Promise<void> {
  const rows = await transaction.query<EntryRow>(
    'SELECT public, private FROM entries WHERE raffle = ANY ($1) AND index = 0',
    [ids],
  );
  for (const row of rows) {
    const entry: Entry = createEntryDecoder()(joinEntry(row.public, row.private));
    if (entry.type === 'raffle-opened') known.set(entry.raffleId, entry);
  }
}
