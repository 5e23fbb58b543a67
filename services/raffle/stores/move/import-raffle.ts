import { basename } from 'node:path';
import type { Entry } from '../../domain/entries.ts';
import { isOpened } from '../../domain/raffle.ts';
import { createEntryDecoder, joinEntry } from '../codecs.ts';
import { JournalError } from '../lowdb/journal-error.ts';
import type { LogSigner } from '../merkle-log.ts';
import { DatabaseError } from '../postgres/database-error.ts';
import { RaffleCopy } from '../postgres/raffle-copy.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { insertBatch } from '../postgres/written-batch.ts';

/** A raffle that was moved. */
export interface MovedRaffle {
  readonly id: string;
  /** Number of entries. */
  readonly entries: number;
  /** Merkle root over them, computed from the rows that were written. */
  readonly root: string;
}

/** A raffle's journal. */
export interface RaffleTexts {
  readonly name: string;
  readonly texts: readonly string[];
  /** For each batch, the number of texts up to its end. */
  readonly batchEnds: readonly number[];
  readonly signer: LogSigner;
}

/**
 * Writes the rows of one raffle and reads its entries back.
 *
 * @throws {JournalError} `damaged`: another secret, or no opening.
 * @throws {DatabaseError} `damaged`: what was written is not the same.
 */
export async function importRaffle(
  transaction: Transaction,
  { name, texts, batchEnds, signer }: RaffleTexts,
): Promise<MovedRaffle> {
  const id = basename(name, '.journal');
  const copy = new RaffleCopy(id, signer);
  const entries = texts.map(createEntryDecoder());
  for (const entry of entries) copy.append(entry);
  const { state, log } = copy;
  if (!isOpened(state)) throw new JournalError('damaged', `${name} has no opening.`);
  const { capacity, perPersonLimit } = state.rules;
  await transaction.query(
    'INSERT INTO raffles (id, size, capacity, per_person_limit, opened_at) VALUES ($1, 0, $2, $3, $4)',
    [id, capacity, perPersonLimit, state.opened.at],
  );
  const decisions = splitDecisions(entries);
  const {
    text,
    values,
    name: statement,
  } = insertBatch({
    raffleId: id,
    start: 0,
    decisions,
    raffle: state,
    log,
  });
  await transaction.query(text, values, statement);
  const earlier = batchEnds.slice(0, -1);
  await transaction.query(
    'INSERT INTO checkpoints (raffle, size, root) SELECT $1, t.* FROM unnest($2::integer[], $3::text[]) AS t',
    [id, earlier, earlier.map((size) => log.root(size))],
  );
  requireSigner(id, () => log.requireSigner());
  await requireWritten(transaction, id, texts);
  return { id, entries: entries.length, root: log.root() };
}

function requireSigner(id: string, check: () => void): void {
  try {
    check();
  } catch (cause) {
    throw new JournalError(
      'damaged',
      `The raffle ${id} was begun with another secret. Nothing was changed. Name the one that belongs to it.`,
      { cause },
    );
  }
}

/** The entries of each request, which has one idempotency key. */
function splitDecisions(entries: readonly Entry[]): Entry[][] {
  const decisions: Entry[][] = [];
  let last: string | undefined;
  for (const entry of entries) {
    const key = requestOf(entry);
    if (key !== undefined && key === last) decisions.at(-1)?.push(entry);
    else decisions.push([entry]);
    last = key;
  }
  return decisions;
}

function requestOf(entry: Entry): string | undefined {
  if (entry.type === 'ticket-sold' && entry.desk !== true) {
    return `${entry.account} ${entry.holder} ${entry.key}`;
  }
  const { operatorSignature: signature } = entry;
  if (signature?.idempotencyKey === undefined) return undefined;
  return `${signature.keyid} ${signature.idempotencyKey} ${entry.type}`;
}

async function requireWritten(
  transaction: Transaction,
  id: string,
  texts: readonly string[],
): Promise<void> {
  const rows = await transaction.query<{ readonly public: string; readonly private: string }>(
    'SELECT public, private FROM entries WHERE raffle = $1 ORDER BY index',
    [id],
  );
  const isSame =
    rows.length === texts.length &&
    rows.every((row, index) => joinEntry(row.public, row.private) === texts[index]);
  if (isSame) return;
  throw new DatabaseError(
    'damaged',
    `The raffle ${id} was not written as it is. Nothing was changed.`,
  );
}
