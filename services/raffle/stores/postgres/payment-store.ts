import { isPaidSale, type IsPaid, type PaymentMark, type PaymentStore } from '../payment-store.ts';
import type { Database } from './database.ts';
import { changeRepeatably } from './repeatable-change.ts';

interface MarkRow {
  readonly sale: number;
  readonly paid: boolean;
}

/** Payments in the database: the last mark of each sale. */
export class PostgresPaymentStore implements PaymentStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async mark({ raffle, sales, paid, by, at }: PaymentMark): Promise<void> {
    if (sales.length === 0) return;
    // In order, so that two marks of the same sales do not lock each other out.
    await changeRepeatably(
      this.#database,
      `INSERT INTO payments (raffle, sale, paid, marked_by, marked_at)
       SELECT DISTINCT $1, sale, $3::boolean, $4, $5 FROM unnest($2::integer[]) AS sale ORDER BY sale
       ON CONFLICT (raffle, sale) DO UPDATE
         SET paid = excluded.paid, marked_by = excluded.marked_by, marked_at = excluded.marked_at
         WHERE payments.paid <> excluded.paid`,
      [raffle, sales, paid, by, at],
    );
  }

  async readPayments(raffle: string, sales?: readonly number[]): Promise<IsPaid> {
    const rows = await this.#database.query<MarkRow>(
      `SELECT sale, paid FROM payments
       WHERE raffle = $1 AND ($2::integer[] IS NULL OR sale = ANY ($2))`,
      [raffle, sales],
    );
    const marks = new Map(rows.map(({ sale, paid }) => [sale, paid]));
    return (sale) => isPaidSale(sale, marks.get(sale.index));
  }
}
