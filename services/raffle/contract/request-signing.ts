import { createSignature } from 'http-message-sig';

/** The signature profile of RFC 9421 for admin requests: one label, one tag, one algorithm. */
export const signing = {
  label: 'raffle',
  tag: 'raffle-admin-v1',
  algorithm: 'ed25519',
  components: ['@method', '@authority', '@path', '@query', 'content-digest'],
  lifetimeSecondsMax: 60,
  clockSkewSeconds: 10,
  /** Number of bytes that this client sends, and the minimum that the service accepts. */
  nonceBytes: 16,
  nonceBytesMax: 64,
} as const;

/** Signs bytes with an operator's Ed25519 key, from a file or in a browser's key store. */
export interface RequestSigner {
  /** RFC 7638 thumbprint of the public key. */
  readonly keyid: string;
  /** @returns The signature, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The parts of a request that its signature covers. */
export interface RequestToSign {
  readonly method: string;
  /** Absolute; its authority is the one in the service's configuration. */
  readonly url: string;
  /** JSON text, or the bytes of a file. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Default: `application/json`, if there is a body. */
  readonly contentType?: string;
  readonly idempotencyKey?: string;
}

/**
 * Signs one request for `/api/admin`, with a new nonce. A retry must be signed again.
 *
 * @param now Unix time in seconds.
 * @returns The headers to send, including `content-type` if there is a body.
 * @see RFC 9421 section 3.1, RFC 9530 section 2.
 */
export async function signRequest(
  request: RequestToSign,
  signer: RequestSigner,
  now: number = Math.floor(Date.now() / 1000),
): Promise<Record<string, string>> {
  const headers = await headersToSign(request);
  const fields = await createSignature(
    {
      kind: 'request',
      method: request.method,
      targetUri: request.url,
      fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
    {
      label: signing.label,
      components: requiredComponents(headers),
      parameters: {
        created: now,
        expires: now + signing.lifetimeSecondsMax,
        nonce: base64url(crypto.getRandomValues(new Uint8Array(signing.nonceBytes))),
        keyid: signer.keyid,
        alg: signing.algorithm,
        tag: signing.tag,
      },
      signer: { algorithm: signing.algorithm, sign: (bytes) => signer.sign(bytes) },
    },
  );
  return { ...headers, 'signature-input': fields.signatureInput, signature: fields.signature };
}

/** Returns the components that a signature must cover, given the request's header names in lower case. */
export function requiredComponents(headers: Readonly<Record<string, unknown>>): string[] {
  const optional = ['content-type', 'idempotency-key'].filter((name) => name in headers);
  return [...signing.components, ...optional];
}

/** Returns the `Content-Digest` of a body: `sha-256=:…:`, also for an empty body. */
export async function contentDigest(body: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return `sha-256=:${base64(new Uint8Array(hash))}:`;
}

/**
 * Returns the RFC 7638 thumbprint of an Ed25519 public key, which serves as its `keyid`.
 *
 * @param publicKey 32 bytes, base64url.
 * @see RFC 7638 section 3, RFC 8037 section 2 (kty OKP).
 */
export async function keyThumbprint(publicKey: string): Promise<string> {
  const jwk = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: publicKey });
  return base64url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(jwk))),
  );
}

async function headersToSign(request: RequestToSign): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    'content-digest': await contentDigest(request.body ?? ''),
  };
  if (request.body !== undefined) {
    headers['content-type'] = request.contentType ?? 'application/json';
  }
  if (request.idempotencyKey !== undefined) headers['idempotency-key'] = request.idempotencyKey;
  return headers;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
