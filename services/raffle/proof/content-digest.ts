import { parseDictionary } from 'structured-headers';

/**
 * Reads the SHA-256 digest of a Content-Digest field. Other algorithms and parameters are ignored.
 *
 * @returns Undefined if the field is not a dictionary or has no such digest.
 * @see RFC 9530 section 2, RFC 8941 section 3.2.
 */
export function readSha256Digest(field: string): Uint8Array | undefined {
  try {
    const [digest] = parseDictionary(field).get('sha-256') ?? [];
    return digest instanceof ArrayBuffer ? new Uint8Array(digest) : undefined;
  } catch {
    return undefined;
  }
}
