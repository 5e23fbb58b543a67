import {
  logStart,
  type MailBatch,
  type MailProgress,
  type OutboxState,
  type OutboxStore,
  type QueuedMail,
  type StoredMailCounts,
} from '../outbox-store.ts';
import type { Database } from './database.ts';
import type { Transaction } from './transaction.ts';

interface ProgressRow {
  readonly raffle: string;
  readonly next_entry: number;
  readonly next_offset: number;
  readonly sent: number;
  readonly failed: number;
}

interface CountRow extends ProgressRow {
  readonly waiting: number;
  readonly oldest: string | null;
}

const progressColumns = 'raffle, next_entry, next_offset, sent, failed';

/** How the mails of raffles are, for a process that does not send them. */
export async function readMailCounts(
  database: Database,
  raffle?: string,
): Promise<ReadonlyMap<string, StoredMailCounts>> {
  const rows = await database.query<CountRow>(
    `SELECT ${progressColumns},
       (SELECT count(*)::integer FROM mails WHERE mails.raffle = p.raffle) AS waiting,
       (SELECT min(queued_at) FROM mails WHERE mails.raffle = p.raffle) AS oldest
     FROM mail_progress p WHERE $1::text IS NULL OR raffle = $1`,
    [raffle ?? null],
  );
  return new Map(
    rows.map((row) => [
      row.raffle,
      {
        ...toProgress(row),
        waiting: row.waiting,
        ...(row.oldest === null ? {} : { oldestQueuedAt: row.oldest }),
      },
    ]),
  );
}

export interface PostgresOutboxOptions {
  readonly database: Database;
  /** The term in which this process sends mails. In a later one, this store changes nothing. */
  readonly term: number;
  /** Called when the database has failed, so that the state here may be out of date. */
  readonly onFailure: (cause: unknown) => void;
}

/** Changed in place, so that a change costs the same however many mails wait. */
interface State<Content> extends OutboxState<Content> {
  isOn: boolean;
  readonly raffles: Map<string, MailProgress>;
  readonly waiting: Map<string, QueuedMail<Content>>;
}

/**
 * The outbox in the database, for the one process that sends mails. Every change first requires that its
 * term still runs, so no mail is queued or taken by two processes.
 */
export class PostgresOutboxStore<Content> implements OutboxStore<Content> {
  readonly state: State<Content>;
  readonly isShared = true;
  readonly #options: PostgresOutboxOptions;

  private constructor(options: PostgresOutboxOptions, state: State<Content>) {
    this.#options = options;
    this.state = state;
  }

  /** Reads what earlier terms left. Their last changes have ended. */
  static async load<Content>(
    options: PostgresOutboxOptions,
  ): Promise<PostgresOutboxStore<Content>> {
    const { database } = options;
    const [outbox] = await database.query<{ is_on: boolean }>('SELECT is_on FROM outbox');
    const progress = await database.query<ProgressRow>(
      `SELECT ${progressColumns} FROM mail_progress`,
    );
    const mails = await database.query<{ mail: string }>(
      'SELECT mail FROM mails ORDER BY position',
    );
    const waiting = mails.map(({ mail }): QueuedMail<Content> => JSON.parse(mail));
    return new PostgresOutboxStore(options, {
      isOn: outbox?.is_on === true,
      raffles: new Map(progress.map((row) => [row.raffle, toProgress(row)])),
      waiting: new Map(waiting.map((mail) => [mail.id, mail])),
    });
  }

  async enqueue({ raffle, from, to, mails }: MailBatch<Content>): Promise<boolean> {
    const isQueued = await this.#change(async (transaction) => {
      await transaction.query(
        'INSERT INTO mail_progress (raffle) VALUES ($1) ON CONFLICT (raffle) DO NOTHING',
        [raffle],
      );
      const moved = await transaction.query(
        `UPDATE mail_progress SET next_entry = $4, next_offset = $5
         WHERE raffle = $1 AND next_entry = $2 AND next_offset = $3
           AND (SELECT is_on FROM outbox) RETURNING 1`,
        [raffle, from.entry, from.offset, to.entry, to.offset],
      );
      if (moved.length === 0) return false;
      await transaction.query(
        `INSERT INTO mails (id, raffle, queued_at, mail)
         SELECT id, $2, queued_at, mail FROM unnest($1::text[], $3::text[], $4::text[])
           WITH ORDINALITY AS m (id, queued_at, mail, place) ORDER BY place`,
        [
          mails.map(({ id }) => id),
          raffle,
          mails.map(({ queuedAt }) => queuedAt),
          mails.map((mail) => JSON.stringify(mail)),
        ],
      );
      return true;
    });
    if (isQueued !== true) return false;
    for (const mail of mails) this.state.waiting.set(mail.id, mail);
    this.#update(raffle, () => ({ next: to }));
    return true;
  }

  async take(id: string): Promise<boolean> {
    const isTaken = await this.#change(async (transaction) => {
      const taken = await transaction.query(
        'UPDATE mails SET taken_in = $2 WHERE id = $1 RETURNING 1',
        [id, this.#options.term],
      );
      return taken.length > 0;
    });
    return isTaken === true;
  }

  async settle(id: string, outcome: 'sent' | 'failed'): Promise<void> {
    const raffle = await this.#change(async (transaction) => {
      const [mail] = await transaction.query<{ raffle: string }>(
        'DELETE FROM mails WHERE id = $1 RETURNING raffle',
        [id],
      );
      if (mail === undefined) return undefined;
      const sql = `UPDATE mail_progress SET ${outcome} = ${outcome} + 1 WHERE raffle = $1`;
      await transaction.query(sql, [mail.raffle]);
      return mail.raffle;
    });
    if (raffle === undefined) return;
    this.state.waiting.delete(id);
    this.#update(raffle, (mails) => ({ [outcome]: mails[outcome] + 1 }));
  }

  async turnOn(logSizes: ReadonlyMap<string, number>): Promise<void> {
    if (this.state.isOn) return;
    await this.#change(async (transaction) => {
      await transaction.query('UPDATE outbox SET is_on = true');
      await transaction.query(
        `INSERT INTO mail_progress (raffle, next_entry)
         SELECT * FROM unnest($1::text[], $2::integer[])
         ON CONFLICT (raffle) DO UPDATE SET next_entry = excluded.next_entry, next_offset = 0`,
        [[...logSizes.keys()], [...logSizes.values()]],
      );
    });
    this.state.isOn = true;
    for (const [raffle, entry] of logSizes) {
      this.#update(raffle, () => ({ next: { entry, offset: 0 } }));
    }
  }

  async turnOff(): Promise<void> {
    if (!this.state.isOn) return;
    await this.#change(async (transaction) => {
      await transaction.query('UPDATE outbox SET is_on = false');
      await transaction.query('DELETE FROM mails');
    });
    this.state.isOn = false;
    this.state.waiting.clear();
  }

  #update(raffle: string, change: (mails: MailProgress) => Partial<MailProgress>): void {
    const mails = this.state.raffles.get(raffle) ?? { next: logStart, sent: 0, failed: 0 };
    this.state.raffles.set(raffle, { ...mails, ...change(mails) });
  }

  /**
   * Makes a change if the term still runs. The next term begins with a change of the same row, so it
   * waits for this transaction. After a failure, also of a commit, the state here may be out of date.
   *
   * @returns undefined if another term has begun. Nothing was changed.
   */
  async #change<Result>(
    change: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result | undefined> {
    const { database, term, onFailure } = this.#options;
    try {
      return await database.transaction(async (transaction) => {
        const [row] = await transaction.query<{ term: string }>(
          'SELECT term::text FROM leadership FOR SHARE',
        );
        return Number(row?.term) === term ? change(transaction) : undefined;
      });
    } catch (cause) {
      onFailure(cause);
      throw cause;
    }
  }
}

function toProgress(row: ProgressRow): MailProgress {
  const { next_entry: entry, next_offset: offset, sent, failed } = row;
  return { next: { entry, offset }, sent, failed };
}
