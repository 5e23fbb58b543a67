import { basename, extname } from 'node:path';
import type pg from 'pg';
import { readAccounts } from '../lowdb/account-store.ts';
import { readCatalogue } from '../lowdb/backup/copy-folder.ts';
import {
  accountsName,
  catalogueName,
  keysName,
  noncesName,
  outboxName,
  paymentsName,
  witnessesName,
} from '../lowdb/folder-layout.ts';
import { JournalError } from '../lowdb/journal-error.ts';
import { readOutbox } from '../lowdb/outbox-store.ts';
import { types } from '../lowdb/picture-store.ts';
import { readWitnessed } from '../lowdb/witness-store.ts';
import type { PaymentMark } from '../payment-store.ts';
import { importNonces } from './import-nonces.ts';

/**
 * Writes the rows of a journal that every data folder has.
 *
 * @throws {JournalError} `damaged`: a database cannot store what it holds.
 */
export async function importOwn(session: pg.Client, name: string, texts: readonly string[]) {
  switch (name) {
    case accountsName:
      return importAccounts(session, texts);
    case keysName:
      return session.query(
        `INSERT INTO key_entries (index, entry)
         SELECT place - 1, entry FROM unnest($1::text[]) WITH ORDINALITY AS t (entry, place)`,
        [texts],
      );
    case noncesName:
      return importNonces(session, texts);
    case paymentsName:
      return importPayments(session, texts);
    case outboxName:
      return importOutbox(session, texts);
    case catalogueName:
      return importDeleted(session, texts);
    case witnessesName:
      return importWitnessed(session, texts);
    default:
      throw new JournalError('damaged', `${name} cannot be stored in a database.`);
  }
}

async function importWitnessed(session: pg.Client, texts: readonly string[]): Promise<void> {
  for (const entry of readWitnessed(texts)) {
    if (entry.type === 'checkpoint-cosigned') {
      const { raffle, witness, size, time, line } = entry;
      await session.query(
        'INSERT INTO cosignatures (raffle, witness, size, time, line) VALUES ($1, $2, $3, $4, $5)',
        [raffle, witness, size, time, line],
      );
    }
    if (entry.type !== 'alarm-raised') continue;
    const { raffle, witness, size, at } = entry;
    await session.query(
      'INSERT INTO witness_alarms (raffle, witness, size, raised_at) VALUES ($1, $2, $3, $4)',
      [raffle, witness, size, at],
    );
  }
}

async function importAccounts(session: pg.Client, texts: readonly string[]): Promise<void> {
  const rows = [...readAccounts(texts).values()].map(({ mayShowName, ...account }) => {
    return { ...account, may_show_name: mayShowName };
  });
  const columns = 'id, email, person, language, name, phone, may_show_name, epoch';
  await session.query(
    `INSERT INTO accounts (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::accounts, $1)`,
    [JSON.stringify(rows)],
  );
}

async function importPayments(session: pg.Client, texts: readonly string[]): Promise<void> {
  const marks = new Map<string, readonly [string, number, boolean, string, string]>();
  for (const text of texts) {
    const { raffle, sales, paid, by, at }: PaymentMark = JSON.parse(text);
    for (const sale of sales) marks.set(`${raffle} ${sale}`, [raffle, sale, paid, by, at]);
  }
  for (const mark of marks.values()) {
    await session.query(
      'INSERT INTO payments (raffle, sale, paid, marked_by, marked_at) VALUES ($1, $2, $3, $4, $5)',
      [...mark],
    );
  }
}

async function importOutbox(session: pg.Client, texts: readonly string[]): Promise<void> {
  const { isOn, raffles, waiting } = readOutbox(texts);
  await session.query('UPDATE outbox SET is_on = $1', [isOn]);
  for (const [raffle, { next, sent, failed }] of raffles) {
    await session.query(
      `INSERT INTO mail_progress (raffle, next_entry, next_offset, sent, failed)
       VALUES ($1, $2, $3, $4, $5)`,
      [raffle, next.entry, next.offset, sent, failed],
    );
  }
  for (const mail of waiting.values()) {
    await session.query('INSERT INTO mails (id, raffle, queued_at, mail) VALUES ($1, $2, $3, $4)', [
      mail.id,
      mail.raffle,
      mail.queuedAt,
      JSON.stringify(mail),
    ]);
  }
}

/** Ids of deleted rehearsals stay taken. When they were opened is not known any more. */
async function importDeleted(session: pg.Client, texts: readonly string[]): Promise<void> {
  const deleted = [...readCatalogue(texts)].filter(([, isActive]) => !isActive).map(([id]) => id);
  await session.query(
    `INSERT INTO raffles (id, size, capacity, per_person_limit, is_deleted, opened_at)
     SELECT id, 0, 1, 1, true, '1970-01-01T00:00:00.000Z' FROM unnest($1::text[]) AS id`,
    [deleted],
  );
}

export async function importPicture(
  session: pg.Client,
  name: string,
  bytes: Buffer,
): Promise<void> {
  const extension = extname(name);
  await session.query('INSERT INTO pictures (hash, type, bytes) VALUES ($1, $2, $3)', [
    basename(name, extension),
    types.get(extension.slice(1)),
    bytes,
  ]);
}
