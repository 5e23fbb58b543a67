import * as z from 'zod/mini';
import { ForfeitReason, Seal } from './raffles.ts';
import { ClosingWitnessed } from './witnessing.ts';

const count = z.int().check(z.minimum(0));
const positive = z.int().check(z.minimum(1));
const time = z.iso.datetime();

/** One round as a drand relay returns it. */
export const Beacon = z.object({ round: positive, randomness: z.string(), signature: z.string() });
export type Beacon = z.infer<typeof Beacon>;

/**
 * The values with which anyone can recompute a sealed draw: the service's share `r` of each pick, in
 * the order of the picks, and the nonce of 64 hexadecimal digits that hid them.
 */
export const Reveal = z.object({ r: z.array(count), nonce: z.string(), beacon: Beacon });
export type Reveal = z.infer<typeof Reveal>;

/**
 * One ticket of the draw order. `index`: its position in the pool, which is in number order, from 0.
 * `sale`: the log index of its sale, because a number can be sold more than once.
 */
export const DrawnTicket = z.object({
  index: count,
  ticketNumber: positive,
  holder: z.string(),
  sale: positive,
});
export type DrawnTicket = z.infer<typeof DrawnTicket>;

/** A prize and the ticket that holds it now; none if the prize is unawarded. `prize` counts from 1. */
export const Winner = z.discriminatedUnion('state', [
  z.object({
    prize: positive,
    title: z.string(),
    state: z.enum(['drawn', 'claimed']),
    ticketNumber: positive,
    holder: z.string(),
  }),
  z.object({ prize: positive, title: z.string(), state: z.literal('unawarded') }),
]);
export type Winner = z.infer<typeof Winner>;

/** Members of a draw record whatever its randomness. */
const drawMembers = {
  raffle: z.string(),
  /** Present if the raffle is a rehearsal. */
  rehearsal: z.optional(z.literal(true)),
  /** One sentence that says how far the randomness can be verified. */
  fairness: z.string(),
  drawnAt: time,
  ticketCount: positive,
  /** The tickets drawn, first pick first: as many as there are prizes and reserves, or tickets. */
  order: z.array(DrawnTicket),
  /** One item per prize, in order. */
  winners: z.array(Winner),
  /** In the order of the log. */
  forfeits: z.array(
    z.object({ prize: positive, ticketNumber: positive, reason: ForfeitReason, at: time }),
  ),
  /** Position in the pool of the ticket that holds the first prize; absent if it is unawarded. */
  index: z.optional(count),
  /** The ticket that holds the first prize; absent if it is unawarded. */
  winner: z.optional(z.object({ ticketNumber: positive, holder: z.string() })),
  /** Of a sealed draw, while the service asks witnesses. Its log does not have this member. */
  witnessed: z.optional(ClosingWitnessed),
};

/**
 * Result of a draw, discriminated by `randomness`. Only a `drand` draw can be recomputed. The order
 * never changes; `winners` and `forfeits` change as prizes are claimed and forfeited.
 */
export const DrawRecord = z.discriminatedUnion('randomness', [
  z.object({ ...drawMembers, randomness: z.literal('local') }),
  z.object({ ...drawMembers, randomness: z.literal('drand'), seal: Seal, reveal: Reveal }),
]);
export type DrawRecord = z.infer<typeof DrawRecord>;
export type SealedDrawRecord = Extract<DrawRecord, { readonly randomness: 'drand' }>;
