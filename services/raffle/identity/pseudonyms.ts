import { createHmac, hash } from 'node:crypto';
import type { Secret } from './secret.ts';

/** 128 bits: too many to guess or to collide, few enough to read out. */
const pseudonymBytes = 16;

/** Names people without naming them. Each name is stable, and tells nothing without the secret. */
export class Pseudonyms {
  readonly #accountKey: Buffer;
  readonly #personKey: Buffer;
  readonly #holderKeys = new Map<string, Buffer>();
  readonly #secret: Secret;

  constructor(secret: Secret) {
    this.#secret = secret;
    this.#accountKey = secret.derive('account');
    this.#personKey = secret.derive('person');
  }

  /** @param identity An exact mailbox, or `iss|sub`. */
  account(identity: string): string {
    return pseudonym(this.#accountKey, identity);
  }

  /** @param identity A canonical mailbox, or `iss|sub`. */
  person(identity: string): string {
    return pseudonym(this.#personKey, identity);
  }

  /** The person in one raffle's public log; two raffles cannot be linked through it. */
  holder(raffle: string, person: string): string {
    return pseudonym(this.#holderKey(raffle), person);
  }

  /** Somebody made up, in the log of a rehearsal. No person is called so: their names have no slash. */
  madeUpHolder(raffle: string, name: string): string {
    return pseudonym(this.#holderKey(raffle), `made-up/${name}`);
  }

  #holderKey(raffle: string): Buffer {
    let key = this.#holderKeys.get(raffle);
    if (key === undefined) {
      key = this.#secret.derive(`holder/${raffle}`);
      this.#holderKeys.set(raffle, key);
    }
    return key;
  }
}

/** What a log remembers of an idempotency key. */
export function digestIdempotencyKey(key: string): string {
  return shorten(hash('sha256', key, 'buffer'));
}

function pseudonym(key: Buffer, name: string): string {
  return shorten(createHmac('sha256', key).update(name).digest());
}

/** Shortened while it is bytes: a slice of the longer text would keep all of it in memory. */
function shorten(digest: Buffer): string {
  return digest.toString('base64url', 0, pseudonymBytes);
}
