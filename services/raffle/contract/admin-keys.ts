import * as z from 'zod/mini';

const time = z.iso.datetime();

/** `auditor` may read, `seller` may only sell tickets and mark them as paid, `admin` may do all. */
export const AdminRole = z.enum(['admin', 'seller', 'auditor']);
export type AdminRole = z.infer<typeof AdminRole>;

const keyMembers = {
  /** RFC 7638 thumbprint, shown as the key's fingerprint. */
  keyid: z.string(),
  publicKey: z.string(),
  role: AdminRole,
  name: z.string(),
};

/** An operator key in the audit bundle. */
export const AuditKey = z.object(keyMembers);
export type AuditKey = z.infer<typeof AuditKey>;

/** An enrolled operator key. A revoked key stays listed, because it verifies its old signatures. */
export const AdminKey = z.object({
  ...keyMembers,
  isRevoked: z.boolean(),
  enrolledAt: z.optional(time),
  /** The keyid of the operator who created its invitation. */
  invitedBy: z.optional(z.string()),
  lastUsedAt: z.optional(time),
});
export type AdminKey = z.infer<typeof AdminKey>;

/** An invitation that can still be used. */
export const OpenInvitation = z.object({
  /** SHA-256 of the invitation, base64url: it identifies the invitation and cannot be used as one. */
  digest: z.string(),
  name: z.string(),
  role: AdminRole,
  expiresAt: time,
  /** The keyid of the operator who created it. */
  invitedBy: z.string(),
});
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/** All operator keys, valid ones first, and the invitations that can still be used. */
export const AdminKeys = z.object({
  keys: z.array(AdminKey),
  /** Absent from the replies of earlier services. */
  invitations: z._default(z.array(OpenInvitation), []),
});

/** A new invitation. It is returned once; the service stores only its hash. */
export const Invitation = z.object({
  /** 16 random bytes, base64url. */
  invitation: z.string(),
  /** Address of the admin app with the invitation in its fragment, which is never sent. */
  link: z.string(),
  name: z.string(),
  role: AdminRole,
  expiresAt: time,
});
export type Invitation = z.infer<typeof Invitation>;

/** Signature of an operator's request, stored with the log entries that it caused. */
export const OperatorSignature = z.object({
  keyid: z.string(),
  /** RFC 9421 signature base, verbatim. */
  base: z.string(),
  /** Ed25519, base64url. */
  signature: z.string(),
  body: z.string(),
  idempotencyKey: z.optional(z.string()),
});
export type OperatorSignature = z.infer<typeof OperatorSignature>;

/** Input of `raffle audit`: the public entries in log order, signatures and operator keys. */
export const AuditBundle = z.object({
  format: z.literal('raffle-audit-bundle/2'),
  raffle: z.string(),
  keys: z.array(AuditKey),
  entries: z.array(
    z.object({
      entry: z.looseObject({ type: z.string() }),
      /**
       * Absent for a sale to a participant, null for what the service did by itself. A number is the
       * log index of the entry whose request caused this entry too.
       */
      order: z.optional(z.nullable(z.union([OperatorSignature, z.int()]))),
    }),
  ),
  /** C2SP checkpoints of the log, oldest first. The service returns the newest. */
  checkpoints: z.optional(z.array(z.string())),
});
export type AuditBundle = z.infer<typeof AuditBundle>;
