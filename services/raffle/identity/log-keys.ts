import { createPrivateKey, createPublicKey } from 'node:crypto';
import { formatVerifierKey } from '#proof/verifier-key.ts';
import type { Secret } from './secret.ts';

/** DER of a PKCS#8 Ed25519 private key up to its 32-byte seed (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that signs one raffle's log; its public half stands in the log's first entry. */
export class LogKeys {
  readonly #secret: Secret;
  readonly #host: string;

  /** @param publicUrl Where the service says it is; the log is named after it. */
  constructor(secret: Secret, publicUrl: string) {
    this.#secret = secret;
    this.#host = new URL(publicUrl).host;
  }

  /** @returns A C2SP verifier key, named `<host>/raffles/<id>`. */
  verifierKey(raffle: string): string {
    const seed = this.#secret.derive(`log/${raffle}`);
    const privateKey = createPrivateKey({
      key: Buffer.concat([pkcs8Head, seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
    return formatVerifierKey(`${this.#host}/raffles/${raffle}`, Buffer.from(x!, 'base64url'));
  }
}
