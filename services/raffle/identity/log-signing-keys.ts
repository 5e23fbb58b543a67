import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { LogSigner } from '../stores/log-signer.ts';
import type { Secret } from './secret.ts';

/** DER of a PKCS#8 Ed25519 private key up to its 32-byte seed (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The keys that sign raffles' logs, one each, all made from the service's secret. */
export class LogSigningKeys implements LogSigner {
  readonly #secret: Secret;
  readonly #keys = new Map<string, KeyObject>();

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  sign(raffle: string, text: Uint8Array): Uint8Array {
    return sign(null, text, this.#key(raffle));
  }

  /** @returns Ed25519, 32 bytes. */
  publicKey(raffle: string): Uint8Array {
    const { x } = createPublicKey(this.#key(raffle)).export({ format: 'jwk' });
    return Buffer.from(x!, 'base64url');
  }

  #key(raffle: string): KeyObject {
    let key = this.#keys.get(raffle);
    if (key === undefined) {
      const seed = this.#secret.derive(`log/${raffle}`);
      const der = Buffer.concat([pkcs8Head, seed]);
      key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      this.#keys.set(raffle, key);
    }
    return key;
  }
}
