import { isUtf8 } from 'node:buffer';
import { hash, timingSafeEqual, verify } from 'node:crypto';
import {
  isSignatureError,
  SignatureErrorCode,
  verifySignature,
  type UntrustedSignatureCandidate,
} from 'http-message-sig';
import { requiredComponents, signing } from '#contract/request-signing.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { Order } from '../domain/entries.ts';
import type { AdminKey, AdminStore } from '../stores/admin-store.ts';
import { toKeyObject } from './admin-keys.ts';

/** Why a request is not an operator's. */
export class AdminRequestRefused extends Error {
  override name = 'AdminRequestRefused';
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  /** Names and values in turn, as on the wire. */
  readonly rawHeaders: readonly string[];
  /** Reads the body, and refuses one that is too large. Called once the signature is good. */
  readBody(): Promise<Buffer>;
}

export interface Operator {
  readonly key: AdminKey;
  readonly order: NonNullable<Order>;
}

const singleHeaders = new Set([
  'content-digest',
  'content-encoding',
  'content-type',
  'idempotency-key',
  'signature',
  'signature-input',
]);

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
   * @throws {AdminRequestRefused} with the contract's code.
   * @see RFC 9421 section 3.2.
   */
  async verify(request: ArrivedRequest, now = Math.floor(Date.now() / 1000)): Promise<Operator> {
    if (this.#store.keys().every((key) => key.isRevoked)) {
      throw new AdminRequestRefused(
        'no-admin-key',
        'No operator key is enrolled here. Set RAFFLE_ADMIN_KEYS_FILE and start the service again.',
      );
    }
    const headers = readHeaders(request.rawHeaders);
    const signed = await this.#verifySignature(request, headers, now);
    const body = await request.readBody();
    requireDigest(headers['content-digest']!, body);
    requireText(body);
    if (!(await this.#store.claimNonce(signed.nonce, signed.expires + signing.clockSkewSeconds))) {
      throw new AdminRequestRefused(
        'signature-replayed',
        'This signature was used before. Sign the request again; keep its Idempotency-Key.',
      );
    }
    const idempotencyKey = headers['idempotency-key'];
    const order = {
      keyid: signed.key.keyid,
      base: signed.base,
      signature: signed.signature,
      body: body.toString(),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    };
    return { key: signed.key, order };
  }

  async #verifySignature(request: ArrivedRequest, headers: Headers, now: number) {
    let key: AdminKey | undefined;
    let base = '';
    try {
      const verified = await verifySignature(
        {
          kind: 'request',
          method: request.method,
          targetUri: new URL(this.#publicUrl).origin + request.target,
          fields: Object.entries(headers)
            .filter(([name]) => singleHeaders.has(name))
            .map(([name, value]) => ({ name, value: value! })),
        },
        {
          label: signing.label,
          policy: {
            algorithms: [signing.algorithm],
            requiredComponents: requiredComponents(headers),
            requiredParameters: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'],
            now,
            clockSkew: Number.MAX_SAFE_INTEGER / 2,
          },
          resolveVerifier: (candidate) => {
            requireDialect(candidate, headers);
            key = this.#findKey(candidate);
            requireFresh(candidate, now);
            const publicKey = toKeyObject(key.publicKey);
            return {
              algorithm: signing.algorithm,
              verify: (bytes, signature) => {
                base = Buffer.from(bytes).toString();
                return verify(null, bytes, publicKey, signature);
              },
            };
          },
        },
      );
      return {
        key: key!,
        base,
        signature: Buffer.from(verified.signature).toString('base64url'),
        nonce: verified.parameters.nonce!,
        expires: verified.parameters.expires!,
      };
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  #findKey({ parameters }: UntrustedSignatureCandidate): AdminKey {
    const key = this.#store.findKey(parameters.keyid!);
    if (key !== undefined) return key;
    throw new AdminRequestRefused('key-unknown', 'The key that signed is not enrolled here.');
  }

  #refusal(error: unknown): unknown {
    if (!isSignatureError(error)) return error;
    if (error.cause instanceof AdminRequestRefused) return error.cause;
    if (error.code !== SignatureErrorCode.VerificationFailed) {
      return new AdminRequestRefused('signature-invalid', `${error.message}.`);
    }
    return new AdminRequestRefused(
      'signature-invalid',
      `The signature does not fit this request. It must be made for the authority ${new URL(this.#publicUrl).host}, and nothing may change on the way.`,
    );
  }
}

type Headers = Readonly<Record<string, string | undefined>>;

function readHeaders(raw: readonly string[]): Headers {
  const headers: Record<string, string> = {};
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    if (singleHeaders.has(name) && name in headers) {
      throw new AdminRequestRefused('signature-invalid', `The header ${name} is there twice.`);
    }
    headers[name] = raw[index + 1]!;
  }
  if (!('signature' in headers) || !('signature-input' in headers)) {
    throw new AdminRequestRefused(
      'signature-missing',
      'Admin requests are signed with an operator key. This one carries no signature.',
    );
  }
  if ('content-encoding' in headers) {
    throw new AdminRequestRefused('signature-invalid', 'A signed body must not be encoded.');
  }
  return headers;
}

/** The signature covers exactly what it must, and says what it is for. */
function requireDialect(candidate: UntrustedSignatureCandidate, headers: Headers): void {
  const { parameters, components } = candidate;
  const expected = new Set(requiredComponents(headers));
  const isExact =
    components.length === expected.size &&
    components.every(
      ({ name, parameters: extra }) => expected.has(name) && Object.keys(extra).length === 0,
    );
  const isRaffle =
    parameters.tag === signing.tag &&
    parameters.alg === signing.algorithm &&
    /^[\w-]{22}$/.test(String(parameters.nonce));
  if (isExact && isRaffle) return;
  throw new AdminRequestRefused(
    'signature-invalid',
    `The signature must cover exactly ${[...expected].join(', ')}, with alg="${signing.algorithm}", tag="${signing.tag}" and a nonce of ${signing.nonceBytes} bytes.`,
  );
}

function requireFresh({ parameters }: UntrustedSignatureCandidate, now: number): void {
  const { created = NaN, expires = NaN } = parameters;
  const skew = signing.clockSkewSeconds;
  const isShort = expires >= created && expires - created <= signing.lifetimeSecondsMax;
  if (isShort && created <= now + skew && expires >= now - skew) return;
  throw new AdminRequestRefused(
    'signature-stale',
    `The signature is not of this minute: made at ${created}, good until ${expires}, and it is ${now} here (Unix seconds). Check the clock and sign again.`,
  );
}

function requireDigest(header: string, body: Buffer): void {
  const expected = Buffer.from(`sha-256=:${hash('sha256', body, 'base64')}:`);
  const found = Buffer.from(header);
  if (found.length === expected.length && timingSafeEqual(found, expected)) return;
  throw new AdminRequestRefused('signature-invalid', 'The body is not the one that was signed.');
}

/** The order is kept as text; bytes that are none could not be shown under their digest later. */
function requireText(body: Buffer): void {
  if (isUtf8(body)) return;
  throw new AdminRequestRefused('invalid-request', 'The body is not UTF-8. Nothing was changed.');
}
