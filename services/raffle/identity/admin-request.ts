import { signing } from '#contract/request-signing.ts';
import type { Order } from '../domain/entries.ts';
import type { AdminKey, AdminStore } from '../stores/admin-store.ts';
import { AdminRequestRefused } from './admin-request-refused.ts';
import {
  readSignedHeaders,
  requireDigest,
  requireText,
  type ArrivedRequest,
} from './arrived-request.ts';
import { verifyRequestSignature, type RequestSignature } from './request-signature.ts';

export interface Operator {
  readonly key: AdminKey;
  readonly order: NonNullable<Order>;
}

/** Recognises operators by their signature: known key, fresh, for this very request, once. */
export class AdminRequests {
  readonly #publicUrl: string;
  readonly #store: AdminStore;

  /** @param publicUrl Where the service says it is. The authority comes from here, never from a request. */
  constructor(publicUrl: string, store: AdminStore) {
    this.#publicUrl = publicUrl;
    this.#store = store;
  }

  /**
   * @param now Unix seconds.
   * @throws {AdminRequestRefused} with the contract's code.
   */
  async verify(request: ArrivedRequest, now = unixSeconds()): Promise<Operator> {
    if ((await this.#store.keys()).every((key) => key.isRevoked)) {
      throw new AdminRequestRefused(
        'no-admin-key',
        'No operator key is enrolled here. Set RAFFLE_ADMIN_KEYS_FILE and start the service again.',
      );
    }
    const headers = readSignedHeaders(request);
    const findKey = async (keyid: string) => (await this.#requireKey(keyid)).publicKey;
    const rules = { publicUrl: this.#publicUrl, findKey, now };
    const signed = await verifyRequestSignature(request, headers, rules);
    const body = await request.readBody();
    requireDigest(headers, body);
    requireText(body);
    await claimOnce(this.#store, signed, now);
    const idempotencyKey = headers['idempotency-key'];
    const order = {
      keyid: signed.keyid,
      base: signed.base,
      signature: signed.signature,
      body: body.toString(),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    };
    // Once more, because the body took its time and the key may have been revoked meanwhile.
    return { key: await this.#requireKey(signed.keyid), order };
  }

  async #requireKey(keyid: string): Promise<AdminKey> {
    const key = await this.#store.findKey(keyid);
    if (key !== undefined) return key;
    throw new AdminRequestRefused('key-unknown', 'The key that signed is not enrolled here.');
  }
}

export function unixSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** @throws {AdminRequestRefused} `signature-replayed`. */
export async function claimOnce(
  store: AdminStore,
  { nonce, keyid, expires }: RequestSignature,
  now: number,
): Promise<void> {
  const expiresAt = expires + signing.clockSkewSeconds;
  if (await store.claimNonce({ nonce, keyid, expiresAt, at: now })) return;
  throw new AdminRequestRefused(
    'signature-replayed',
    'This signature was used before. Sign the request again; keep its Idempotency-Key.',
  );
}
