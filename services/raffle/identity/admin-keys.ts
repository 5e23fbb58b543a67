import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { keyThumbprint } from '#contract/request-signing.ts';
import { AdminRole, PublicKey } from '#contract/schemas.ts';
import type { AdminKey } from '../stores/admin-store.ts';

/** A fresh Ed25519 key: the private half as PKCS#8 PEM, the public half as 32 bytes base64url. */
export function generateAdminKey(): { pem: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ format: 'jwk' }).x!,
  };
}

/** @param publicKey 32 bytes, base64url. */
export function toKeyObject(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/**
 * Whether a text is a public key that its private half alone can sign for. For a point of small
 * order, which OpenSSL takes as well, there are constants that sign everything.
 */
export function isPublicKey(text: string): boolean {
  if (!PublicKey.safeParse(text).success) return false;
  try {
    return !ed25519.Point.fromBytes(Buffer.from(text, 'base64url')).isSmallOrder();
  } catch {
    return false;
  }
}

/** A key as a line of the operators' list names it. */
export type ListedKey = Omit<AdminKey, 'keyid'>;

/**
 * Reads a list of operator keys, one a line: `ed25519 <base64url public key> <role> <name>`.
 * Empty lines and lines that begin with `#` say nothing.
 *
 * @throws {SyntaxError} names the first line that is not a key.
 */
export function readAdminKeys(text: string): ListedKey[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const keyLines = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  return keyLines.map(({ line, number }) => readAdminKey(line, number));
}

/** The line that lets this key in. */
export function formatAdminKey(key: ListedKey): string {
  return `ed25519 ${key.publicKey} ${key.role} ${key.name}`;
}

/** The same keys under the names that signatures give them. */
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
      `Line ${number} is not "ed25519 <base64url public key> <admin or auditor> <name>".`,
    );
  }
  return { publicKey, role: role.data, name: words.join(' ') };
}
