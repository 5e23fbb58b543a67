import { isUtf8 } from 'node:buffer';
import { hash, timingSafeEqual } from 'node:crypto';
import { CodedError } from '#errors';
import type { ProblemCode } from '#contract/problem-details.ts';
import { readSha256Digest } from '#proof/content-digest.ts';

/** A request as it was received: the exact bytes that a signature covers. */
export interface RawRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  /** Names and values alternate, as received. */
  readonly rawHeaders: readonly string[];
  /** Reads the body. Fails if it is too large. */
  readBody(): Promise<Buffer>;
}

/** The request is not signed by an operator, or this operator may not send it. */
export class AdminRequestRefused extends CodedError<ProblemCode> {
  override name = 'AdminRequestRefused';
  /** Members of the problem reply beside the standard ones. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(code, message);
    this.facts = facts;
  }
}

/** By lower-case name. */
export type Headers = Readonly<Record<string, string>>;

/** Headers that a signature consists of or covers, or that would change its meaning. */
export const singleHeaders: ReadonlySet<string> = new Set([
  'content-digest',
  'content-encoding',
  'content-type',
  'idempotency-key',
  'signature',
  'signature-input',
]);

/** Several times what a signature needs. They are parsed before the key is looked up. */
const headerLengthMax = 2_048;

/** @throws {AdminRequestRefused} If there is no signature, or a header is repeated or too long. */
export function readSignedHeaders({ rawHeaders }: RawRequest): Headers {
  const headers: Record<string, string> = {};
  for (const [index, value] of rawHeaders.entries()) {
    if (index % 2 === 0) continue;
    const name = String(rawHeaders[index - 1]).toLowerCase();
    if (singleHeaders.has(name) && name in headers) {
      throw new AdminRequestRefused('signature-invalid', `The header ${name} appears twice.`);
    }
    if (singleHeaders.has(name) && value.length > headerLengthMax) {
      throw new AdminRequestRefused(
        'signature-invalid',
        `The header ${name} is longer than ${headerLengthMax} characters.`,
      );
    }
    headers[name] = value;
  }
  if (!('signature' in headers) || !('signature-input' in headers)) {
    throw new AdminRequestRefused(
      'signature-missing',
      'Admin requests must be signed with an operator key. This one has no signature.',
    );
  }
  if ('content-encoding' in headers) {
    throw new AdminRequestRefused('signature-invalid', 'A signed body must not be encoded.');
  }
  return headers;
}

/** @throws {AdminRequestRefused} If the SHA-256 digest is missing or not that of the body. */
export function requireDigest(headers: Headers, body: Buffer): void {
  const found = readSha256Digest(headers['content-digest'] ?? '');
  if (found === undefined) {
    throw new AdminRequestRefused(
      'signature-invalid',
      'The Content-Digest must contain the SHA-256 of the body, as in sha-256=:47DEQp…:, alone or beside other algorithms (RFC 9530).',
    );
  }
  const expected = hash('sha256', body, 'buffer');
  if (found.length === expected.length && timingSafeEqual(found, expected)) return;
  throw new AdminRequestRefused('signature-invalid', 'The body is not the one that was signed.');
}

/**
 * Requires UTF-8: the body is stored as text, and its digest must be reproducible from that text.
 *
 * @throws {AdminRequestRefused}
 */
export function requireText(body: Buffer): void {
  if (isUtf8(body)) return;
  throw new AdminRequestRefused('invalid-request', 'The body is not UTF-8. Nothing was changed.');
}
