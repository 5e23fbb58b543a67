import type { RuleChange } from '../../domain/changed-rules.ts';

/** What every mail about a raffle says of it: the rules at the time of the entry. */
export interface MailedRaffle {
  readonly title: string;
  readonly organiser?: string;
  /** How to reach the organiser: an address, a phone number. */
  readonly contact?: string;
  /** Amount in minor units of the currency (ISO 4217), for one ticket. */
  readonly price?: { readonly amount: number; readonly currency: string };
  /** How to pay. */
  readonly payment?: string;
  readonly place?: string;
  /** Announced end of the sales, ISO 8601. */
  readonly closesAt?: string;
  /** Announced time of the draw, ISO 8601. */
  readonly drawAt?: string;
  readonly licence?: string;
}

/**
 * The facts of a mail about a raffle, as plain JSON. They are stored with the mail until it is sent, so
 * that it says the same at every attempt.
 */
export type RaffleMail = { readonly raffle: MailedRaffle } & (
  | PurchaseMail
  | ResultMail
  | VoidMail
  | ForfeitMail
  | PromotionMail
  | AmendmentMail
  | CancellationMail
);

/** A purchase is confirmed to the participant; a desk sale to the person it was made for. */
export interface PurchaseMail {
  readonly kind: 'purchase' | 'desk-sale';
  readonly tickets: readonly number[];
  /** Log indexes of the sales, for the receipts. */
  readonly sales: readonly number[];
  /** ISO 8601. */
  readonly soldAt: string;
  /** Titles of the prizes, first prize first. */
  readonly prizes: readonly string[];
  /** Present if the buyer paid at the desk. */
  readonly isPaid?: true;
}

/** The result of the draw, for one recipient. */
export interface ResultMail {
  readonly kind: 'result';
  /** The recipient's tickets in the draw. */
  readonly tickets: readonly number[];
  /** What the recipient won. Empty: nothing. */
  readonly won: readonly PrizeOfTicket[];
  /** The recipient's tickets that get a prize if another ticket forfeits its own. */
  readonly reserves: readonly number[];
  /** All prizes with the tickets that won them. A prize without a ticket is not awarded. */
  readonly winners: readonly { readonly prize: string; readonly ticketNumber?: number }[];
  /** A prize must be claimed by this time, ISO 8601. */
  readonly claimBy?: string;
}

export interface PrizeOfTicket {
  readonly prize: string;
  readonly ticketNumber: number;
}

export interface VoidMail {
  readonly kind: 'void';
  readonly tickets: readonly number[];
  readonly reason: 'refunded' | 'unpaid' | 'mistake' | 'ineligible';
}

/** A ticket lost its prize. */
export interface ForfeitMail extends PrizeOfTicket {
  readonly kind: 'forfeit';
  /** Whether another ticket got the prize. */
  readonly isPassedOn: boolean;
  readonly reason: 'unclaimed' | 'declined' | 'ineligible';
}

/** A ticket got a prize that another one lost. */
export interface PromotionMail extends PrizeOfTicket {
  readonly kind: 'promotion';
  readonly claimBy?: string;
}

export interface AmendmentMail {
  readonly kind: 'amendment';
  readonly changes: readonly RuleChange[];
}

export interface CancellationMail {
  readonly kind: 'cancellation';
  readonly reason: string;
}
