import type pg from 'pg';
import { joinEntry } from '../codecs.ts';
import type { BackupFile } from '../lowdb/backup/backup-file.ts';
import { writeAccounts } from '../lowdb/account-store.ts';
import type { CatalogueEntry } from '../lowdb/catalogue.ts';
import { encodeCheckpoint } from '../lowdb/checkpoint-file.ts';
import {
  accountsName,
  catalogueName,
  checkpointPath,
  keysName,
  noncesName,
  outboxName,
  ownJournalNames,
  paymentsName,
  picturesFolder,
  raffleJournalName,
  witnessesName,
} from '../lowdb/folder-layout.ts';
import { chainStart, encodeBatch, journalHead } from '../lowdb/journal-format.ts';
import type { NonceEntry } from '../lowdb/nonce-store.ts';
import { writeOutbox } from '../lowdb/outbox-store.ts';
import { extensions } from '../lowdb/picture-store.ts';
import type { Account } from '../account-store.ts';
import type { WitnessEntry } from '../lowdb/witness-store.ts';
import type { QueuedMail } from '../outbox-store.ts';
import type { PaymentMark } from '../payment-store.ts';
import type { StoredPicture } from '../picture-store.ts';
import { accountColumns, toAccount, type AccountRow } from '../postgres/account-store.ts';
import { withSession } from './database-session.ts';

const hourSeconds = 3_600;
/** Rows of entries that are read at once. */
const pageSize = 5_000;

/**
 * Copies a database in the form of a data folder, as it is at one moment: everything is read in one
 * snapshot, so services may be using it. Each raffle's journal has the same entries, batches and root.
 */
export async function* copyDatabase(url: string): AsyncGenerator<BackupFile> {
  const session = await withSession(url);
  try {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    yield* copySnapshot(session);
  } finally {
    await session.end();
  }
}

async function* copySnapshot(session: pg.Client): AsyncGenerator<BackupFile> {
  const own = new Map<string, readonly string[]>([
    [accountsName, writeAccounts(await readAccounts(session))],
    [keysName, await readKeys(session)],
    [noncesName, (await readNonces(session)).map((entry) => JSON.stringify(entry))],
    [paymentsName, (await readPayments(session)).map((mark) => JSON.stringify(mark))],
    [outboxName, await readOutbox(session)],
    [witnessesName, (await readWitnesses(session)).map((entry) => JSON.stringify(entry))],
  ]);
  const { rows } = await session.query<{ id: string; is_deleted: boolean }>(
    'SELECT id, is_deleted FROM raffles ORDER BY opened_at, id',
  );
  for (const { id, is_deleted: isDeleted } of rows) if (!isDeleted) yield* copyRaffle(session, id);
  const catalogue = rows.map(({ id, is_deleted: isDeleted }): CatalogueEntry =>
    isDeleted ? { raffle: id, isDeleted } : { raffle: id },
  );
  own.set(
    catalogueName,
    catalogue.map((entry) => JSON.stringify(entry)),
  );
  for (const name of ownJournalNames) yield* toJournal(name, [own.get(name) ?? []]);
  const pictures = await session.query<{ hash: string; type: StoredPicture['type'] }>(
    'SELECT hash, type FROM pictures',
  );
  for (const { hash, type } of pictures.rows) {
    const found = await session.query<{ bytes: Buffer }>(
      'SELECT bytes FROM pictures WHERE hash = $1',
      [hash],
    );
    const bytes = found.rows[0]?.bytes ?? Buffer.alloc(0);
    yield { name: `${picturesFolder}/${hash}.${extensions[type]}`, bytes };
  }
}

async function* copyRaffle(session: pg.Client, id: string): AsyncGenerator<BackupFile> {
  const checkpoints = await session.query<{ size: number; root: string }>(
    'SELECT size, root FROM checkpoints WHERE raffle = $1 ORDER BY size',
    [id],
  );
  const texts: string[] = [];
  for (;;) {
    const { rows } = await session.query<{ public: string; private: string }>(
      'SELECT public, private FROM entries WHERE raffle = $1 AND index >= $2 ORDER BY index LIMIT $3',
      [id, texts.length, pageSize],
    );
    if (rows.length === 0) break;
    for (const row of rows) texts.push(joinEntry(row.public, row.private));
  }
  const ends = checkpoints.rows.map(({ size }) => size);
  const batches = ends.map((end, place) => texts.slice(ends[place - 1] ?? 0, end));
  yield* toJournal(raffleJournalName(id), batches, checkpoints.rows.at(-1)?.root);
}

/** A journal of these batches, and its checkpoint file before it. */
function* toJournal(
  name: string,
  batches: readonly (readonly string[])[],
  root?: string,
): Generator<BackupFile> {
  const slashed = name.replaceAll('\\', '/');
  let chain = chainStart;
  const parts: Buffer[] = [journalHead];
  for (const texts of batches) {
    const batch = encodeBatch(texts, chain);
    parts.push(batch.bytes);
    ({ chain } = batch);
  }
  const state = { entries: batches.reduce((sum, { length }) => sum + length, 0), chain };
  const checkpoint = root === undefined ? state : { ...state, root };
  yield { name: checkpointPath(slashed), bytes: encodeCheckpoint(checkpoint) };
  yield { name: slashed, bytes: Buffer.concat(parts) };
}

async function readAccounts(session: pg.Client): Promise<Account[]> {
  const { rows } = await session.query<AccountRow>(
    `SELECT ${accountColumns} FROM accounts ORDER BY id`,
  );
  return rows.map(toAccount);
}

async function readKeys(session: pg.Client): Promise<string[]> {
  const { rows } = await session.query<{ entry: string }>(
    'SELECT entry FROM key_entries ORDER BY index',
  );
  return rows.map(({ entry }) => entry);
}

async function readNonces(session: pg.Client): Promise<NonceEntry[]> {
  const uses = await session.query<{ keyid: string; at: number }>(
    'SELECT keyid, used_at::float8 AS at FROM key_uses',
  );
  const hours = await session.query<{ hour: number }>(
    'SELECT hour::float8 AS hour FROM forgotten_nonce_hours',
  );
  const nonces = await session.query<{ nonce: string; expiresAt: number }>(
    'SELECT nonce, expires_at::float8 AS "expiresAt" FROM nonces',
  );
  const forgotten = hours.rows.map(({ hour }) => {
    return { from: hour * hourSeconds, to: (hour + 1) * hourSeconds - 1 };
  });
  return [...uses.rows, ...(forgotten.length > 0 ? [{ forgotten }] : []), ...nonces.rows];
}

async function readPayments(session: pg.Client): Promise<PaymentMark[]> {
  const { rows } = await session.query<Omit<PaymentMark, 'sales'> & { readonly sale: number }>(
    'SELECT raffle, sale, paid, marked_by AS by, marked_at AS at FROM payments ORDER BY raffle, sale',
  );
  return rows.map(({ sale, ...mark }) => ({ ...mark, sales: [sale] }));
}

async function readWitnesses(session: pg.Client): Promise<WitnessEntry[]> {
  const cosignatures = await session.query<WitnessEntry>(
    `SELECT 'checkpoint-cosigned' AS type, raffle, witness, size, time::float8 AS time, line
     FROM cosignatures ORDER BY position`,
  );
  const alarms = await session.query<WitnessEntry>(
    `SELECT 'alarm-raised' AS type, raffle, witness, size::float8 AS size, raised_at AS at
     FROM witness_alarms ORDER BY raffle, witness`,
  );
  return [...cosignatures.rows, ...alarms.rows];
}

async function readOutbox(session: pg.Client): Promise<string[]> {
  const state = await session.query<{ is_on: boolean }>('SELECT is_on FROM outbox');
  const { rows: progress } = await session.query(
    'SELECT raffle, next_entry, next_offset, sent, failed FROM mail_progress ORDER BY raffle',
  );
  const mails = await session.query<{ mail: string }>('SELECT mail FROM mails ORDER BY position');
  const waiting = mails.rows.map(({ mail }): QueuedMail<unknown> => JSON.parse(mail));
  return writeOutbox({
    isOn: state.rows[0]?.is_on === true,
    raffles: new Map(
      progress.map(({ raffle, next_entry: entry, next_offset: offset, sent, failed }) => [
        raffle,
        { next: { entry, offset }, sent, failed },
      ]),
    ),
    waiting: new Map(waiting.map((mail) => [mail.id, mail])),
  });
}
