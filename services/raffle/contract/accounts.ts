import * as z from 'zod/mini';

const time = z.iso.datetime();

/** A signed-in participant. */
export const Account = z.object({
  id: z.string(),
  email: z.string(),
  name: z.optional(z.string()),
  phone: z.optional(z.string()),
  /** Whether the name may be shown if the account wins. Missing: no. */
  mayShowName: z.optional(z.boolean()),
});
export type Account = z.infer<typeof Account>;

/** Answer to a sign-in, and to `GET` and `PUT /api/me`. */
export const SignedIn = z.object({ account: Account });

/** Bearer token for one embedding site. */
export const EmbedToken = z.object({ token: z.string(), expiresAt: time });
export type EmbedToken = z.infer<typeof EmbedToken>;

/** Mails of the development mode, newest first: `/dev/mailbox`. */
export const Mailbox = z.object({
  messages: z.array(
    z.object({
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      html: z.optional(z.string()),
      /** The sign-in code; empty in other mails. */
      code: z.string(),
      sentAt: time,
      messageId: z.optional(z.string()),
      replyTo: z.optional(z.string()),
      attachments: z.optional(z.array(z.object({ filename: z.string(), content: z.string() }))),
    }),
  ),
});
