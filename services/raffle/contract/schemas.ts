import * as z from 'zod/mini';
import { AuditKey } from './admin-keys.ts';

export * from './admin-keys.ts';

/** Limits of what may be asked for. Counts are whole numbers. */
export const limits = {
  capacityMax: 1_000_000,
  /** Also the most that one purchase takes: it is decided, proved and answered in one go. */
  perPersonLimitMax: 1_000,
  titleLengthMax: 200,
  idempotencyKeyLengthMax: 255,
} as const;

const count = z.int().check(z.minimum(0));
const positive = z.int().check(z.minimum(1));
const time = z.iso.datetime();

export const RaffleId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'letters, digits, - and _; 1 to 64 of them'));

/**
 * How the winning number comes about. `local`: drawn by this server alone. `drand`: sealed at the
 * closing, then decided by a public beacon; anybody can recompute it.
 */
export const Randomness = z.enum(['local', 'drand']);
export const RaffleStatus = z.enum(['open', 'closed', 'drawn']);

/** What a closing promises about a `drand` draw. Hashes are 64 hexadecimal digits. */
export const Seal = z.object({
  root: z.string(),
  commitment: z.string(),
  chainHash: z.string(),
  round: positive,
  publishedAt: time,
});
export type Seal = z.infer<typeof Seal>;

/** What a drand relay answers for a round. */
export const Beacon = z.object({ round: positive, randomness: z.string(), signature: z.string() });
export type Beacon = z.infer<typeof Beacon>;

/** What a draw tells, so that anybody can recompute it. */
export const Reveal = z.object({ r: count, nonce: z.string(), beacon: Beacon });

export const RaffleView = z.object({
  id: RaffleId,
  title: z.string(),
  status: RaffleStatus,
  capacity: positive,
  sold: count,
  remaining: count,
  perPersonLimit: positive,
  randomness: Randomness,
  /** There if nothing about this raffle is real. */
  rehearsal: z.optional(z.literal(true)),
  openedAt: time,
  closedAt: z.optional(time),
  seal: z.optional(Seal),
  drawnAt: z.optional(time),
  winner: z.optional(z.object({ ticketNumber: positive })),
  version: positive,
});
export type RaffleView = z.infer<typeof RaffleView>;

export const RaffleList = z.object({ raffles: z.array(RaffleView) });

export const DrawRecord = z.object({
  raffle: RaffleId,
  randomness: Randomness,
  /** There if nothing about this raffle is real. */
  rehearsal: z.optional(z.literal(true)),
  /** What the randomness is worth, in a sentence. */
  fairness: z.string(),
  drawnAt: time,
  ticketCount: positive,
  /** Position in the pool, from 0, in log order. */
  index: count,
  winner: z.object({ ticketNumber: positive, holder: z.string() }),
  seal: z.optional(Seal),
  reveal: z.optional(Reveal),
});
export type DrawRecord = z.infer<typeof DrawRecord>;

/** RFC 9162 consistency proof: hashes in base64. */
export const Consistency = z.object({ from: count, to: count, consistency: z.array(z.string()) });
export type Consistency = z.infer<typeof Consistency>;

/** A draw may bring its beacon along, for a service with no way out. */
export const DrawWish = z.strictObject({ beacon: z.strictObject(Beacon.shape) });

export const AskForCode = z.strictObject({ email: z.string().check(z.maxLength(320)) });
export const EnterCode = z.strictObject({
  email: z.string().check(z.maxLength(320)),
  code: z.string().check(z.maxLength(16)),
});

export const Account = z.object({ id: z.string(), email: z.string() });
export type Account = z.infer<typeof Account>;
export const SignedIn = z.object({ account: Account });

/** `origin` is the embedding site's, as a browser writes it: scheme, host, port. */
export const AskForEmbedToken = z.strictObject({ origin: z.string().check(z.maxLength(300)) });
export const EmbedToken = z.object({ token: z.string(), expiresAt: time });
export type EmbedToken = z.infer<typeof EmbedToken>;

export const Ticket = z.object({ number: positive, purchasedAt: time });
export type Ticket = z.infer<typeof Ticket>;

/** `won` is null before the draw. `allowance` is how many more this person may buy. */
export const MyTickets = z.object({
  tickets: z.array(Ticket),
  allowance: count,
  won: z.nullable(z.boolean()),
});
export type MyTickets = z.infer<typeof MyTickets>;

export const BuyTickets = z.strictObject({
  quantity: positive.check(z.maximum(limits.perPersonLimitMax)),
});
export const Purchase = z.object({
  tickets: z.array(Ticket),
  allowance: count,
  raffle: RaffleView,
  /** One `.tlog-proof` for each ticket, in the order of the tickets. */
  receipts: z.array(z.string()),
});
export type Purchase = z.infer<typeof Purchase>;

export const CreateRaffle = z.strictObject({
  id: z.optional(RaffleId),
  title: z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(limits.titleLengthMax),
    // Half a surrogate pair has no UTF-8, so nobody could hash it again (RFC 8785 section 3.2.2.2).
    z.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'no control characters'),
  ),
  capacity: z._default(positive.check(z.maximum(limits.capacityMax)), 100),
  perPersonLimit: z._default(positive.check(z.maximum(limits.perPersonLimitMax)), 2),
  randomness: z._default(Randomness, 'local'),
  rehearsal: z._default(z.boolean(), false),
});
export type CreateRaffle = z.input<typeof CreateRaffle>;

/** How many more tickets made-up participants buy; what is left, where that is less. */
export const Rehearse = z.strictObject({
  tickets: positive.check(z.maximum(limits.capacityMax)),
});
/** The raffle afterwards, and how many tickets were taken. */
export const Rehearsed = z.extend(RaffleView, { taken: count });
export type Rehearsed = z.infer<typeof Rehearsed>;

export const SoldTicket = z.object({
  number: positive,
  holder: z.string(),
  email: z.string(),
  purchasedAt: time,
});
export type SoldTicket = z.infer<typeof SoldTicket>;
export const SoldTickets = z.object({
  tickets: z.array(SoldTicket),
  /** There if nothing about this raffle is real. */
  rehearsal: z.optional(z.literal(true)),
});
export type SoldTickets = z.infer<typeof SoldTickets>;

/** The signature under an operator's order, kept so that it can be shown later. */
export const SignedOrder = z.object({
  keyid: z.string(),
  /** RFC 9421 signature base, verbatim. */
  base: z.string(),
  /** Ed25519, base64url. */
  signature: z.string(),
  body: z.string(),
  idempotencyKey: z.optional(z.string()),
});
export type SignedOrder = z.infer<typeof SignedOrder>;

/** Everything `raffle audit` needs: the public entries in log order, and who ordered what. */
export const AuditBundle = z.object({
  format: z.literal('raffle-audit-bundle/1'),
  raffle: RaffleId,
  keys: z.array(AuditKey),
  entries: z.array(
    z.object({
      entry: z.looseObject({ type: z.string() }),
      order: z.optional(z.nullable(SignedOrder)),
    }),
  ),
  /** C2SP checkpoints of the log, oldest first. The service gives the newest. */
  checkpoints: z.optional(z.array(z.string())),
});
export type AuditBundle = z.infer<typeof AuditBundle>;

/** RFC 9457 problem details, with this service's stable `code`. */
export const ProblemDetails = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;

export const Mailbox = z.object({
  messages: z.array(
    z.object({
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      code: z.string(),
      sentAt: time,
    }),
  ),
});
