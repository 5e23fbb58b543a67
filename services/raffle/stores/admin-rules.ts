import type { Order } from '../domain/entries.ts';
import type { EnrolledKey, EnrolmentWish, KeptInvitation } from './admin-store.ts';

/** Everything that decides who is let in. */
export interface AdminState {
  /** By keyid. */
  readonly keys: ReadonlyMap<string, EnrolledKey>;
  /** By digest. */
  readonly invitations: ReadonlyMap<string, KeptInvitation>;
}

export type EnrolmentFault =
  'invitation-expired' | 'invitation-unknown' | 'invitation-used' | 'key-enrolled' | 'key-revoked';

export type RevocationFault = 'key-not-found' | 'key-unknown' | 'last-admin-key';

/**
 * Why an invitation does not let a key in; undefined where it does, and where it did before.
 * An invitation is worth as much as the key behind it: with that key revoked, it is over.
 */
export function judgeEnrolment(
  { keys, invitations }: AdminState,
  { digest, keyid, at }: EnrolmentWish,
): EnrolmentFault | undefined {
  const invitation = invitations.get(digest);
  if (invitation === undefined) return 'invitation-unknown';
  const known = keys.get(keyid);
  const isOwn = invitation.usedBy === keyid;
  if (invitation.usedBy !== undefined && !isOwn) return 'invitation-used';
  if (known?.isRevoked === true) return 'key-revoked';
  if (isOwn) return undefined;
  const isLate = Date.parse(at) >= Date.parse(invitation.expiresAt);
  if (isLate || !isAdmin(keys.get(invitation.invitedBy))) return 'invitation-expired';
  return known === undefined ? undefined : 'key-enrolled';
}

/** Why a key cannot be revoked; undefined where it can, and where it is. */
export function judgeRevocation(
  { keys }: AdminState,
  keyid: string,
  order: Order,
): RevocationFault | undefined {
  const key = keys.get(keyid);
  if (key === undefined) return 'key-not-found';
  if (order === null || key.isRevoked) return undefined;
  // Of two who revoke each other at once, the second has no say any more.
  if (!isAdmin(keys.get(order.keyid))) return 'key-unknown';
  const isLast = [...keys.values()].filter(isAdmin).every((admin) => admin === key);
  return isLast ? 'last-admin-key' : undefined;
}

function isAdmin(key: EnrolledKey | undefined): boolean {
  return key?.role === 'admin' && !key.isRevoked;
}
