import { isUtf8 } from 'node:buffer';
import { hash, timingSafeEqual } from 'node:crypto';
import { AdminRequestRefused } from './admin-request-refused.ts';

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  /** Names and values in turn, as on the wire. */
  readonly rawHeaders: readonly string[];
  /** Reads the body, and refuses one that is too large. */
  readBody(): Promise<Buffer>;
}

/** By lower-case name. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** What a signature says, covers, or would be undermined by. */
export const singleHeaders: ReadonlySet<string> = new Set([
  'content-digest',
  'content-encoding',
  'content-type',
  'idempotency-key',
  'signature',
  'signature-input',
]);

/** @throws {AdminRequestRefused} there is no signature, or there are two of something. */
export function readSignedHeaders({ rawHeaders: raw }: ArrivedRequest): Headers {
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

/** @throws {AdminRequestRefused} the digest is not this body's. */
export function requireDigest(headers: Headers, body: Buffer): void {
  const expected = Buffer.from(`sha-256=:${hash('sha256', body, 'base64')}:`);
  const found = Buffer.from(headers['content-digest'] ?? '');
  if (found.length === expected.length && timingSafeEqual(found, expected)) return;
  throw new AdminRequestRefused('signature-invalid', 'The body is not the one that was signed.');
}

/** The order is kept as text; bytes that are none could not be shown under their digest later. */
export function requireText(body: Buffer): void {
  if (isUtf8(body)) return;
  throw new AdminRequestRefused('invalid-request', 'The body is not UTF-8. Nothing was changed.');
}
