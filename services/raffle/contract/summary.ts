import * as z from 'zod/mini';

const count = z.int().check(z.minimum(0));
const time = z.iso.datetime();

/** A claim of a witness to have seen another history of a log: a restored backup, a fork, or a lie. */
const Alarm = z.object({
  /** Its name in the policy. */
  witness: z.string(),
  /** Number of entries that it claims to have seen. */
  size: count,
  at: time,
});

/** The alarms of all raffles. */
export const AlarmList = z.object({
  alarms: z.array(z.extend(Alarm, { raffle: z.string() })),
});

/** Sums of a raffle for its organisers. Tickets are counted as they are now; amounts are in minor units. */
export const Summary = z.object({
  capacity: count,
  /** Valid tickets: the sum of `paid` and `due`, and of `desk` and `web`. */
  sold: count,
  remaining: count,
  /** Valid tickets that are marked as paid. */
  paid: count,
  /** Valid tickets that are not. */
  due: count,
  desk: count,
  web: count,
  /** Voided tickets by reason. */
  voided: z.object({ refunded: count, unpaid: count, mistake: count, ineligible: count }),
  /** Voided tickets that were marked as paid, whatever the reason: is the money returned? */
  voidedPaid: count,
  /** Present if the raffle has a price. */
  income: z.optional(
    z.object({
      /** ISO 4217. */
      currency: z.string(),
      /** Price of one ticket. */
      price: count,
      /** Price of the paid tickets. */
      amount: count,
      /** Price of the due tickets. */
      due: count,
    }),
  ),
  /** Mails about this raffle. Absent while the service sends only sign-in codes. */
  mail: z.optional(
    z.object({
      queued: count,
      sent: count,
      /** Given up. */
      failed: count,
      /** When the oldest mail that waits was queued. */
      oldestQueuedAt: z.optional(time),
    }),
  ),
  /**
   * Witnesses that claim to have seen another history of the log: a restored backup, a fork, or a lie.
   * They are not asked about this raffle until they are resumed. Absent if there is none.
   */
  alarms: z.optional(z.array(Alarm)),
  /** Present if the raffle is a rehearsal. */
  rehearsal: z.optional(z.literal(true)),
});
export type Summary = z.infer<typeof Summary>;
