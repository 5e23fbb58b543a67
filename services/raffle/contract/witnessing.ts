import * as z from 'zod/mini';

const positive = z.int().check(z.minimum(1));
const time = z.iso.datetime();

/** A witness that saw a part of the log, and when it saw it first, by its clock. */
const Seen = z.array(z.object({ witness: z.string(), time }));

/**
 * Whether the organiser's witnesses cosigned a sealed closing before its beacon was published:
 * `waiting` while they still can.
 */
export const ClosingWitnessed = z.enum(['waiting', 'in-time', 'not-in-time']);
export type ClosingWitnessed = z.infer<typeof ClosingWitnessed>;

/** What the witnesses that the organiser chose have seen of a raffle's log. */
export const Witnessing = z.object({
  /** The witnesses that this service asks; none without a policy. */
  witnesses: z.array(
    z.object({
      /** As the organiser calls it. */
      name: z.string(),
      /** C2SP verifier key. */
      key: z.string(),
      /** The newest checkpoint that it cosigned: number of entries, and when. */
      newest: z.optional(z.object({ size: positive, time })),
    }),
  ),
  /** Present once the raffle is closed: which witnesses saw the closing. */
  closing: z.optional(
    z.object({
      /** Present if the draw is sealed and the policy has witnesses. */
      state: z.optional(ClosingWitnessed),
      seenBy: Seen,
    }),
  ),
  /** Present once the raffle is drawn: which witnesses saw the draw. */
  draw: z.optional(z.object({ seenBy: Seen })),
});
export type Witnessing = z.infer<typeof Witnessing>;
