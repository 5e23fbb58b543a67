import type { Low } from 'lowdb';
import type { NonceClaim } from '../admin-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder } from './data-folder.ts';
import type { Log } from './journal-file.ts';

const name = 'nonces.journal';

/** Claims of an earlier version name no key. What only says when a key was used is left of those that went. */
type NonceEntry =
  NonceClaim | Pick<NonceClaim, 'nonce' | 'expiresAt'> | Pick<NonceClaim, 'keyid' | 'at'>;

/**
 * A nonce is claimed at most this long before it expires, in seconds: a signature's life and twice
 * the skew of clocks, generously. What expires that much earlier than a new claim has expired.
 */
const claimedAheadMax = 300;
/** So many expired claims are worth a new file. */
const expiredMax = 10_000;

interface Claims {
  /** From nonce to when it expires. */
  readonly live: Map<string, number>;
  /** From keyid to its last use. All in Unix seconds. */
  readonly lastUses: Map<string, number>;
}

/** The signatures that were used, and so when each key was. */
export class NonceClaims {
  readonly #queue: CommitQueue<Claims, NonceEntry>;

  private constructor(queue: CommitQueue<Claims, NonceEntry>) {
    this.#queue = queue;
  }

  static async open(folder: DataFolder): Promise<NonceClaims> {
    const db = await openCompact(folder);
    return new NonceClaims(
      new CommitQueue({ ...folder.guard(name), db, initial: noClaims(), evolve }),
    );
  }

  /** Durable when it resolves. */
  claim(claim: NonceClaim): Promise<boolean> {
    return this.#queue.change(({ live }) =>
      live.has(claim.nonce) ? { entries: [], answer: false } : { entries: [claim], answer: true },
    );
  }

  /** When a key last signed, ISO 8601. */
  lastUse(keyid: string): string | undefined {
    const at = this.#queue.state.lastUses.get(keyid);
    return at === undefined ? undefined : new Date(at * 1000).toISOString();
  }
}

function noClaims(): Claims {
  return { live: new Map(), lastUses: new Map() };
}

/** Remembers a claim, and forgets those whose signatures are refused for their age alone. */
function evolve(claims: Claims, entry: NonceEntry): Claims {
  const { live, lastUses } = claims;
  if ('keyid' in entry)
    lastUses.set(entry.keyid, Math.max(entry.at, lastUses.get(entry.keyid) ?? 0));
  if (!('nonce' in entry)) return claims;
  for (const [earlier, expiresAt] of live) {
    if (expiresAt >= entry.expiresAt - claimedAheadMax) break;
    live.delete(earlier);
  }
  live.set(entry.nonce, entry.expiresAt);
  return claims;
}

async function openCompact(folder: DataFolder): Promise<Low<Log<NonceEntry>>> {
  const db = await folder.ownJournal<NonceEntry>(name);
  const { live, lastUses } = db.data.entries.reduce(evolve, noClaims());
  if (db.data.entries.length - live.size - lastUses.size <= expiredMax) return db;
  return folder.replaceJournal<NonceEntry>(name, [
    ...[...lastUses].map(([keyid, at]) => ({ keyid, at })),
    ...[...live].map(([nonce, expiresAt]) => ({ nonce, expiresAt })),
  ]);
}
