import { verify } from 'node:crypto';
import {
  isSignatureError,
  SignatureErrorCode,
  verifySignature,
  type UntrustedSignatureCandidate,
} from 'http-message-sig';
import { requiredComponents, signing } from '#contract/request-signing.ts';
import { toKeyObject } from './admin-keys.ts';
import { AdminRequestRefused } from './admin-request-refused.ts';
import { singleHeaders, type ArrivedRequest, type Headers } from './arrived-request.ts';

/** A signature that is good, fresh, and about this very request. Whose it is, the caller knows. */
export interface RequestSignature {
  readonly keyid: string;
  /** The bytes that were signed, as text. */
  readonly base: string;
  /** Base64url. */
  readonly signature: string;
  readonly nonce: string;
  /** Unix seconds. */
  readonly expires: number;
}

export interface SignatureRules {
  /** Where the service says it is. The authority comes from here, never from a request. */
  readonly publicUrl: string;
  /** The public key behind a keyid. What it throws is the caller's answer. */
  readonly findKey: (keyid: string) => Promise<string>;
  /** Unix seconds. */
  readonly now: number;
}

/**
 * Verifies the signature of a request, without its body: only the digest is covered.
 *
 * @throws {AdminRequestRefused} with the contract's code.
 * @see RFC 9421 section 3.2.
 */
export async function verifyRequestSignature(
  request: ArrivedRequest,
  headers: Headers,
  { publicUrl, findKey, now }: SignatureRules,
): Promise<RequestSignature> {
  let base = '';
  const resolveVerifier = async (candidate: UntrustedSignatureCandidate) => {
    requireDialect(candidate, headers);
    const publicKey = toKeyObject(await findKey(candidate.parameters.keyid!));
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
      .map(([name, value]) => ({ name, value: value! })),
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
      keyid: parameters.keyid!,
      base,
      signature: Buffer.from(signature).toString('base64url'),
      nonce: parameters.nonce!,
      expires: parameters.expires!,
    };
  } catch (error) {
    throw toRefusal(error, publicUrl);
  }
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

function toRefusal(error: unknown, publicUrl: string): unknown {
  if (!isSignatureError(error)) return error;
  if (error.cause instanceof AdminRequestRefused) return error.cause;
  if (error.code !== SignatureErrorCode.VerificationFailed) {
    return new AdminRequestRefused('signature-invalid', `${error.message}.`);
  }
  return new AdminRequestRefused(
    'signature-invalid',
    `The signature does not fit this request. It must be made for the authority ${new URL(publicUrl).host}, and nothing may change on the way.`,
  );
}
