import * as z from 'zod/mini';
import { RaffleView } from './raffles.ts';

const count = z.int().check(z.minimum(0));
const positive = z.int().check(z.minimum(1));
const time = z.iso.datetime();

/** Why a ticket was voided. */
export const VoidReason = z.enum(['refunded', 'unpaid', 'mistake', 'ineligible']);
export type VoidReason = z.infer<typeof VoidReason>;

/** A ticket as its owner sees it. */
export const Ticket = z.object({
  number: positive,
  purchasedAt: time,
  /** Log index of the sale. It identifies the ticket: its number is sold again after a void. */
  sale: positive,
  /** Present if the organiser has marked the ticket as paid. */
  paid: z.optional(z.literal(true)),
});
export type Ticket = z.infer<typeof Ticket>;

/** A ticket that does not count any more. */
export const VoidedTicket = z.object({
  number: positive,
  sale: positive,
  reason: VoidReason,
  voidedAt: time,
});
export type VoidedTicket = z.infer<typeof VoidedTicket>;

/** A prize that one of the tickets holds. `prize` counts from 1. */
export const WonPrize = z.object({
  prize: positive,
  title: z.string(),
  ticketNumber: positive,
  state: z.enum(['drawn', 'claimed']),
});
export type WonPrize = z.infer<typeof WonPrize>;

const heldMembers = {
  tickets: z.array(Ticket),
  voided: z.array(VoidedTicket),
  /** Whether one of the tickets holds a prize now. Null before the draw. */
  won: z.nullable(z.boolean()),
  /** The prizes that the tickets hold now; empty before the draw. */
  prizes: z.array(WonPrize),
};

/** Tickets of the signed-in account in one raffle. */
export const MyTickets = z.object({
  ...heldMembers,
  /** How many more tickets this person may buy. */
  allowance: count,
});
export type MyTickets = z.infer<typeof MyTickets>;

/** Answer to a purchase, as of that purchase. A repeated request gets the same answer. */
export const Purchase = z.object({
  tickets: z.array(Ticket),
  allowance: count,
  raffle: RaffleView,
  /** One `.tlog-proof` text for each ticket, in the order of the tickets. */
  receipts: z.array(z.string()),
});
export type Purchase = z.infer<typeof Purchase>;

/** Answer to a desk sale, as of that sale. A repeated request gets the same answer. */
export const DeskSale = z.object({
  tickets: z.array(Ticket),
  /** One `.tlog-proof` text for each ticket, in the order of the tickets. */
  receipts: z.array(z.string()),
  /** Shows these tickets and receipts without sign-in. Anyone who has the link can read it. */
  claimUrl: z.string(),
});
export type DeskSale = z.infer<typeof DeskSale>;

/** The tickets of one desk sale as they are now, for the holder of its link. */
export const ClaimedTickets = z.object({
  raffle: RaffleView,
  ...heldMembers,
  /** One `.tlog-proof` text for each ticket of the sale, voided ones included, in order of sale. */
  receipts: z.array(z.string()),
});
export type ClaimedTickets = z.infer<typeof ClaimedTickets>;

/** A raffle after purchases of made-up participants, and how many tickets they took. */
export const Rehearsed = z.intersection(RaffleView, z.object({ taken: count }));
export type Rehearsed = z.infer<typeof Rehearsed>;

/** A sold ticket as operators see it. */
export const SoldTicket = z.object({
  number: positive,
  holder: z.string(),
  /** Empty for a desk sale without an address. */
  email: z.string(),
  purchasedAt: time,
  sale: positive,
  name: z.optional(z.string()),
  phone: z.optional(z.string()),
  /** Present if the buyer consents that the name is shown after a win. */
  mayShowName: z.optional(z.literal(true)),
  paid: z.optional(z.literal(true)),
  /** Present if an operator sold the ticket. */
  desk: z.optional(z.literal(true)),
});
export type SoldTicket = z.infer<typeof SoldTicket>;

/** The valid tickets in order of sale, and what was voided. */
export const SoldTickets = z.object({
  tickets: z.array(SoldTicket),
  voided: z.array(VoidedTicket),
  /** Size of the log that the lists cover: the `from` of the next request. */
  to: positive,
  /** Present if the raffle is a rehearsal. */
  rehearsal: z.optional(z.literal(true)),
});
export type SoldTickets = z.infer<typeof SoldTickets>;
