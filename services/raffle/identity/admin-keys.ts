import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { keyThumbprint } from '#contract/request-signing.ts';
import { PublicKey } from '#contract/requests.ts';
import { AdminRole } from '#contract/admin-keys.ts';
import type { AdminKey } from '../stores/admin-store.ts';

/** Generates an Ed25519 key: the private half as PKCS#8 PEM, the public half as 32 bytes base64url. */
export function generateAdminKey(): { pem: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('The JWK of an Ed25519 key has no x.');
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey: x };
}

/** @param publicKey 32 bytes, base64url. */
export function toKeyObject(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/**
 * Whether a text is a public key for which only its private half can sign. A point of small order,
 * which OpenSSL accepts, has constant signatures that verify for every message.
 */
export function isPublicKey(text: string): boolean {
  if (!PublicKey.safeParse(text).success) return false;
  try {
    return !ed25519.Point.fromBytes(Buffer.from(text, 'base64url')).isSmallOrder();
  } catch {
    return false;
  }
}

/** A line of the keys file. */
export type ListedKey = Omit<AdminKey, 'keyid'>;

/**
 * Parses a keys file: one `ed25519 <base64url public key> <role> <name>` per line. Empty lines and
 * lines that begin with `#` are ignored.
 *
 * @throws {SyntaxError} Names the first invalid line.
 */
export function readAdminKeys(text: string): ListedKey[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const keyLines = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  return keyLines.map(({ line, number }) => readAdminKey(line, number));
}

/** The keys file's line for a key. */
export function formatAdminKey(key: ListedKey): string {
  return `ed25519 ${key.publicKey} ${key.role} ${key.name}`;
}

/** Adds the keyid by which signatures name each key. */
export async function addKeyids(keys: readonly ListedKey[]): Promise<AdminKey[]> {
  return Promise.all(
    keys.map(async (key) => ({ keyid: await keyThumbprint(key.publicKey), ...key })),
  );
}

function readAdminKey(line: string, number: number): ListedKey {
  const [type, publicKey = '', roleText, ...words] = line.split(/\s+/);
  const role = AdminRole.safeParse(roleText);
  if (type !== 'ed25519' || !isPublicKey(publicKey) || !role.success || words.length === 0) {
    throw new SyntaxError(
      `Line ${number} is not "ed25519 <base64url public key> <admin, seller or auditor> <name>".`,
    );
  }
  return { publicKey, role: role.data, name: words.join(' ') };
}
