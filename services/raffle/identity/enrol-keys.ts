import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { keyThumbprint } from '#contract/request-signing.ts';
import type { Invitation } from '#contract/schemas.ts';
import type { AdminKey, AdminStore, EnrolledKey } from '../stores/admin-store.ts';
import { generateAdminKey } from './admin-keys.ts';
import type { Invitations } from './invitations.ts';
import { makeOwnFile } from './own-file.ts';

/**
 * Makes the store hold what the keys file lists: new lines are let in, deleted ones revoked. What an
 * operator has revoked stays so, whatever is listed.
 */
export async function enrolFileKeys(
  store: AdminStore,
  listed: readonly AdminKey[],
  at = new Date().toISOString(),
): Promise<void> {
  const listedIds = new Set(listed.map(({ keyid }) => keyid));
  const keys = await store.keys();
  for (const key of keys) {
    const isGone = key.source === 'file' && !key.isRevoked && !listedIds.has(key.keyid);
    if (isGone) await store.revokeKey(key.keyid, null);
  }
  for (const key of listed) {
    const known = keys.find(({ keyid }) => keyid === key.keyid);
    const isAsListed =
      known?.source === 'file' &&
      !known.isRevoked &&
      known.role === key.role &&
      known.name === key.name;
    if (!isAsListed && known?.revokedBy === undefined) await store.enrolKey(key, 'file', at);
  }
}

/**
 * Gives a developer's first start a key to order with.
 *
 * @param path Where its private half goes, readable by its owner alone.
 * @throws {SyntaxError} what is there already is no such key.
 */
export async function enrolFirstKey(store: AdminStore, path: string): Promise<void> {
  if ((await store.keys()).length > 0) return;
  if (!existsSync(path)) makeOwnFile(path, generateAdminKey().pem);
  const publicKey = readPublicKey(path);
  const keyid = await keyThumbprint(publicKey);
  const key = { keyid, publicKey, role: 'admin', name: 'operator' } as const;
  await store.enrolKey(key, 'first-start', new Date().toISOString());
}

function readPublicKey(path: string): string {
  const pem = readFileSync(path);
  try {
    const { crv, x } = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
    if (crv === 'Ed25519') return x!;
  } catch {
    // What OpenSSL says of it helps nobody.
  }
  throw new SyntaxError(
    `${path} is no private key (Ed25519, PKCS#8 PEM). It was never let in here, so delete it, and the next start makes another.`,
  );
}

/**
 * Invites whoever started a development service, by the authority of the key that its first start
 * made: who revokes that key wants no such links.
 */
export async function inviteFirstBrowser(
  store: AdminStore,
  invitations: Invitations,
): Promise<Invitation | undefined> {
  const keys = await store.keys();
  const first = keys.find(({ source, isRevoked }) => source === 'first-start' && !isRevoked);
  if (first === undefined) return undefined;
  return invitations.invite({ name: 'organiser', role: 'admin' }, { by: first.keyid, order: null });
}

/**
 * A key made for development orders nothing in earnest, though its folder may have come along; nor
 * does one that was invited with its authority.
 */
export async function revokeDevelopmentKeys(store: AdminStore): Promise<void> {
  const keys = new Map((await store.keys()).map((key) => [key.keyid, key]));
  const isForDevelopment = ({ source, invitedBy }: EnrolledKey): boolean => {
    const inviter = keys.get(invitedBy ?? '');
    return source === 'first-start' || (inviter !== undefined && isForDevelopment(inviter));
  };
  for (const key of keys.values()) {
    if (!key.isRevoked && isForDevelopment(key)) await store.revokeKey(key.keyid, null);
  }
}
