import type { Bucket, RateLimitStore } from '../rate-limit-store.ts';
import type { Database } from './database.ts';
import type { KeyedDigest } from './sign-in-codes.ts';
import type { Transaction } from './transaction.ts';

type Statements = Pick<Transaction, 'query'>;

interface BucketRow {
  readonly place: number;
  readonly tokens: number;
}

/** The wanted buckets, in the order of their keys, so that two statements do not lock each other out. */
const wanted = `wanted AS (
  SELECT * FROM unnest($1::bytea[], $2::float8[], $3::float8[], $4::float8[])
    WITH ORDINALITY AS w (bucket, burst, per_ms, tokens_max, place) ORDER BY bucket)`;

/** Content now: a bucket refills up to its burst, and keeps what was given beyond it. */
const content = `CASE WHEN r.bucket IS NULL THEN w.burst ELSE greatest(r.tokens, least(w.burst,
  r.tokens + w.per_ms * greatest(0, extract(epoch FROM clock_timestamp() - r.read_at) * 1000))) END`;

/** Full buckets are deleted once in so many changes. */
const changesPerSweep = 500;

/** Rate limits that hold across processes. The database has digests of what is limited. */
export class PostgresRateLimits implements RateLimitStore {
  readonly #database: Database;
  readonly #digest: KeyedDigest;
  #changes = 0;

  constructor(database: Database, digest: KeyedDigest) {
    this.#database = database;
    this.#digest = digest;
  }

  async take(buckets: readonly Bucket[]): Promise<readonly number[]> {
    if (buckets.length === 0) return [];
    return this.#change(buckets, async (statements) => {
      const waits = await this.#readWaits(statements, buckets);
      if (waits.every((waitMs) => waitMs === 0)) await this.#add(statements, buckets, -1);
      return waits;
    });
  }

  async waitMs(bucket: Bucket): Promise<number> {
    const [waitMs = 0] = await this.#readWaits(this.#database, [bucket]);
    return waitMs;
  }

  async give(buckets: readonly Bucket[], tokens: number): Promise<void> {
    if (buckets.length === 0) return;
    await this.#change(buckets, (statements) => this.#add(statements, buckets, tokens));
    this.#changes += 1;
    if (this.#changes % changesPerSweep > 0) return;
    await this.#database.query('DELETE FROM rate_limits WHERE full_at <= statement_timestamp()');
  }

  /** Locks the buckets, so that the next statement reads what it changes. */
  #change<Result>(
    buckets: readonly Bucket[],
    change: (statements: Statements) => Promise<Result>,
  ): Promise<Result> {
    const values = this.#valuesOf(buckets);
    return this.#database.transaction(
      async (transaction) => {
        // Rows that are not there cannot be locked.
        await transaction.query(
          `WITH ${wanted} INSERT INTO rate_limits (bucket, tokens, read_at, full_at)
           SELECT bucket, burst, statement_timestamp(), statement_timestamp() FROM wanted
           ON CONFLICT (bucket) DO NOTHING`,
          values,
        );
        await transaction.query(
          'SELECT FROM rate_limits WHERE bucket = ANY ($1::bytea[]) ORDER BY bucket FOR UPDATE',
          [values[0]],
        );
        return change(transaction);
      },
      // Done twice, it takes or gives a token too many.
      { isCommitted: async () => false },
    );
  }

  async #readWaits(statements: Statements, buckets: readonly Bucket[]): Promise<readonly number[]> {
    const rows = await statements.query<BucketRow>(
      `WITH ${wanted} SELECT place::integer, ${content} AS tokens
       FROM wanted w LEFT JOIN rate_limits r USING (bucket) ORDER BY place`,
      this.#valuesOf(buckets),
    );
    return rows.map(({ tokens }, place) => {
      const { burst = 1, refillMs = 1 } = buckets[place]?.kind ?? {};
      const missing = 1 - tokens;
      return missing <= 0 ? 0 : Math.ceil((missing * refillMs) / burst);
    });
  }

  async #add(statements: Statements, buckets: readonly Bucket[], tokens: number): Promise<void> {
    await statements.query(
      `WITH ${wanted}, changed AS (
         SELECT w.bucket, w.burst, w.per_ms, least(${content} + $5, w.tokens_max) AS tokens
         FROM wanted w LEFT JOIN rate_limits r USING (bucket))
       INSERT INTO rate_limits (bucket, tokens, read_at, full_at)
       SELECT bucket, tokens, clock_timestamp(), clock_timestamp() +
         CASE WHEN tokens > burst THEN interval '1 day'
           ELSE (burst - tokens) / per_ms * interval '1 millisecond' END
       FROM changed
       ON CONFLICT (bucket) DO UPDATE
         SET tokens = excluded.tokens, read_at = excluded.read_at, full_at = excluded.full_at`,
      [...this.#valuesOf(buckets), tokens],
    );
  }

  #valuesOf(buckets: readonly Bucket[]): readonly unknown[] {
    const kinds = buckets.map(({ kind }) => kind);
    return [
      buckets.map(({ kind, key }) => this.#digest(JSON.stringify(['rate-limit', kind.name, key]))),
      kinds.map(({ burst }) => burst),
      kinds.map(({ burst, refillMs }) => burst / refillMs),
      kinds.map(({ burst, growthMax = 1 }) => burst * growthMax),
    ];
  }
}
