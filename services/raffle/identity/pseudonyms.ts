import { createMac, sha256, type Mac } from './mac.ts';
import type { Secret } from './secret.ts';

/** 128 bits: too many to guess or to collide, few enough to read out. */
const pseudonymBytes = 16;

/** Names people without naming them. Each name is stable, and tells nothing without the secret. */
export class Pseudonyms {
  readonly #account: Mac;
  readonly #person: Mac;
  readonly #holders = new Map<string, Mac>();
  readonly #secret: Secret;

  constructor(secret: Secret) {
    this.#secret = secret;
    this.#account = createMac(secret.derive('account'));
    this.#person = createMac(secret.derive('person'));
  }

  /** @param identity An exact mailbox, or `iss|sub`. */
  account(identity: string): string {
    return shorten(this.#account(identity));
  }

  /** @param identity A canonical mailbox, or `iss|sub`. */
  person(identity: string): string {
    return shorten(this.#person(identity));
  }

  /** The person in one raffle's public log; two raffles cannot be linked through it. */
  holder(raffle: string, person: string): string {
    return shorten(this.#holder(raffle)(person));
  }

  /** Somebody made up, in the log of a rehearsal. No person is called so: their names have no slash. */
  madeUpHolder(raffle: string, name: string): string {
    return shorten(this.#holder(raffle)(`made-up/${name}`));
  }

  #holder(raffle: string): Mac {
    let mac = this.#holders.get(raffle);
    if (mac === undefined) {
      mac = createMac(this.#secret.derive(`holder/${raffle}`));
      this.#holders.set(raffle, mac);
    }
    return mac;
  }
}

/** What a log remembers of an idempotency key. */
export function digestIdempotencyKey(key: string): string {
  return shorten(sha256(key));
}

/** Shortened while it is bytes: a slice of the longer text would keep all of it in memory. */
function shorten(digest: Buffer): string {
  return digest.toString('base64url', 0, pseudonymBytes);
}
