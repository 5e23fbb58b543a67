import type { Entry, TicketSold } from '../../domain/entries.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import { createEntryEncoder } from '../codecs.ts';
import type { MerkleLog } from '../merkle-log.ts';
import type { NamedStatement, Transaction } from './transaction.ts';

/** Entries of one or more decisions that are written in one transaction. */
export interface Batch {
  readonly raffleId: string;
  /** Log index of the first entry. */
  readonly start: number;
  /** The entries of each decision. */
  readonly decisions: readonly (readonly Entry[])[];
  /** The raffle after them. */
  readonly raffle: OpenedRaffle;
  /** The log with them. */
  readonly log: MerkleLog;
}

/**
 * Removes the valid tickets that a batch voids, in a statement of its own, so that a new sale of the
 * batch can have a number that a void frees.
 *
 * @throws {TypeError} A voided ticket was not valid.
 */
export async function freeTickets(transaction: Transaction, batch: Batch): Promise<void> {
  const { raffleId, start, decisions } = batch;
  const { freed } = foldTickets(decisions.flat(), start);
  if (freed.length === 0) return;
  const removed = await transaction.query(
    'DELETE FROM valid_tickets WHERE raffle = $1 AND number = ANY ($2) RETURNING number',
    [raffleId, freed],
  );
  if (removed.length !== freed.length) throw new TypeError('A voided ticket was not valid.');
}

/**
 * Inserts the entries of a batch, its valid tickets, its idempotency keys and its checkpoint. The raffle's
 * row is locked, or new in this transaction. The statement fails if a constraint refuses the batch, or if
 * the raffle has changed since its row was locked.
 */
export function insertBatch(batch: Batch): NamedStatement {
  const { raffleId, start, raffle, log } = batch;
  const { capacity, perPersonLimit } = raffle.rules;
  const entries = batch.decisions.flat();
  const { sold } = foldTickets(entries, start);
  const encode = createEntryEncoder(log);
  const texts = entries.map((entry, place) => encode(entry, start + place));
  const keys = listKeys(batch);
  return {
    name: 'insert-batch',
    text: insertStatement,
    values: [
      raffleId,
      start,
      raffle.version,
      capacity,
      perPersonLimit,
      log.root(),
      entries.map(({ type }) => type),
      texts.map(({ publicText }) => publicText),
      texts.map(({ privateText }) => privateText),
      sold.map(({ ticket }) => ticket.number),
      sold.map(({ ticket }) => ticket.holder),
      sold.map(({ ticket }) => ticket.slot ?? 1),
      sold.map(({ index }) => index),
      keys.map(({ owner }) => owner),
      keys.map(({ key }) => key),
      keys.map(({ type }) => type),
      keys.map(({ first }) => first),
    ],
  };
}

/** Divides by zero if the raffle is not as it was locked, because the rows of a last statement are not read. */
const insertStatement = `
  WITH raffle AS (
    UPDATE raffles SET size = $3, capacity = $4, per_person_limit = $5, changed_at = clock_timestamp()
    WHERE id = $1 AND size = $2 AND NOT is_deleted RETURNING id
  ), new_entries AS (
    INSERT INTO entries (raffle, index, type, public, private)
    SELECT $1, $2 + place - 1, type, public, private
    FROM unnest($7::text[], $8::text[], $9::text[]) WITH ORDINALITY AS t (type, public, private, place)
  ), new_tickets AS (
    INSERT INTO valid_tickets (raffle, capacity, per_person_limit, number, holder, slot, sale)
    SELECT $1, $4, $5, t.* FROM unnest($10::integer[], $11::text[], $12::integer[], $13::integer[]) AS t
  ), new_keys AS (
    INSERT INTO idempotency_keys (raffle, owner, key, type, first)
    SELECT $1, t.* FROM unnest($14::text[], $15::text[], $16::text[], $17::integer[]) AS t
  ), new_checkpoint AS (
    INSERT INTO checkpoints (raffle, size, root) VALUES ($1, $3, $6)
  )
  SELECT 1 / count(*) FROM raffle`;

interface Sold {
  readonly ticket: TicketSold;
  /** Log index. */
  readonly index: number;
}

/** What a batch changes: numbers sold before it that it frees, and its sales that it does not void. */
function foldTickets(
  entries: readonly Entry[],
  start: number,
): { readonly freed: readonly number[]; readonly sold: readonly Sold[] } {
  const freed: number[] = [];
  const sold = new Map<number, Sold>();
  for (const [place, entry] of entries.entries()) {
    if (entry.type === 'ticket-sold') {
      sold.set(entry.number, { ticket: entry, index: start + place });
    } else if (entry.type === 'ticket-voided' && !sold.delete(entry.number)) {
      freed.push(entry.number);
    }
  }
  return { freed, sold: [...sold.values()] };
}

interface UsedKey {
  readonly owner: string;
  readonly key: string;
  readonly type: Entry['type'];
  /** Log index. */
  readonly first: number;
}

/** The idempotency keys of a batch, once for each decision and type of entry. */
function listKeys({ start, decisions }: Batch): UsedKey[] {
  let first = start;
  return decisions.flatMap((entries) => {
    const keys = new Map<string, UsedKey>();
    for (const entry of entries) {
      const used = keyOf(entry);
      if (used !== undefined && !keys.has(entry.type)) {
        keys.set(entry.type, { ...used, type: entry.type, first });
      }
      first += 1;
    }
    return [...keys.values()];
  });
}

function keyOf(entry: Entry): Pick<UsedKey, 'owner' | 'key'> | undefined {
  if (entry.type === 'ticket-sold' && entry.desk !== true) {
    return { owner: `participant ${entry.account} ${entry.holder}`, key: entry.key };
  }
  const { operatorSignature: signature } = entry;
  if (signature?.idempotencyKey === undefined) return undefined;
  return { owner: `operator ${signature.keyid}`, key: signature.idempotencyKey };
}

/**
 * Whether a batch was written, with its private parts: another process may have sold the same number to the
 * same holder for another request. The raffle's row is locked.
 */
export async function isBatchWritten(
  transaction: Transaction,
  { raffleId, start, decisions }: Batch,
): Promise<boolean> {
  const entries = decisions.flat();
  const encode = createEntryEncoder({ leafAt: () => undefined });
  const rows = await transaction.query<{ readonly public: string; readonly private: string }>(
    'SELECT public, private FROM entries WHERE raffle = $1 AND index >= $2 AND index < $3 ORDER BY index',
    [raffleId, start, start + entries.length],
  );
  return entries.every((entry, place) => {
    const { publicText, privateText } = encode(entry, start + place);
    return rows[place]?.public === publicText && rows[place].private === privateText;
  });
}
