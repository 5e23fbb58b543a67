import type { SoldTicket } from '../domain/pool.ts';
import type { Awaitable } from './awaitable.ts';

/** Whether a sale is paid: as it was marked last; without a mark, as it was sold at a desk. */
export type IsPaid = (sale: SoldTicket) => boolean;

/** Marks sales of one raffle as paid, or as not paid. */
export interface PaymentMark {
  /** Id of the raffle. */
  readonly raffle: string;
  /** Log indexes of the sales. A ticket number can be sold twice, so it does not name a sale. */
  readonly sales: readonly number[];
  readonly paid: boolean;
  /** Keyid of the operator. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * Stores the operators' later notes which sales are paid, beside the logs. What an operator said when
 * selling at a desk is private in the entry of the sale. Readers see durable state only.
 */
export interface PaymentStore {
  /**
   * Durable when it resolves. A mark that a sale has already is not written again.
   *
   * @throws {StoreUnavailable} as `RaffleStore.change`.
   */
  mark(mark: PaymentMark): Promise<void>;

  /**
   * Reads the marks of a raffle.
   *
   * @param sales Log indexes of the sales to ask about. Default: every sale of the raffle.
   */
  readPayments(raffle: string, sales?: readonly number[]): Awaitable<IsPaid>;
}

/** @param mark Whether the sale was marked as paid last; undefined without a mark. */
export function isPaidSale({ ticket }: SoldTicket, mark: boolean | undefined): boolean {
  return mark ?? (ticket.desk === true && ticket.paid === true);
}
