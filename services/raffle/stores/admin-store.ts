/** A key that orders. `auditor` reads, `admin` also changes. */
export interface AdminKey {
  /** RFC 7638 thumbprint. */
  readonly keyid: string;
  /** Ed25519, 32 bytes, base64url. */
  readonly publicKey: string;
  readonly role: 'admin' | 'auditor';
  readonly name: string;
}

/** A key that was let in, and how. */
export interface EnrolledKey extends AdminKey {
  /** `first-start`: made for development. `file`: listed in RAFFLE_ADMIN_KEYS_FILE. */
  readonly source: 'file' | 'first-start';
  readonly isRevoked: boolean;
}

/** Remembers who may order what, and which signatures were used. */
export interface AdminStore {
  /** Every key that ever was let in, revoked ones included: old orders are checked with them. */
  keys(): readonly EnrolledKey[];

  /** The key, if it may order now. */
  findKey(keyid: string): AdminKey | undefined;

  /** Lets a key in, or changes its role and name. Durable when it resolves. */
  enrolKey(key: AdminKey, source: EnrolledKey['source']): Promise<void>;

  /** Durable when it resolves. */
  revokeKey(keyid: string): Promise<void>;

  /**
   * Claims a nonce, once and for good. Durable when it resolves.
   *
   * @param expiresAt Unix seconds after which the nonce is refused for its age alone.
   * @returns false if it was claimed before.
   */
  claimNonce(nonce: string, expiresAt: number): Promise<boolean>;
}
