import type { OperatorSignature } from '../domain/entries.ts';
import type { NonceStatus } from './spent-nonces.ts';

/** A key of an operator. `auditor` may read, `seller` may sell tickets only, `admin` may do all. */
export interface AdminKey {
  /** RFC 7638 thumbprint. */
  readonly keyid: string;
  /** Ed25519, 32 bytes, base64url. */
  readonly publicKey: string;
  readonly role: 'admin' | 'seller' | 'auditor';
  readonly name: string;
}

/** An enrolled key and how it was enrolled. Times are ISO 8601 in UTC. */
export interface EnrolledKey extends AdminKey {
  /** `first-start`: made for development. `file`: listed in RAFFLE_ADMIN_KEYS_FILE. */
  readonly source: 'file' | 'first-start' | 'invitation';
  readonly isRevoked: boolean;
  /** Key of the operator who revoked it. Absent if its line was removed from the file of keys. */
  readonly revokedBy?: string;
  readonly enrolledAt?: string;
  readonly invitedBy?: string;
  /** To the minute for a key that only reads. */
  readonly lastUsedAt?: string;
}

/** An invitation to enrol one key. Only its digest is stored; the invited operator has the secret. */
export interface StoredInvitation {
  /** SHA-256 of the invitation, base64url. */
  readonly digest: string;
  readonly name: string;
  readonly role: AdminKey['role'];
  readonly expiresAt: string;
  /** Key of the inviting operator. Revoking it ends the invitation. */
  readonly invitedBy: string;
  readonly usedBy?: string;
  readonly isWithdrawn?: true;
}

/** A request to enrol a key with an invitation. */
export interface EnrolmentRequest {
  /** SHA-256 of the invitation, base64url. */
  readonly digest: string;
  readonly keyid: string;
  /** Now, ISO 8601. */
  readonly at: string;
}

/** The use of a signature's nonce. Times are Unix seconds. */
export interface NonceClaim {
  readonly nonce: string;
  /** Key of the signature. */
  readonly keyid: string;
  /** From then on the signature is refused because of its age. */
  readonly expiresAt: number;
  /** Now. */
  readonly at: number;
}

/** Stores operators' keys, invitations and used nonces. Readers see durable state only. */
export interface AdminStore {
  /** Every key that was ever enrolled, with revoked ones: audits verify old signatures with them. */
  listKeys(): Promise<readonly EnrolledKey[]>;

  /** The key, unless it is unknown or revoked. */
  findKey(keyid: string): Promise<AdminKey | undefined>;

  /** Enrols a key, or changes its role and name. Durable when it resolves. */
  enrolKey(key: AdminKey, source: EnrolledKey['source'], at: string): Promise<void>;

  /**
   * Revokes a key for good. Durable when it resolves.
   *
   * @param signature Of the request to revoke it. `null`: the service revokes it, because of its
   *   configuration; only then may it be the last key.
   * @returns Why the key is not revoked; undefined if it is, also if it was before.
   */
  revokeKey(keyid: string, signature: OperatorSignature): Promise<RevocationFault | undefined>;

  /** Stores an invitation and the signature of the request for it. Durable when it resolves. */
  addInvitation(
    invitation: Omit<StoredInvitation, 'usedBy' | 'isWithdrawn'>,
    signature: OperatorSignature,
  ): Promise<void>;

  /** The invitations that enrol a key at this time, ISO 8601. */
  listInvitations(at: string): Promise<readonly StoredInvitation[]>;

  /**
   * Withdraws an invitation for good. Durable when it resolves.
   *
   * @param signature Of the request to withdraw it.
   * @returns Why it is not withdrawn; undefined if it is, also if it was before.
   */
  withdrawInvitation(
    digest: string,
    signature: OperatorSignature,
  ): Promise<WithdrawalFault | undefined>;

  /** Why an invitation does not enrol this key now. Reads memory only. */
  checkEnrolment(request: EnrolmentRequest): Promise<EnrolmentFault | undefined>;

  /**
   * Enrols a key with its invitation, in one step. An invitation works once; the key that used it
   * may repeat the request. Durable when it resolves.
   */
  enrolInvitedKey(
    request: EnrolmentRequest & { readonly publicKey: string },
  ): Promise<EnrolledKey | EnrolmentFault>;

  /** Claims the nonce of a request that changes something. Durable when it resolves. */
  claimNonce(claim: NonceClaim): Promise<NonceStatus>;

  /**
   * Claims the nonce of a request that reads. The claim is kept in memory, so signatures from before
   * the start of the process are `forgotten`.
   *
   * @param claim `created`: time of the signature, Unix seconds.
   */
  claimReadNonce(claim: NonceClaim & { readonly created: number }): Promise<NonceStatus>;
}

/** State from which enrolments and revocations are decided. */
export interface AdminState {
  /** By keyid. */
  readonly keys: ReadonlyMap<string, EnrolledKey>;
  /** By digest. */
  readonly invitations: ReadonlyMap<string, StoredInvitation>;
}

/** Problem codes of the contract. */
export type EnrolmentFault =
  'invitation-expired' | 'invitation-unknown' | 'invitation-used' | 'key-enrolled' | 'key-revoked';

/** Problem codes of the contract. */
export type WithdrawalFault = 'invitation-unknown' | 'invitation-used';

/** Problem codes of the contract. */
export type RevocationFault = 'key-not-found' | 'key-unknown' | 'last-admin-key';

/** Why an invitation does not enrol a key; undefined if it does, or did before. */
export function findEnrolmentFault(
  { keys, invitations }: AdminState,
  { digest, keyid, at }: EnrolmentRequest,
): EnrolmentFault | undefined {
  const invitation = invitations.get(digest);
  if (invitation === undefined) return 'invitation-unknown';
  const known = keys.get(keyid);
  const isRepeated = invitation.usedBy === keyid;
  if (invitation.usedBy !== undefined && !isRepeated) return 'invitation-used';
  if (known?.isRevoked === true) return 'key-revoked';
  if (isRepeated) return undefined;
  if (!isUsable(keys, invitation, at)) return 'invitation-expired';
  return known === undefined ? undefined : 'key-enrolled';
}

/** The invitations that enrol a key now. */
export function findOpenInvitations(
  { keys, invitations }: AdminState,
  at: string,
): readonly StoredInvitation[] {
  return [...invitations.values()].filter(
    (invitation) => invitation.usedBy === undefined && isUsable(keys, invitation, at),
  );
}

function isUsable(
  keys: AdminState['keys'],
  { expiresAt, invitedBy, isWithdrawn }: StoredInvitation,
  at: string,
): boolean {
  const isLate = Date.parse(at) >= Date.parse(expiresAt);
  return !isLate && isWithdrawn !== true && isAdmin(keys.get(invitedBy));
}

/** Why a key cannot be revoked; undefined if it can, or is revoked already. */
export function findRevocationFault(
  { keys }: AdminState,
  keyid: string,
  signature: OperatorSignature,
): RevocationFault | undefined {
  const key = keys.get(keyid);
  if (key === undefined) return 'key-not-found';
  if (signature === null || key.isRevoked) return undefined;
  // If two operators revoke each other's keys at once, the second request comes from a revoked key.
  if (!isAdmin(keys.get(signature.keyid))) return 'key-unknown';
  const isLast = [...keys.values()].filter(isAdmin).every((admin) => admin === key);
  return isLast ? 'last-admin-key' : undefined;
}

function isAdmin(key: EnrolledKey | undefined): boolean {
  return key?.role === 'admin' && !key.isRevoked;
}
