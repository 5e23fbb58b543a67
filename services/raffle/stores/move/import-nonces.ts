import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { NonceEntry } from '../lowdb/nonce-store.ts';

const hourSeconds = 3_600;

/** Writes the used nonces of a journal, so that no signed request can be sent a second time. */
export async function importNonces(session: pg.Client, texts: readonly string[]): Promise<void> {
  const nonces = new Map<string, number>();
  const lastUses = new Map<string, number>();
  const hours = new Set<number>();
  for (const text of texts) {
    const entry: NonceEntry = JSON.parse(text);
    if ('nonce' in entry) nonces.set(entry.nonce, entry.expiresAt);
    if ('keyid' in entry) {
      lastUses.set(entry.keyid, Math.max(entry.at, lastUses.get(entry.keyid) ?? 0));
    }
    if (!('forgotten' in entry)) continue;
    for (const { from, to } of entry.forgotten) {
      const last = Math.floor(to / hourSeconds);
      for (let hour = Math.floor(from / hourSeconds); hour <= last; hour += 1) hours.add(hour);
    }
  }
  await session.query(
    `INSERT INTO nonces (nonce, claim, expires_at)
     SELECT nonce, $1, expires_at FROM unnest($2::text[], $3::bigint[]) AS t (nonce, expires_at)`,
    [randomUUID(), [...nonces.keys()], [...nonces.values()]],
  );
  await session.query(
    'INSERT INTO key_uses (keyid, used_at) SELECT * FROM unnest($1::text[], $2::bigint[])',
    [[...lastUses.keys()], [...lastUses.values()]],
  );
  await session.query('INSERT INTO forgotten_nonce_hours (hour) SELECT unnest($1::bigint[])', [
    [...hours],
  ]);
}
