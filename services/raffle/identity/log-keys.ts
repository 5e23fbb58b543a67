import { formatVerifierKey } from '#proof/verifier-key.ts';
import { LogSigningKeys } from './log-signing-keys.ts';
import type { Secret } from './secret.ts';

/** What each raffle's log is called, and the public half of the key that signs it. */
export class LogKeys {
  readonly #keys: LogSigningKeys;
  readonly #host: string;

  /** @param publicUrl Where the service says it is; a new log is named after it, for good. */
  constructor(secret: Secret, publicUrl: string) {
    this.#keys = new LogSigningKeys(secret);
    this.#host = new URL(publicUrl).host;
  }

  /** @returns A C2SP verifier key, named `<host>/raffles/<id>`; it stands in the log's first entry. */
  verifierKey(raffle: string): string {
    return formatVerifierKey(`${this.#host}/raffles/${raffle}`, this.#keys.publicKey(raffle));
  }
}
