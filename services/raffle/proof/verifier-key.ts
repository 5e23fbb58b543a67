import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBase64, isEqual, toBase64, toHex, utf8 } from './bytes.ts';
import { ProofRefused } from './proof-refused.ts';

const ed25519Type = 0x01;
const publicKeyBytes = 32;

/** The public key of a log, and what it is called. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes that find the right signature among several. */
  readonly keyId: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * Writes the public key of a log so that anybody's tools can read it: `<name>+<key id>+<key>`.
 *
 * @param name Who signs: the log's origin. No spaces, no plus sign.
 * @param publicKey Ed25519, 32 bytes.
 * @see C2SP signed-note, "Verifier keys".
 */
export function formatVerifierKey(name: string, publicKey: Uint8Array): string {
  const typed = Uint8Array.of(ed25519Type, ...publicKey);
  return `${name}+${toHex(keyIdOf(name, typed))}+${toBase64(typed)}`;
}

/**
 * @throws {ProofRefused} `malformed`: it is no Ed25519 verifier key, or its id is not its own.
 * @see C2SP signed-note, "Verifier keys".
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', keyId = '', key = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  const typed = fromBase64(key);
  const isEd25519 = typed?.[0] === ed25519Type && typed.length === 1 + publicKeyBytes;
  if (!isEd25519 || toHex(keyIdOf(name, typed)) !== keyId) {
    throw new ProofRefused('malformed', `${JSON.stringify(text)} is not a verifier key.`);
  }
  return { name, keyId: keyIdOf(name, typed), publicKey: typed.subarray(1) };
}

/** Whether two verifier keys are one. */
export function isSameKey(left: VerifierKey, right: VerifierKey): boolean {
  return left.name === right.name && isEqual(left.publicKey, right.publicKey);
}

function keyIdOf(name: string, typed: Uint8Array): Uint8Array {
  return sha256(concat(utf8(name), Uint8Array.of(0x0a), typed)).subarray(0, 4);
}
