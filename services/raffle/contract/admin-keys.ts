import * as z from 'zod/mini';

const time = z.iso.datetime();

/** `auditor` reads, `admin` also changes. */
export const AdminRole = z.enum(['admin', 'auditor']);
export type AdminRole = z.infer<typeof AdminRole>;

/**
 * Whose key it is, in one line: it ends a line of the keys file.
 *
 * @see RFC 8785 section 3.2.2.2: half a surrogate pair has no UTF-8.
 */
export const KeyName = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.maxLength(100),
    z.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must be one line of text'),
  );

/**
 * An Ed25519 public key: 32 bytes, base64url. The last digit carries four bits alone, so that one
 * key has one spelling and one thumbprint.
 */
export const PublicKey = z
  .string()
  .check(z.regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/, 'must be 32 bytes in base64url'));

const keyFacts = {
  /** RFC 7638 thumbprint: the fingerprint that is shown everywhere. */
  keyid: z.string(),
  publicKey: z.string(),
  role: AdminRole,
  name: z.string(),
};

/** A key as the audit bundle names it. */
export const AuditKey = z.object(keyFacts);
export type AuditKey = z.infer<typeof AuditKey>;

/** A key that was let in. A revoked one is kept, because it still vouches for its old orders. */
export const AdminKey = z.object({
  ...keyFacts,
  isRevoked: z.boolean(),
  enrolledAt: z.optional(time),
  /** The keyid of whoever made its invitation. */
  invitedBy: z.optional(z.string()),
  lastUsedAt: z.optional(time),
});
export type AdminKey = z.infer<typeof AdminKey>;

/** Those that may order first, then the revoked ones. */
export const AdminKeys = z.object({ keys: z.array(AdminKey) });

export const AskForInvitation = z.strictObject({ name: KeyName, role: AdminRole });
export type AskForInvitation = z.infer<typeof AskForInvitation>;

/** Told once: the service keeps its hash alone. */
export const Invitation = z.object({
  /** 16 random bytes, base64url. */
  invitation: z.string(),
  /** Opens the admin app. What follows the # is never sent to a server. */
  link: z.string(),
  name: z.string(),
  role: AdminRole,
  expiresAt: time,
});
export type Invitation = z.infer<typeof Invitation>;

/** Signed by the very key that it brings. */
export const EnrolKey = z.strictObject({
  invitation: z.string().check(z.maxLength(64)),
  publicKey: PublicKey,
});
export type EnrolKey = z.infer<typeof EnrolKey>;
