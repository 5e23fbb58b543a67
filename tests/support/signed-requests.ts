import { createHash, createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawRequest } from '../../services/raffle/identity/raw-request.ts';
import type { WireRequest } from './raw-http.ts';
import { signMessage } from './rfc9421.ts';

/** A signer of admin requests, with any key and right or wrong values. */
export interface SigningKey {
  readonly keyid: string;
  readonly privateKey: KeyObject;
}

/** An admin request before it is signed. */
export interface UnsignedRequest {
  readonly method?: string;
  readonly target: string;
  readonly body?: string | Buffer;
  /** Default: JSON if there is a body. Null: no content type. */
  readonly contentType?: null;
  readonly idempotencyKey?: string;
}

/** Deviations from the contract. A parameter that is undefined is left out. */
export interface Oddity {
  readonly label?: string;
  readonly authority?: string;
  readonly components?: (usual: readonly string[]) => readonly string[];
  readonly parameters?: Readonly<Record<string, string | number | undefined>>;
  readonly parameterOrder?: readonly string[];
  readonly key?: SigningKey;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes a signer that applies these deviations. It shares no code with the one under test. */
export class IndependentSigner {
  readonly #url: string;
  readonly #key: SigningKey;

  constructor(url: string, key: SigningKey) {
    this.#url = url;
    this.#key = key;
  }

  sign(request: UnsignedRequest, oddity: Oddity = {}): WireRequest {
    const { method = 'POST', target, body = '' } = request;
    const headers: Record<string, string> = { ...plainHeaders(request), ...oddity.headers };
    const usual = ['@method', '@authority', '@path', '@query', ...Object.keys(headers)];
    const { keyid, privateKey } = oddity.key ?? this.#key;
    const created = Math.floor(Date.now() / 1000);
    const parameters: Record<string, string | number | undefined> = {
      created,
      expires: created + 60,
      nonce: randomBytes(16).toString('base64url'),
      keyid,
      alg: 'ed25519',
      tag: 'raffle-admin-v1',
      ...oddity.parameters,
    };
    const names = oddity.parameterOrder ?? Object.keys(parameters);
    const authority = oddity.authority ?? new URL(this.#url).host;
    const signature = signMessage(
      { method, authority, target, headers },
      {
        label: oddity.label ?? 'raffle',
        components: oddity.components?.(usual) ?? usual,
        parameters: names.flatMap((name) => {
          const value = parameters[name];
          return value === undefined ? [] : [[name, value] as const];
        }),
        privateKey,
      },
    );
    return { method, target, body, headers: Object.entries({ ...headers, ...signature }) };
  }
}

function plainHeaders({
  body = '',
  contentType,
  idempotencyKey,
}: UnsignedRequest): Record<string, string> {
  return {
    'content-digest': digestOf(body),
    ...(contentType === null || body.length === 0 ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

export function digestOf(body: string | Buffer): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** Reads the operator key that a development service made. */
export async function readSigningKey(dataDir: string): Promise<SigningKey> {
  return toSigningKey(createPrivateKey(readFileSync(join(dataDir, 'operator.pem'))));
}

export async function toSigningKey(privateKey: KeyObject): Promise<SigningKey> {
  const { x } = privateKey.export({ format: 'jwk' });
  return { keyid: thumbprintOf(x!), privateKey };
}

/** RFC 7638, for the JWK of RFC 8037. */
export function thumbprintOf(publicKey: string): string {
  const jwk = `{"crv":"Ed25519","kty":"OKP","x":"${publicKey}"}`;
  return createHash('sha256').update(jwk).digest('base64url');
}

/** Converts a request to the form in which the service receives it. */
export function arrivedFrom({ method, target, headers, body }: WireRequest): RawRequest {
  return {
    method,
    target,
    rawHeaders: headers.flat(),
    readBody: async () => Buffer.from(body ?? ''),
  };
}

/** Returns the request with one header set, or removed. */
export function withHeader(
  wire: WireRequest,
  name: string,
  value: string | undefined,
): WireRequest {
  const others = wire.headers.filter(([other]) => other !== name);
  return { ...wire, headers: value === undefined ? others : [...others, [name, value]] };
}

/** Returns the request with one header repeated. */
export function withTwice(wire: WireRequest, name: string): WireRequest {
  return {
    ...wire,
    headers: wire.headers.flatMap((pair) => (pair[0] === name ? [pair, pair] : [pair])),
  };
}

export function headerOf(wire: WireRequest, name: string): string {
  return wire.headers.find(([other]) => other === name)![1];
}
