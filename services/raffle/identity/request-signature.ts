import { verify } from 'node:crypto';
import {
  isSignatureError,
  SignatureErrorCode,
  verifySignature,
  type UntrustedSignatureCandidate,
} from 'http-message-sig';
import { requiredComponents, signing } from '#contract/request-signing.ts';
import { toKeyObject } from './admin-keys.ts';
import {
  AdminRequestRefused,
  singleHeaders,
  type Headers,
  type RawRequest,
} from './raw-request.ts';

/** A valid, fresh signature of a request. The caller knows whose key it is. */
export interface RequestSignature {
  readonly keyid: string;
  /** RFC 9421 signature base: the signed bytes as text. */
  readonly base: string;
  /** Base64url. */
  readonly signature: string;
  readonly nonce: string;
  /** Unix seconds, like `expires`. */
  readonly created: number;
  readonly expires: number;
}

export interface SignatureRules {
  /** Configured URL of the service. The authority is never taken from a request. */
  readonly publicUrl: string;
  /** Returns the public key of a keyid. Its error is passed on. */
  readonly findKey: (keyid: string) => Promise<string>;
  /** Unix seconds. */
  readonly now: number;
}

/**
 * Verifies the signature of a request before its body is read: the signature covers only its digest.
 *
 * @throws {AdminRequestRefused}
 * @see RFC 9421 section 3.2.
 */
export async function verifyRequestSignature(
  request: RawRequest,
  headers: Headers,
  { publicUrl, findKey, now }: SignatureRules,
): Promise<RequestSignature> {
  let base = '';
  const resolveVerifier = async (candidate: UntrustedSignatureCandidate) => {
    assertSignatureProfile(candidate, headers);
    const { keyid } = requireParameters(candidate.parameters);
    const publicKey = toKeyObject(await findKey(keyid));
    requireFresh(candidate, now);
    return {
      algorithm: signing.algorithm,
      verify: (bytes: Uint8Array, signature: Uint8Array) => {
        base = Buffer.from(bytes).toString();
        return verify(null, bytes, publicKey, signature);
      },
    };
  };
  const message = {
    kind: 'request',
    method: request.method,
    targetUri: new URL(publicUrl).origin + request.target,
    fields: Object.entries(headers)
      .filter(([name]) => singleHeaders.has(name))
      .map(([name, value]) => ({ name, value })),
  } as const;
  const policy = {
    algorithms: [signing.algorithm],
    requiredComponents: requiredComponents(headers),
    requiredParameters: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'],
    now,
    clockSkew: Number.MAX_SAFE_INTEGER / 2,
  } as const;
  try {
    const { signature, parameters } = await verifySignature(message, {
      label: signing.label,
      policy,
      resolveVerifier,
    });
    return {
      ...requireParameters(parameters),
      base,
      signature: Buffer.from(signature).toString('base64url'),
    };
  } catch (error) {
    throw toRefusal(error, publicUrl);
  }
}

type Parameters = UntrustedSignatureCandidate['parameters'];

function requireParameters({ keyid, nonce, created, expires }: Parameters) {
  if (
    keyid === undefined ||
    nonce === undefined ||
    created === undefined ||
    expires === undefined
  ) {
    throw new AdminRequestRefused(
      'signature-invalid',
      'The signature needs the parameters created, expires, nonce and keyid.',
    );
  }
  return { keyid, nonce, created, expires };
}

/** Requires exactly the components and parameters of the signature profile. */
function assertSignatureProfile(candidate: UntrustedSignatureCandidate, headers: Headers): void {
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
    isNonce(parameters.nonce);
  if (isExact && isRaffle) return;
  throw new AdminRequestRefused(
    'signature-invalid',
    `The signature must cover exactly ${[...expected].join(', ')}, with alg="${signing.algorithm}", tag="${signing.tag}" and a nonce of ${signing.nonceBytes} to ${signing.nonceBytesMax} bytes in base64 or base64url.`,
  );
}

/** The nonce is compared as text, not decoded: the signature covers the text. */
function isNonce(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[\w+/-]+={0,2}$/.test(value)) return false;
  const bytes = Buffer.from(value, 'base64').length;
  return bytes >= signing.nonceBytes && bytes <= signing.nonceBytesMax;
}

function requireFresh({ parameters }: UntrustedSignatureCandidate, now: number): void {
  const { created = NaN, expires = NaN } = parameters;
  const why = whyStale({ created, expires, now });
  if (why === undefined) return;
  throw new AdminRequestRefused('signature-stale', `${why} Nothing was changed.`, {
    serverTime: new Date(now * 1000).toISOString(),
  });
}

/** Explains why a signature is not fresh; the clock skew applies to both ends. Unix seconds. */
function whyStale({ created, expires, now }: Record<'created' | 'expires' | 'now', number>) {
  const { clockSkewSeconds: skew, lifetimeSecondsMax } = signing;
  if (!(expires >= created && expires - created <= lifetimeSecondsMax)) {
    return `A signature may be valid for at most ${lifetimeSecondsMax} seconds. This one is valid from ${created} to ${expires} (Unix seconds).`;
  }
  if (created > now + skew) {
    return `The clock of the signing device is ${created - now} s ahead of the service’s; ${skew} s are allowed. Set it, or sign with the time in serverTime.`;
  }
  if (expires < now - skew) {
    return `By the service’s clock the signature was created ${now - created} s ago and expired ${now - expires} s ago. If it is new, the clock of the signing device is behind: set it, or sign with the time in serverTime.`;
  }
  return undefined;
}

function toRefusal(error: unknown, publicUrl: string): unknown {
  if (!isSignatureError(error)) return error;
  if (error.cause instanceof AdminRequestRefused) return error.cause;
  if (error.code !== SignatureErrorCode.VerificationFailed) {
    return new AdminRequestRefused('signature-invalid', `${error.message}.`);
  }
  return new AdminRequestRefused(
    'signature-invalid',
    `The signature does not match this request. It must be made for the authority ${new URL(publicUrl).host}, and the request must not change on the way.`,
  );
}
