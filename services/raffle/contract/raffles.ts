import * as z from 'zod/mini';

/** Limits of requests. Counts are whole numbers, lengths are in UTF-16 code units. */
export const limits = {
  capacityMax: 1_000_000,
  /** Also the maximum of one purchase, which is decided, proved and answered in one step. */
  perPersonLimitMax: 1_000,
  titleLengthMax: 200,
  prizesMax: 20,
  prizeLengthMax: 200,
  reservesMax: 50,
  /** Of a notice's texts of one line: organiser, contact, place, licence. */
  noticeLineLengthMax: 200,
  /** Of a notice's texts of several lines: purpose, payment. */
  noticeTextLengthMax: 1_000,
  termsLengthMax: 4_000,
  urlLengthMax: 2_000,
  /** Price of one ticket, in minor units of its currency. */
  priceAmountMax: 1_000_000_000,
  cancelReasonLengthMax: 500,
  /** Numbers in one request that voids tickets or marks them as paid. */
  numbersMax: 1_000,
  invitationDaysMax: 7,
  idempotencyKeyLengthMax: 255,
} as const;

const count = z.int().check(z.minimum(0));
const positive = z.int().check(z.minimum(1));
const time = z.iso.datetime();

/** Identifies a raffle in paths and in its log: 1 to 64 letters, digits, `-` and `_`. */
export const RaffleId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'letters, digits, - and _; 1 to 64 of them'));

/**
 * How the winning ticket is chosen. `local`: by this server's random generator. `drand`: sealed at
 * the closing, then decided by one round of a beacon chain, so that anyone can recompute it.
 */
export const Randomness = z.enum(['local', 'drand']);

/** What a buyer must or may tell the organiser about themselves. */
export const AskedDetail = z.enum(['required', 'optional']);

/** What people read about a raffle, and the law often wants on a ticket. All of it is optional. */
export const Notice = z.object({
  organiser: z.optional(z.string()),
  contact: z.optional(z.string()),
  /** Who benefits. */
  purpose: z.optional(z.string()),
  /** Price of one ticket: `amount` in minor units of `currency` (ISO 4217). */
  price: z.optional(z.object({ amount: count, currency: z.string() })),
  /** How to pay. */
  payment: z.optional(z.string()),
  place: z.optional(z.string()),
  /** Announced time of the draw. */
  drawAt: z.optional(time),
  licence: z.optional(z.string()),
  terms: z.optional(z.string()),
  /** SHA-256 of an uploaded picture, 64 hexadecimal digits. */
  picture: z.optional(z.string()),
  resultsUrl: z.optional(z.string()),
  askFor: z.optional(z.object({ name: z.optional(AskedDetail), phone: z.optional(AskedDetail) })),
});
export type Notice = z.infer<typeof Notice>;

/**
 * A rule that is different now than at the first sale, and the value that it had then; without
 * `before` it had none. The view has the value of now. Times are ISO 8601, a picture is its SHA-256.
 */
export const Amendment = z.object({
  rule: z.enum([
    'title',
    'closesAt',
    'drawAt',
    'place',
    'contact',
    'payment',
    'licence',
    'picture',
    'resultsUrl',
  ]),
  before: z.optional(z.string()),
});
export type Amendment = z.infer<typeof Amendment>;

/** What the closing of a `drand` raffle commits to. Hashes are 64 hexadecimal digits. */
export const Seal = z.object({
  root: z.string(),
  commitment: z.string(),
  chainHash: z.string(),
  round: positive,
  publishedAt: time,
});
export type Seal = z.infer<typeof Seal>;

/** `drawn`: a ticket holds the prize. `claimed`: it was handed over. `unawarded`: no ticket is left. */
const PrizeState = z.enum(['drawn', 'claimed', 'unawarded']);
export type PrizeState = z.infer<typeof PrizeState>;

/** Why a prize went to the next ticket of the order. */
export const ForfeitReason = z.enum(['unclaimed', 'declined', 'ineligible']);
export type ForfeitReason = z.infer<typeof ForfeitReason>;

const awardedMembers = {
  title: z.string(),
  /** The tickets that held the prize before, the first one first; absent if none did. */
  passedOn: z.optional(z.array(z.object({ ticketNumber: positive, reason: ForfeitReason }))),
};

/** A prize after the draw, and the ticket that holds it now. */
export const AwardedPrize = z.discriminatedUnion('state', [
  z.object({ ...awardedMembers, state: z.enum(['drawn', 'claimed']), ticketNumber: positive }),
  z.object({ ...awardedMembers, state: z.literal('unawarded') }),
]);
export type AwardedPrize = z.infer<typeof AwardedPrize>;

/** Members of a raffle in every status. */
const raffleMembers = {
  id: RaffleId,
  title: z.string(),
  capacity: positive,
  /** Number of valid tickets. A voided ticket does not count, and its number is for sale again. */
  sold: count,
  remaining: count,
  perPersonLimit: positive,
  randomness: Randomness,
  /** The beacon chain of a `drand` raffle: 64 hexadecimal digits. */
  chainHash: z.optional(z.string()),
  /** Present if the raffle is a rehearsal. */
  rehearsal: z.optional(z.literal(true)),
  openedAt: time,
  /** When sales begin. Absent: at once. */
  opensAt: z.optional(time),
  /** When sales end by themselves. */
  closesAt: z.optional(time),
  /** Until when winners must claim their prizes. */
  claimBy: z.optional(time),
  notice: z.optional(Notice),
  /** Log index of the opening or of the last amendment; a purchase may carry it. */
  rules: count,
  /** At most one of each rule; absent if none is different. */
  amendments: z.optional(z.array(Amendment)),
  /** Tickets that are drawn beside those for the prizes, 0 to 50. */
  reserves: count,
  /** Present if only a person's first ticket in the draw order counts. */
  onePrizePerPerson: z.optional(z.literal(true)),
  /** Number of log entries, from 1. Increases with every change. */
  version: positive,
};
/** The prizes before the draw, the first prize first. */
const announcedPrizes = { prizes: z.array(z.object({ title: z.string() })) };
const closingMembers = { closedAt: time, seal: z.optional(Seal) };

/**
 * Public state of a raffle, discriminated by `status`. `announced`: sales have not begun. Only a
 * `drawn` raffle has winners, and `winner` only while a ticket holds the first prize.
 */
export const RaffleView = z.discriminatedUnion('status', [
  z.object({
    ...raffleMembers,
    ...announcedPrizes,
    status: z.literal('announced'),
    opensAt: time,
  }),
  z.object({ ...raffleMembers, ...announcedPrizes, status: z.literal('open') }),
  z.object({
    ...raffleMembers,
    ...announcedPrizes,
    status: z.literal('closed'),
    ...closingMembers,
  }),
  z.object({
    ...raffleMembers,
    status: z.literal('drawn'),
    ...closingMembers,
    prizes: z.array(AwardedPrize),
    drawnAt: time,
    winner: z.optional(z.object({ ticketNumber: positive })),
  }),
  z.object({
    ...raffleMembers,
    ...announcedPrizes,
    status: z.literal('cancelled'),
    cancelledAt: time,
    cancelReason: z.string(),
  }),
]);
export type RaffleView = z.infer<typeof RaffleView>;
export type AnnouncedRaffleView = Extract<RaffleView, { readonly status: 'announced' }>;
export type OpenRaffleView = Extract<RaffleView, { readonly status: 'open' }>;
export type ClosedRaffleView = Extract<RaffleView, { readonly status: 'closed' }>;
export type DrawnRaffleView = Extract<RaffleView, { readonly status: 'drawn' }>;
export type CancelledRaffleView = Extract<RaffleView, { readonly status: 'cancelled' }>;

/** The tickets that hold a prize now, that of the first prize first. */
export function winningNumbers({ prizes }: DrawnRaffleView): readonly number[] {
  return prizes.flatMap((prize) => (prize.state === 'unawarded' ? [] : [prize.ticketNumber]));
}

/** The titles of the prizes; none of a raffle that was opened without prizes and has one called “Prize”. */
export function namedPrizes(prizes: readonly { readonly title: string }[]): readonly string[] {
  const titles = prizes.map(({ title }) => title);
  return titles.length === 1 && titles[0] === 'Prize' ? [] : titles;
}

/** All raffles, oldest first. */
export const RaffleList = z.object({ raffles: z.array(RaffleView) });

/** RFC 9162 consistency proof. `from` and `to` are log sizes; hashes are base64. */
export const Consistency = z.object({ from: count, to: count, consistency: z.array(z.string()) });
export type Consistency = z.infer<typeof Consistency>;

/** RFC 9162 inclusion proof of the entry `index` in the log of `size` entries; hashes are base64. */
export const Inclusion = z.object({ index: count, size: count, inclusion: z.array(z.string()) });
export type Inclusion = z.infer<typeof Inclusion>;
