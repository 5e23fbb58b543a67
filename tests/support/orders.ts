import { createHash, createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArrivedRequest } from '../../services/raffle/identity/arrived-request.ts';
import type { WireRequest } from './raw-http.ts';
import { signMessage } from './rfc9421.ts';

/** Somebody who signs orders, with whatever key and whatever truth. */
export interface OrderKey {
  readonly keyid: string;
  readonly privateKey: KeyObject;
}

/** An order before it is signed. */
export interface Order {
  readonly method?: string;
  readonly target: string;
  readonly body?: string | Buffer;
  /** Usually JSON where there is a body; null: none. */
  readonly contentType?: null;
  readonly idempotencyKey?: string;
}

/** What to do otherwise than the contract says. A parameter that is undefined is left out. */
export interface Oddity {
  readonly label?: string;
  readonly authority?: string;
  readonly components?: (usual: readonly string[]) => readonly string[];
  readonly parameters?: Readonly<Record<string, string | number | undefined>>;
  readonly parameterOrder?: readonly string[];
  readonly key?: OrderKey;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A signer who does as asked, right or wrong. It shares no code with the one under test. */
export class OrderSigner {
  readonly #url: string;
  readonly #key: OrderKey;

  constructor(url: string, key: OrderKey) {
    this.#url = url;
    this.#key = key;
  }

  sign(order: Order, oddity: Oddity = {}): WireRequest {
    const { method = 'POST', target, body = '' } = order;
    const headers: Record<string, string> = { ...plainHeaders(order), ...oddity.headers };
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

function plainHeaders({ body = '', contentType, idempotencyKey }: Order): Record<string, string> {
  return {
    'content-digest': digestOf(body),
    ...(contentType === null || body.length === 0 ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

export function digestOf(body: string | Buffer): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** The key that a development service gave its operator. */
export async function readOrderKey(dataDir: string): Promise<OrderKey> {
  return toOrderKey(createPrivateKey(readFileSync(join(dataDir, 'operator.pem'))));
}

export async function toOrderKey(privateKey: KeyObject): Promise<OrderKey> {
  const { x } = privateKey.export({ format: 'jwk' });
  return { keyid: thumbprintOf(x!), privateKey };
}

/** RFC 7638, for the JWK of RFC 8037. */
export function thumbprintOf(publicKey: string): string {
  const jwk = `{"crv":"Ed25519","kty":"OKP","x":"${publicKey}"}`;
  return createHash('sha256').update(jwk).digest('base64url');
}

/** As it would arrive. */
export function arrivedFrom({ method, target, headers, body }: WireRequest): ArrivedRequest {
  return {
    method,
    target,
    rawHeaders: headers.flat(),
    readBody: async () => Buffer.from(body ?? ''),
  };
}

/** The same request with one header set, or taken away. */
export function withHeader(
  wire: WireRequest,
  name: string,
  value: string | undefined,
): WireRequest {
  const others = wire.headers.filter(([other]) => other !== name);
  return { ...wire, headers: value === undefined ? others : [...others, [name, value]] };
}

/** The same request with one header there twice. */
export function withTwice(wire: WireRequest, name: string): WireRequest {
  return {
    ...wire,
    headers: wire.headers.flatMap((pair) => (pair[0] === name ? [pair, pair] : [pair])),
  };
}

export function headerOf(wire: WireRequest, name: string): string {
  return wire.headers.find(([other]) => other === name)![1];
}
