import { hash } from 'node:crypto';
import { createMac, type Mac } from './mac.ts';
import type { Secret } from './secret.ts';

/**
 * 128 bits: enough against guessing and collisions, and still short. The bytes are shortened, not
 * the text, because a slice of a string would keep the whole string in memory.
 */
const pseudonymBytes = 16;

/** Derives pseudonyms with keys of the service's secret. They are stable and reveal no identity. */
export class Pseudonyms {
  readonly #accountMac: Mac;
  readonly #personMac: Mac;
  readonly #holderMacs = new Map<string, Mac>();
  readonly #secret: Secret;

  constructor(secret: Secret) {
    this.#secret = secret;
    this.#accountMac = createMac(secret.derive('account'));
    this.#personMac = createMac(secret.derive('person'));
  }

  /** @param identity An exact mailbox, or `iss|sub`. */
  account(identity: string): string {
    return shorten(this.#accountMac(identity));
  }

  /** @param identity A canonical mailbox, whichever way the person signs in. */
  person(identity: string): string {
    return shorten(this.#personMac(identity));
  }

  /** The person in one raffle's public log. The holders of two raffles cannot be linked. */
  holder(raffleId: string, person: string): string {
    let mac = this.#holderMacs.get(raffleId);
    if (mac === undefined) {
      mac = createMac(this.#secret.derive(`holder/${raffleId}`));
      this.#holderMacs.set(raffleId, mac);
    }
    return shorten(mac(person));
  }

  /** A made-up participant of a rehearsal. No person's pseudonym contains a slash. */
  madeUpHolder(raffleId: string, name: string): string {
    return this.holder(raffleId, `made-up/${name}`);
  }
}

/** The digest of an idempotency key that a log stores privately. */
export function digestIdempotencyKey(key: string): string {
  return shorten(Buffer.from(hash('sha256', key, 'binary'), 'binary'));
}

function shorten(digest: Buffer): string {
  return digest.toString('base64url', 0, pseudonymBytes);
}
