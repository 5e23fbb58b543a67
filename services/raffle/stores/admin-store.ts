import type { Order } from '../domain/entries.ts';
import type { EnrolmentFault, RevocationFault } from './admin-rules.ts';

/** A key that orders. `auditor` reads, `admin` also changes. */
export interface AdminKey {
  /** RFC 7638 thumbprint. */
  readonly keyid: string;
  /** Ed25519, 32 bytes, base64url. */
  readonly publicKey: string;
  readonly role: 'admin' | 'auditor';
  readonly name: string;
}

/** A key that was let in, and how. Times are ISO 8601 in UTC. */
export interface EnrolledKey extends AdminKey {
  /** `first-start`: made for development. `file`: listed in RAFFLE_ADMIN_KEYS_FILE. */
  readonly source: 'file' | 'first-start' | 'invitation';
  readonly isRevoked: boolean;
  /** The operator who revoked it. Undefined where the service did, because its line was gone. */
  readonly revokedBy?: string;
  readonly enrolledAt?: string;
  readonly invitedBy?: string;
  readonly lastUsedAt?: string;
}

/** A promise to let one key in. The invitation itself is known to whoever was invited alone. */
export interface KeptInvitation {
  /** SHA-256 of the invitation, base64url. */
  readonly digest: string;
  readonly name: string;
  readonly role: AdminKey['role'];
  readonly expiresAt: string;
  /** The key whose authority stands behind it. */
  readonly invitedBy: string;
  readonly usedBy?: string;
}

export interface NonceClaim {
  readonly nonce: string;
  /** Whose signature it was: that key is in use. */
  readonly keyid: string;
  /** Unix seconds after which the nonce is refused for its age alone. */
  readonly expiresAt: number;
  /** Now, in Unix seconds. */
  readonly at: number;
}

/** Remembers who may order what, and which signatures were used. */
export interface AdminStore {
  /** Every key that ever was let in, revoked ones included: old orders are checked with them. */
  keys(): Promise<readonly EnrolledKey[]>;

  /** The key, if it may order now. */
  findKey(keyid: string): Promise<AdminKey | undefined>;

  /** Lets a key in, or changes its role and name. Durable when it resolves. */
  enrolKey(key: AdminKey, source: EnrolledKey['source'], at: string): Promise<void>;

  /**
   * Revokes a key, for good. Durable when it resolves.
   *
   * @param order Whose doing it is. `null`: the service's own, because of what it was started with;
   *   that may take even the last key away.
   * @returns Why not; undefined when the key is revoked, also if it was before.
   */
  revokeKey(keyid: string, order: Order): Promise<RevocationFault | undefined>;

  /** Keeps an invitation, and the order for it. Durable when it resolves. */
  invite(invitation: Omit<KeptInvitation, 'usedBy'>, order: Order): Promise<void>;

  /** Why an invitation would not let this key in now. Costs a look-up and no more. */
  enrolmentFault(wish: EnrolmentWish): Promise<EnrolmentFault | undefined>;

  /**
   * Lets a key in by its invitation: both, or neither, and an invitation once. The key that has
   * used it may ask again. Durable when it resolves.
   */
  enrolInvited(
    wish: EnrolmentWish & { readonly publicKey: string },
  ): Promise<EnrolledKey | EnrolmentFault>;

  /**
   * Claims a nonce, once and for good. Durable when it resolves.
   *
   * @returns false if it was claimed before.
   */
  claimNonce(claim: NonceClaim): Promise<boolean>;
}

export interface EnrolmentWish {
  /** SHA-256 of the invitation, base64url. */
  readonly digest: string;
  readonly keyid: string;
  /** Now, ISO 8601. */
  readonly at: string;
}
