import { randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import {
  codeLimits,
  type IssuedCode,
  type SignInAttempt,
  type SignInCodeStore,
} from '../sign-in-code-store.ts';
import type { Database } from './database.ts';

interface CodeRow {
  readonly id: string;
  readonly code: Buffer;
}

/** Computes a keyed digest of a text. */
export type KeyedDigest = (text: string) => Buffer;

const { digits, lifetimeMs, triesMax, livePerBrowserMax } = codeLimits;
const isLive = 'expires_at > statement_timestamp()';

/** Codes in the database, as keyed digests: who reads the database learns neither codes nor mailboxes. */
export class PostgresSignInCodes implements SignInCodeStore {
  readonly #database: Database;
  readonly #digest: KeyedDigest;

  constructor(database: Database, digest: KeyedDigest) {
    this.#database = database;
    this.#digest = digest;
  }

  async challengeFor(cookie: string | undefined): Promise<string> {
    const fresh = randomBytes(16).toString('base64url');
    if (cookie === undefined) return fresh;
    const [live] = await this.#database.query(
      `SELECT FROM sign_in_codes WHERE challenge = $1 AND ${isLive} LIMIT 1`,
      [this.#digestOf('challenge', cookie)],
    );
    return live === undefined ? fresh : cookie;
  }

  async issue(challenge: string, mailbox: string): Promise<IssuedCode> {
    const code = String(randomInt(10 ** digits)).padStart(digits, '0');
    const id = randomUUID();
    const browser = this.#digestOf('challenge', challenge);
    await this.#database.transaction(
      async (transaction) => {
        await transaction.query(`DELETE FROM sign_in_codes WHERE NOT ${isLive}`);
        await transaction.query(
          `INSERT INTO sign_in_codes (id, challenge, mailbox, code, tries_left, expires_at)
           VALUES ($1, $2, $3, $4, $5, statement_timestamp() + $6 * interval '1 millisecond')
           ON CONFLICT (id) DO NOTHING`,
          [
            id,
            browser,
            this.#digestOf('mailbox', mailbox),
            this.#digestOf('code', challenge, mailbox, code),
            triesMax,
            lifetimeMs,
          ],
        );
        await transaction.query(
          `DELETE FROM sign_in_codes WHERE id IN (
             SELECT id FROM sign_in_codes WHERE challenge = $1 ORDER BY position DESC OFFSET $2)`,
          [browser, livePerBrowserMax],
        );
      },
      { isCommitted: async () => false },
    );
    const withdraw = async () => {
      await this.#database.query('DELETE FROM sign_in_codes WHERE id = $1', [id]);
    };
    return { code, withdraw };
  }

  async redeem({ challenge, mailbox, code }: SignInAttempt): Promise<boolean> {
    const browser = this.#digestOf('challenge', challenge);
    const owner = this.#digestOf('mailbox', mailbox);
    const given = this.#digestOf('code', challenge, mailbox, code);
    return this.#database.transaction(async (transaction) => {
      // The rows are locked in one statement and counted down in the next, so no attempt is lost.
      const rows = await transaction.query<CodeRow>(
        `SELECT id, code FROM sign_in_codes WHERE challenge = $1 AND mailbox = $2 AND ${isLive}
           AND tries_left > 0 ORDER BY position FOR UPDATE`,
        [browser, owner],
      );
      let isRight = false;
      for (const row of rows) if (timingSafeEqual(row.code, given)) isRight = true;
      const ids = rows.map(({ id }) => id);
      if (isRight) await transaction.query('DELETE FROM sign_in_codes WHERE id = ANY ($1)', [ids]);
      else {
        await transaction.query(
          'UPDATE sign_in_codes SET tries_left = tries_left - 1 WHERE id = ANY ($1)',
          [ids],
        );
      }
      return isRight;
    });
  }

  /** The first word keeps digests of different kinds apart. */
  #digestOf(...texts: readonly string[]): Buffer {
    return this.#digest(JSON.stringify(texts));
  }
}
