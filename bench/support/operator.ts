import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyThumbprint, signRequest, type RequestSigner } from '#contract/request-signing.ts';
import type { RequestText } from './http-messages.ts';

/** The key that a service in development leaves in its data folder. */
export async function readOperatorKey(dataDir: string): Promise<RequestSigner> {
  const key: KeyObject = createPrivateKey(readFileSync(join(dataDir, 'operator.pem')));
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { keyid: await keyThumbprint(x), sign: async (bytes) => sign(null, bytes, key) };
}

/** A request of an operator, without its signature. */
export interface OperatorRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/** Signs a request; a change gets a key of its own. It is valid for a minute, once. */
export async function signOperatorRequest(
  url: string,
  signer: RequestSigner,
  { method, path, body }: OperatorRequest,
): Promise<RequestText> {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const key = method === 'GET' ? {} : { idempotencyKey: crypto.randomUUID() };
  const headers = await signRequest({ method, url: url + path, ...text, ...key }, signer);
  return { method, path, headers, ...text };
}

/** @throws {Error} if the request is refused: a refusal is not worth timing. */
export async function sendOperatorRequest(
  url: string,
  signer: RequestSigner,
  request: OperatorRequest,
): Promise<string> {
  const { method, path, headers, body } = await signOperatorRequest(url, signer, request);
  const reply = await fetch(url + path, { method, headers: { ...headers }, body: body ?? null });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path} failed: ${text}`);
  return text;
}
