import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { formatVerifierKey } from '#proof/signed-note.ts';
import type { LogSigner } from '../stores/merkle-log.ts';
import type { Secret } from './secret.ts';

/** DER of a PKCS#8 Ed25519 private key up to its 32-byte seed (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
/** DER of an Ed25519 public key up to its 32 bytes (RFC 8410). */
const spkiHeadBytes = 12;

/** The Ed25519 keys that sign the raffles' logs, one per raffle, derived from the service's secret. */
export class LogKeyring implements LogSigner {
  readonly #secret: Secret;
  readonly #keys = new Map<string, KeyObject>();

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  sign(raffleId: string, text: Uint8Array): Uint8Array {
    return sign(null, text, this.#key(raffleId));
  }

  /**
   * @param publicUrl The service's public URL. Its host becomes part of the new log's name, for good.
   * @returns C2SP verifier key named `<host>/raffles/<id>`, as the log's first entry holds it.
   */
  verifierKey(raffleId: string, publicUrl: string): string {
    const { host } = new URL(publicUrl);
    const der = createPublicKey(this.#key(raffleId)).export({ format: 'der', type: 'spki' });
    return formatVerifierKey(`${host}/raffles/${raffleId}`, der.subarray(spkiHeadBytes));
  }

  #key(raffleId: string): KeyObject {
    let key = this.#keys.get(raffleId);
    if (key === undefined) {
      const seed = this.#secret.derive(`log/${raffleId}`);
      const der = Buffer.concat([pkcs8Head, seed]);
      key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      this.#keys.set(raffleId, key);
    }
    return key;
  }
}
