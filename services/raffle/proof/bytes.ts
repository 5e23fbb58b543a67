import { sha256 } from '@noble/hashes/sha2.js';

/** Computes SHA-256, 32 bytes. In Node a faster implementation than the default can be passed. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const defaultSha256: Sha256 = sha256;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** @throws {TypeError} The bytes are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** @returns Undefined if the bytes are not UTF-8. */
export function tryFromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return fromUtf8(bytes);
  } catch {
    return undefined;
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    joined.set(part, end);
    end += part.length;
  }
  return joined;
}

export function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** @param value Whole number, 0 to 2^32 - 1. */
export function be32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** @param value Whole number, 0 to 2^53 - 1. */
export function be64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOf[byte]!;
  return hex;
}

/** @returns Undefined unless the text is exactly `byteCount` bytes in lower-case hexadecimal. */
export function fromHex(text: string, byteCount: number): Uint8Array | undefined {
  if (text.length !== 2 * byteCount || !/^[0-9a-f]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(byteCount);
  for (let index = 0; index < byteCount; index += 1) {
    bytes[index] = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}

/** Base64 with padding. @see RFC 4648 section 4. */
export function toBase64(bytes: Uint8Array): string {
  // The method of newer engines is twenty times faster.
  if ('toBase64' in bytes && typeof bytes.toBase64 === 'function') return bytes.toBase64();
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}

/** @returns Undefined unless the text is canonical base64 with padding. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}
