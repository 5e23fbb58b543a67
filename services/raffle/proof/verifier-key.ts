import { sha256 } from '@noble/hashes/sha2.js';

const ed25519Type = 0x01;

/**
 * Writes the public key of a log so that anybody's tools can read it: `<name>+<key id>+<key>`.
 *
 * @param name Who signs: the log's origin. No spaces, no plus sign.
 * @param publicKey Ed25519, 32 bytes.
 * @see C2SP signed-note, "Verifier keys".
 */
export function formatVerifierKey(name: string, publicKey: Uint8Array): string {
  const typed = Uint8Array.of(ed25519Type, ...publicKey);
  const named = Uint8Array.of(...new TextEncoder().encode(name), 0x0a, ...typed);
  const keyId = [...sha256(named).subarray(0, 4)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return `${name}+${keyId}+${btoa(String.fromCharCode(...typed))}`;
}
