import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import * as z from 'zod/mini';
import type { Database } from './database.ts';

const channel = 'raffle_changes';
/** A notification has less than 8,000 bytes, and an id at most 64. */
const idsPerNotification = 50;
/** Every other process reads each announced raffle, and shows it four times a second at most. */
const announcePauseMs = 100;

export interface ChangeFeedOptions {
  readonly database: Database;
  /** Takes the id of a raffle that another process has changed or deleted. */
  readonly onChange: (raffleId: string) => void;
  /** Takes the reason why other processes could not be told or heard; it is tried again. */
  readonly onFailure?: (cause: unknown) => void;
  /** Milliseconds between two looks at what changed, besides the notifications. Default: 2,000. */
  readonly pollMs?: number;
}

/** Time before now that a look goes back: a transaction may be committed as late. */
const overlapSeconds = 30;
const retryMs = 500;
const answerMsMax = 1_000;
const pollMsDefault = 2_000;

const Notification = z.object({ sender: z.string(), ids: z.array(z.string()) });

interface LookRow {
  readonly now: number;
  /** Null if nothing has changed. */
  readonly id: string | null;
  readonly state: string;
}

/**
 * Tells the processes of one database about changed raffles. A notification is sent after the commit: in the
 * transaction, it would let the commits of all raffles wait for each other. Whatever is lost, with a
 * connection or a process, is found by looking every two seconds.
 *
 * @see https://www.postgresql.org/docs/18/sql-notify.html#id-1.9.3.158.7
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  /** Names this process in its notifications, which it receives too. */
  readonly #sender = crypto.randomUUID();
  readonly #changed = new Set<string>();
  /** States at the last look, so that each change is reported once. */
  #seen = new Map<string, string>();
  /** Time of the last look, by the database's clock, in seconds. */
  #lookedAt: number | undefined;
  #sending: Promise<void> | undefined;
  readonly #stopped = new AbortController();
  #isChecking = false;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: ChangeFeedOptions) {
    this.#options = options;
  }

  static async start(options: ChangeFeedOptions): Promise<ChangeFeed> {
    const feed = new ChangeFeed(options);
    await feed.#listen();
    await feed.#look();
    feed.#wait(options.pollMs ?? pollMsDefault);
    return feed;
  }

  /** Announces what is to be announced, then ends the connection. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    await this.#sending;
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  /** Tells the other processes that this one has changed a raffle, durably. */
  announce(raffleId: string): void {
    if (this.#stopped.signal.aborted) return;
    this.#changed.add(raffleId);
    this.#sending ??= this.#send();
  }

  async #send(): Promise<void> {
    try {
      while (this.#changed.size > 0) {
        const ids = [...this.#changed].slice(0, idsPerNotification);
        for (const id of ids) this.#changed.delete(id);
        const message = JSON.stringify({ sender: this.#sender, ids });
        await this.#options.database.query(
          'SELECT pg_notify($1, $2)',
          [channel, message],
          'notify',
        );
        await this.#pause();
      }
    } catch (cause) {
      this.#fail(cause);
    } finally {
      this.#sending = undefined;
    }
  }

  async #pause(): Promise<void> {
    const { signal } = this.#stopped;
    await delay(announcePauseMs, undefined, { signal }).catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const client = await this.#options.database.connect();
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''));
    client.on('end', () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#wait(0);
    });
    try {
      await client.query(`LISTEN ${channel}`);
      this.#client = client;
    } catch (cause) {
      await client.end();
      throw cause;
    }
  }

  #receive(payload: string): void {
    const { sender, ids } = readNotification(payload);
    if (sender === this.#sender) return;
    for (const id of ids) this.#options.onChange(id);
  }

  #wait(ms: number): void {
    if (this.#stopped.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), ms).unref();
  }

  async #check(): Promise<void> {
    // The check that runs already waits for the next one.
    if (this.#isChecking) return;
    this.#isChecking = true;
    let ms = this.#options.pollMs ?? pollMsDefault;
    try {
      await this.#requireListening();
      await this.#look();
    } catch (cause) {
      ms = retryMs;
      this.#fail(cause);
    }
    this.#isChecking = false;
    this.#wait(ms);
  }

  /** A connection can be lost without a sign, so it has to answer. */
  async #requireListening(): Promise<void> {
    const client = this.#client;
    if (client === undefined) return this.#listen();
    const timer = setTimeout(() => void client.end(), answerMsMax);
    try {
      await client.query('SELECT 1');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reports the raffles that have changed since the last look; at the first one, none. */
  async #look(): Promise<void> {
    const rows = await this.#options.database.query<LookRow>(
      `SELECT now, id, size || CASE WHEN is_deleted THEN ' deleted' ELSE '' END AS state
       FROM (SELECT extract(epoch FROM clock_timestamp())::float8 AS now) AS clock
       LEFT JOIN raffles ON changed_at > to_timestamp(least($1, now) - ${overlapSeconds})`,
      [this.#lookedAt ?? Infinity],
      'look',
    );
    const isFirst = this.#lookedAt === undefined;
    const before = this.#seen;
    this.#seen = new Map();
    for (const { now, id, state } of rows) {
      this.#lookedAt = now;
      if (id === null) continue;
      this.#seen.set(id, state);
      if (!isFirst && before.get(id) !== state) this.#options.onChange(id);
    }
  }

  #fail(cause: unknown): void {
    if (!this.#stopped.signal.aborted) this.#options.onFailure?.(cause);
  }
}

/** Any role that may connect to the database may notify. What is not ours says nothing. */
function readNotification(payload: string): z.infer<typeof Notification> {
  try {
    return Notification.parse(JSON.parse(payload));
  } catch {
    return { sender: '', ids: [] };
  }
}
