import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { keyThumbprint } from '#contract/request-signing.ts';
import type { Invitation } from '#contract/admin-keys.ts';
import type { AdminKey, AdminStore, EnrolledKey } from '../stores/admin-store.ts';
import { generateAdminKey } from './admin-keys.ts';
import type { Invitations } from './enrolments.ts';
import { writeOwnerOnlyFile } from './secret.ts';

/**
 * Updates the store from the keys file: enrols new lines and revokes keys whose line was deleted. A
 * key revoked by an operator stays revoked even if it is listed.
 */
export async function enrolFileKeys(
  store: AdminStore,
  listed: readonly AdminKey[],
  at = new Date().toISOString(),
): Promise<void> {
  const listedIds = new Set(listed.map(({ keyid }) => keyid));
  const keys = await store.listKeys();
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
 * Creates and enrols an operator key at the first start of a development service.
 *
 * @param path File for the private half, readable only by its owner.
 * @throws {SyntaxError} If the file exists and is not an Ed25519 private key.
 */
export async function enrolFirstKey(store: AdminStore, path: string): Promise<void> {
  if ((await store.listKeys()).length > 0) return;
  if (!existsSync(path)) writeOwnerOnlyFile(path, generateAdminKey().pem);
  const publicKey = readPublicKey(path);
  const keyid = await keyThumbprint(publicKey);
  const key = { keyid, publicKey, role: 'admin', name: 'operator' } as const;
  await store.enrolKey(key, 'first-start', new Date().toISOString());
}

function readPublicKey(path: string): string {
  const pem = readFileSync(path);
  try {
    const { crv, x } = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
    if (crv === 'Ed25519' && x !== undefined) return x;
  } catch {
    // The message below says more than OpenSSL's.
  }
  throw new SyntaxError(
    `${path} is not a private key (Ed25519, PKCS#8 PEM). It was never enrolled here. Delete it, and the next start creates another.`,
  );
}

/**
 * Invites the developer's browser in the name of the key created at the first start.
 *
 * @returns undefined if that key is revoked, which also ends these invitations.
 */
export async function inviteFirstBrowser(
  store: AdminStore,
  invitations: Invitations,
): Promise<Invitation | undefined> {
  const keys = await store.listKeys();
  const first = keys.find(({ source, isRevoked }) => source === 'first-start' && !isRevoked);
  if (first === undefined) return undefined;
  return invitations.invite(
    { name: 'organiser', role: 'admin' },
    { by: first.keyid, operatorSignature: null },
  );
}

/**
 * Revokes the key of a development service and all keys invited with it, because the data folder now
 * belongs to a public service.
 */
export async function revokeDevelopmentKeys(store: AdminStore): Promise<void> {
  const keys = new Map((await store.listKeys()).map((key) => [key.keyid, key]));
  const isForDevelopment = ({ source, invitedBy }: EnrolledKey): boolean => {
    const inviter = keys.get(invitedBy ?? '');
    return source === 'first-start' || (inviter !== undefined && isForDevelopment(inviter));
  };
  for (const key of keys.values()) {
    if (!key.isRevoked && isForDevelopment(key)) await store.revokeKey(key.keyid, null);
  }
}
