import { signing } from '#contract/request-signing.ts';
import type { OperatorSignature } from '../domain/entries.ts';
import type { AdminKey, AdminStore, NonceClaim } from '../stores/admin-store.ts';
import type { NonceStatus } from '../stores/spent-nonces.ts';
import {
  AdminRequestRefused,
  readSignedHeaders,
  requireDigest,
  requireText,
  type RawRequest,
} from './raw-request.ts';
import { verifyRequestSignature, type RequestSignature } from './request-signature.ts';

/** The key that signed a request, and the signature to store with its effects. */
export interface Operator {
  readonly key: AdminKey;
  readonly operatorSignature: NonNullable<OperatorSignature>;
}

/** A signed request whose body is a file. The file is not stored with its signature. */
export interface SignedUpload {
  readonly key: AdminKey;
  readonly file: Buffer;
}

/** Authenticates operators: the signature is by an enrolled key, fresh, for this request, and unused. */
export class AdminRequests {
  readonly #publicUrl: string;
  readonly #store: AdminStore;

  /** @param publicUrl Configured URL of the service. The authority is never taken from a request. */
  constructor(publicUrl: string, store: AdminStore) {
    this.#publicUrl = publicUrl;
    this.#store = store;
  }

  /**
   * Verifies a mutation. Its nonce is claimed on disk.
   *
   * @param now Unix seconds.
   * @throws {AdminRequestRefused}
   */
  async verify(request: RawRequest, now = unixSeconds()): Promise<Operator> {
    return this.#verify(request, now, (signed) => claimOnce(this.#store, signed, now));
  }

  /** Like `verify`, for a request whose body is a file of any bytes. */
  async verifyUpload(request: RawRequest, now = unixSeconds()): Promise<SignedUpload> {
    const { signed, body } = await this.#authenticate(request, now);
    await claimOnce(this.#store, signed, now);
    return { key: await this.#requireKey(signed.keyid), file: body };
  }

  /** Like `verify`, for a request that only reads. Its nonce is claimed in memory. */
  async verifyRead(request: RawRequest, now = unixSeconds()): Promise<Operator> {
    return this.#verify(request, now, async (signed) => {
      const { created } = signed;
      requireUnused(await this.#store.claimReadNonce({ ...toClaim(signed, now), created }));
    });
  }

  async #verify(
    request: RawRequest,
    now: number,
    claim: (signed: RequestSignature) => Promise<void>,
  ): Promise<Operator> {
    const { signed, body, headers } = await this.#authenticate(request, now);
    requireText(body);
    await claim(signed);
    const idempotencyKey = headers['idempotency-key'];
    const operatorSignature = {
      keyid: signed.keyid,
      base: signed.base,
      signature: signed.signature,
      body: body.toString(),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    };
    // Look the key up again: it may have been revoked while the body was read.
    return { key: await this.#requireKey(signed.keyid), operatorSignature };
  }

  /** Verifies signature, time and digest. The nonce is not claimed yet. */
  async #authenticate(request: RawRequest, now: number) {
    if ((await this.#store.listKeys()).every((key) => key.isRevoked)) {
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
    return { signed, body, headers };
  }

  async #requireKey(keyid: string): Promise<AdminKey> {
    const key = await this.#store.findKey(keyid);
    if (key !== undefined) return key;
    throw new AdminRequestRefused(
      'key-unknown',
      'The key that signed the request is not enrolled here.',
    );
  }
}

export function unixSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** @throws {AdminRequestRefused} `signature-replayed`, `signature-stale`. */
export async function claimOnce(
  store: AdminStore,
  signed: RequestSignature,
  now: number,
): Promise<void> {
  requireUnused(await store.claimNonce(toClaim(signed, now)));
}

function toClaim({ nonce, keyid, expires }: RequestSignature, now: number): NonceClaim {
  return { nonce, keyid, expiresAt: expires + signing.clockSkewSeconds, at: now };
}

function requireUnused(verdict: NonceStatus): void {
  if (verdict === 'claimed') return;
  if (verdict === 'used') {
    throw new AdminRequestRefused(
      'signature-replayed',
      'This signature was already used. Sign the request again and keep its Idempotency-Key.',
    );
  }
  throw new AdminRequestRefused(
    'signature-stale',
    'This signature is older than the list of used signatures, so it may have been used before. Check the clock, sign again and keep the Idempotency-Key.',
  );
}
