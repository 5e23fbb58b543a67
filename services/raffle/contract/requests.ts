import * as z from 'zod/mini';
import { AdminRole } from './admin-keys.ts';
import { DetailsRequest, PersonName, Phone } from './details-request.ts';
import type { EndpointName } from './endpoints.ts';
import { Beacon } from './draws.ts';
import { pictureTypes } from './pictures.ts';
import { AmendRaffle, CreateRaffle, PlainLine } from './raffle-requests.ts';
import { ForfeitReason, limits } from './raffles.ts';
import { hasVisibleCharacter } from './shown-text.ts';
import { VoidReason } from './tickets.ts';

// Request bodies. All objects are strict: an unknown member is refused.

const positive = z.int().check(z.minimum(1));

/** Confirmations by the operator of what the service could not check. The signature covers them. */
const clockConfirmations = {
  /** The service's clock is right, although no relay could be reached to compare it with. */
  confirmUncheckedClock: z.optional(z.literal(true)),
  /** The newest round is old because the beacon has stopped, not because the clock is ahead. */
  confirmStoppedBeacon: z.optional(z.literal(true)),
};

/** Body of a closing. */
export const CloseRequest = z.strictObject(clockConfirmations);
export type CloseRequest = z.infer<typeof CloseRequest>;

/** Body of a draw. `beacon` is for a service that cannot reach a relay. */
export const DrawRequest = z.strictObject({
  beacon: z.optional(z.strictObject(Beacon.shape)),
  ...clockConfirmations,
});
export type DrawRequest = z.infer<typeof DrawRequest>;

/** Body of a request for a sign-in code. */
export const CodeRequest = z.strictObject({
  email: z.string().check(z.maxLength(320)),
  /** BCP 47 tag of the page: the mail is English or German. Default: `Accept-Language`. */
  locale: z.optional(z.string().check(z.maxLength(35))),
  /** Id of the raffle that the participant looks at; the mail names it if it exists. */
  raffle: z.optional(z.string().check(z.maxLength(64))),
});

/** Body of a sign-in. */
export const SignInRequest = z.strictObject({
  email: z.string().check(z.maxLength(320)),
  code: z.string().check(z.maxLength(16)),
  /** BCP 47 tag of the page: mails to the account are English or German. Default: `Accept-Language`. */
  locale: z.optional(z.string().check(z.maxLength(35))),
});

/** `origin` is the embedding site's, as a browser writes it: scheme, host, port. */
export const EmbedTokenRequest = z.strictObject({ origin: z.string().check(z.maxLength(300)) });

/** Body of a purchase, all or nothing: 1 to the raffle's `perPersonLimit` tickets. */
export const BuyTickets = z.strictObject({
  quantity: positive.check(z.maximum(limits.perPersonLimitMax)),
  /** `rules` of the view that the buyer saw. If they were amended since: `rules-changed`. */
  rules: z.optional(z.int().check(z.minimum(0))),
});

/** Body of a cancellation. The reason is public for good. */
export const CancelRequest = z.strictObject({ reason: PlainLine(limits.cancelReasonLengthMax) });
export type CancelRequest = z.infer<typeof CancelRequest>;

/** Ticket numbers, each once. */
const numbers = z.array(positive).check(
  z.minLength(1),
  z.maxLength(limits.numbersMax),
  z.refine((list) => new Set(list).size === list.length, 'must not name a number twice'),
);

/**
 * Log index: each ticket must have been sold before it. With `to` of the list that the operator saw, a
 * number that was voided and sold again since is refused.
 */
const soldBefore = z.exactOptional(positive);

/** Body of a void, all or nothing. */
export const VoidRequest = z.strictObject({ numbers, reason: VoidReason, soldBefore });
export type VoidRequest = z.infer<typeof VoidRequest>;

/** Body of a request that marks tickets as paid, or as not paid. */
export const PaymentsRequest = z.strictObject({ numbers, paid: z.boolean(), soldBefore });
export type PaymentsRequest = z.infer<typeof PaymentsRequest>;

/** Body of a desk sale, all or nothing: 1 to the raffle's `perPersonLimit` tickets. */
export const DeskSaleRequest = z.strictObject({
  quantity: positive.check(z.maximum(limits.perPersonLimitMax)),
  /** With an address the tickets are that person's, and count with those they bought themselves. */
  buyer: z.optional(
    z.strictObject({
      email: z.optional(z.string().check(z.maxLength(320))),
      name: z.optional(PersonName),
      phone: z.optional(Phone),
    }),
  ),
  paid: z.optional(z.boolean()),
});
export type DeskSaleRequest = z.infer<typeof DeskSaleRequest>;

/** Body of a claim: the ticket to which the prize was handed over. */
export const ClaimRequest = z.strictObject({ ticketNumber: positive });
export type ClaimRequest = z.infer<typeof ClaimRequest>;

/** Body of a forfeit: the ticket that loses the prize, and why. */
export const ForfeitRequest = z.strictObject({ ticketNumber: positive, reason: ForfeitReason });
export type ForfeitRequest = z.infer<typeof ForfeitRequest>;

/** Body of a resumption: the name of the witness in the policy. */
export const ResumeWitness = z.strictObject({
  witness: z.string().check(z.maxLength(limits.titleLengthMax)),
});

/** How many more tickets made-up participants buy; fewer if fewer are left. */
export const RehearseRequest = z.strictObject({
  tickets: positive.check(z.maximum(limits.capacityMax)),
});

/**
 * Name of a key's owner: one line, because it ends a line of the keys file.
 *
 * @see RFC 8785 section 3.2.2.2: a lone surrogate has no UTF-8 form.
 */
export const KeyName = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.maxLength(100),
    z.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must be one line of text'),
    z.refine(hasVisibleCharacter, 'must have a visible character'),
  );

/**
 * An Ed25519 public key: 32 bytes, base64url. The last digit carries only four bits, so a key has
 * exactly one spelling and one thumbprint.
 */
export const PublicKey = z
  .string()
  .check(z.regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/, 'must be 32 bytes in base64url'));

/** Body of an invitation: name and role of the key that it will enrol. */
export const InvitationRequest = z.strictObject({
  name: KeyName,
  role: AdminRole,
  /** Days until it expires. Default: it expires after 15 minutes. */
  validForDays: z.exactOptional(positive.check(z.maximum(limits.invitationDaysMax))),
});
export type InvitationRequest = z.infer<typeof InvitationRequest>;

/** Body of an enrolment. The request is signed with the private half of `publicKey`. */
export const EnrolmentRequest = z.strictObject({
  invitation: z.string().check(z.maxLength(64)),
  publicKey: PublicKey,
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

/** A body of JSON. */
export interface JsonBody {
  readonly schema: z.ZodMiniType;
  /** Whether a request without a body is accepted too. */
  readonly isOptional?: true;
}

/** A body of bytes. */
export interface FileBody {
  readonly mediaTypes: readonly string[];
}

export type RequestBody = JsonBody | FileBody;

/** The body of every endpoint that has one. */
export const requestBodies: Readonly<Partial<Record<EndpointName, RequestBody>>> = {
  requestCode: { schema: CodeRequest },
  signIn: { schema: SignInRequest },
  issueEmbedToken: { schema: EmbedTokenRequest },
  changeDetails: { schema: DetailsRequest },
  buyTickets: { schema: BuyTickets },
  createRaffle: { schema: CreateRaffle },
  amendRaffle: { schema: AmendRaffle },
  cancelRaffle: { schema: CancelRequest },
  claimPrize: { schema: ClaimRequest },
  forfeitPrize: { schema: ForfeitRequest },
  sellTickets: { schema: DeskSaleRequest },
  voidTickets: { schema: VoidRequest },
  markPayments: { schema: PaymentsRequest },
  closeRaffle: { schema: CloseRequest, isOptional: true },
  drawWinner: { schema: DrawRequest, isOptional: true },
  resumeWitness: { schema: ResumeWitness },
  rehearseRaffle: { schema: RehearseRequest },
  createInvitation: { schema: InvitationRequest },
  enrolKey: { schema: EnrolmentRequest },
  uploadPicture: { mediaTypes: pictureTypes },
};
