import { randomUUID } from 'node:crypto';
import type { NonceClaim } from '../admin-store.ts';
import type { NonceStatus } from '../spent-nonces.ts';
import type { Database } from './database.ts';
import { changeRepeatably } from './repeatable-change.ts';

/** The last use of a key that only reads is written at most once in this many seconds. */
const lastUseIntervalSeconds = 60;
/** A nonce is stored so long after its expiry, in seconds of the database's clock. */
const keptSeconds = 86_400;
const hourSeconds = 3_600;

/**
 * Used nonces in the database, so that a nonce works once in all processes and also after a restart.
 * Of old ones the hour of their expiry is kept, and signatures of such an hour are refused, as
 * `SpentNonces` does.
 */
export class PostgresNonceStore {
  readonly #database: Database;
  readonly #claimsPerSweep: number;
  #claims = 0;

  /** @param claimsPerSweep A process deletes old nonces once in so many claims. */
  constructor(database: Database, claimsPerSweep = 1_000) {
    this.#database = database;
    this.#claimsPerSweep = claimsPerSweep;
  }

  claim(claim: NonceClaim): Promise<NonceStatus> {
    return this.#claim(claim, 0);
  }

  claimRead(claim: NonceClaim): Promise<NonceStatus> {
    return this.#claim(claim, lastUseIntervalSeconds);
  }

  /** When each key last signed, ISO 8601, by keyid. */
  async lastUses(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#database.query<{ keyid: string; used_at: string }>(
      'SELECT keyid, used_at::text FROM key_uses',
    );
    return new Map(
      rows.map(({ keyid, used_at: at }) => [keyid, new Date(Number(at) * 1000).toISOString()]),
    );
  }

  async #claim(
    { nonce, keyid, expiresAt, at }: NonceClaim,
    useIntervalSeconds: number,
  ): Promise<NonceStatus> {
    this.#claims += 1;
    if (this.#claims % this.#claimsPerSweep === 0) await this.#sweep();
    const hour = Math.floor(expiresAt / hourSeconds);
    const claimed = await changeRepeatably(
      this.#database,
      `WITH claimed AS (
         INSERT INTO nonces (nonce, claim, expires_at)
         SELECT $1::text, $2::text, $3::bigint
         WHERE NOT EXISTS (SELECT FROM forgotten_nonce_hours WHERE hour = $4::bigint)
         ON CONFLICT (nonce) DO UPDATE SET claim = excluded.claim
           WHERE nonces.claim = excluded.claim
         RETURNING 1
       ), used AS (
         INSERT INTO key_uses (keyid, used_at) SELECT $5::text, $6::bigint FROM claimed
         ON CONFLICT (keyid) DO UPDATE SET used_at = excluded.used_at
           WHERE excluded.used_at >= key_uses.used_at + $7::bigint
       )
       SELECT FROM claimed`,
      [nonce, randomUUID(), expiresAt, hour, keyid, at, useIntervalSeconds],
    );
    if (claimed.length > 0) return 'claimed';
    const [known] = await this.#database.query('SELECT FROM nonces WHERE nonce = $1', [nonce]);
    return known === undefined ? 'forgotten' : 'used';
  }

  /** The hours are durable before their nonces are deleted, so that no claim finds neither. */
  async #sweep(): Promise<void> {
    const isOld = `expires_at < extract(epoch FROM statement_timestamp()) - ${keptSeconds}`;
    const rows = await changeRepeatably<{ hour: string }>(
      this.#database,
      `WITH hours AS (SELECT DISTINCT expires_at / ${hourSeconds} AS hour FROM nonces WHERE ${isOld}),
         noted AS (INSERT INTO forgotten_nonce_hours SELECT hour FROM hours ON CONFLICT DO NOTHING)
       SELECT hour::text FROM hours`,
      [],
    );
    await changeRepeatably(
      this.#database,
      `DELETE FROM nonces WHERE ${isOld} AND expires_at / ${hourSeconds} = ANY ($1::bigint[])`,
      [rows.map(({ hour }) => hour)],
    );
  }
}
