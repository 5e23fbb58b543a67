import { createSignature } from 'http-message-sig';

/** The dialect of RFC 9421 that operators speak: one label, one tag, one algorithm. */
export const signing = {
  label: 'raffle',
  tag: 'raffle-admin-v1',
  algorithm: 'ed25519',
  components: ['@method', '@authority', '@path', '@query', 'content-digest'],
  lifetimeSecondsMax: 60,
  clockSkewSeconds: 10,
  nonceBytes: 16,
} as const;

/** Signs bytes with an operator's Ed25519 key, wherever that key lives. */
export interface RequestSigner {
  /** RFC 7638 thumbprint of the public key. */
  readonly keyid: string;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export interface RequestToSign {
  readonly method: string;
  /** Absolute, at the authority the service calls itself. */
  readonly url: string;
  readonly body?: string;
  readonly idempotencyKey?: string;
}

/**
 * Signs one request for `/api/admin`. Every call makes a new nonce, so a retry is a new signature.
 *
 * @param now Unix time in seconds.
 * @returns The headers to send with it, `content-type` included when there is a body.
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

/** What a signature over a request with these headers (lower-case names) must cover. */
export function requiredComponents(headers: Readonly<Record<string, unknown>>): string[] {
  const optional = ['content-type', 'idempotency-key'].filter((name) => name in headers);
  return [...signing.components, ...optional];
}

/** The `Content-Digest` of a body, `sha-256=:…:`; an empty body has one too. */
export async function contentDigest(body: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  return `sha-256=:${base64(new Uint8Array(hash))}:`;
}

/**
 * Names an Ed25519 public key.
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
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  if (request.idempotencyKey !== undefined) headers['idempotency-key'] = request.idempotencyKey;
  return headers;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
