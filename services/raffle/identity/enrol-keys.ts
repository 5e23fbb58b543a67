import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { keyThumbprint } from '#contract/request-signing.ts';
import type { AdminKey, AdminStore } from '../stores/admin-store.ts';
import { generateAdminKey } from './admin-keys.ts';

/** Makes the store hold what the keys file lists: new lines are let in, deleted ones revoked. */
export async function enrolFileKeys(store: AdminStore, listed: readonly AdminKey[]): Promise<void> {
  const listedIds = new Set(listed.map(({ keyid }) => keyid));
  for (const key of store.keys()) {
    const isGone = key.source === 'file' && !key.isRevoked && !listedIds.has(key.keyid);
    if (isGone) await store.revokeKey(key.keyid);
  }
  for (const key of listed) {
    const known = store.findKey(key.keyid);
    const isSame = known?.role === key.role && known.name === key.name;
    if (!isSame) await store.enrolKey(key, 'file');
  }
}

/**
 * Gives a developer's first start a key to order with.
 *
 * @param path Where its private half goes, readable by its owner alone.
 */
export async function enrolFirstKey(store: AdminStore, path: string): Promise<void> {
  if (store.keys().length > 0) return;
  if (!existsSync(path)) writeFileSync(path, generateAdminKey().pem, { mode: 0o600, flag: 'wx' });
  const publicKey = createPublicKey(createPrivateKey(readFileSync(path))).export({
    format: 'jwk',
  }).x!;
  const keyid = await keyThumbprint(publicKey);
  await store.enrolKey({ keyid, publicKey, role: 'admin', name: 'operator' }, 'first-start');
}

/** A key made for development orders nothing in earnest, though its folder may have come along. */
export async function revokeFirstKey(store: AdminStore): Promise<void> {
  const first = store
    .keys()
    .find(({ source, isRevoked }) => source === 'first-start' && !isRevoked);
  if (first !== undefined) await store.revokeKey(first.keyid);
}
