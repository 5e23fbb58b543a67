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

/** Stores which sales are paid: the operators' notes, never in a log. Readers see durable state only. */
export interface PaymentStore {
  /**
   * Durable when it resolves. Marks that change nothing are not written.
   *
   * @param options.isInitial Marks only sales that never had a mark, so that a desk sale that is
   *   repeated does not undo a later mark.
   * @throws {StoreUnavailable} as `RaffleStore.change`.
   */
  mark(mark: PaymentMark, options?: { readonly isInitial?: boolean }): Promise<void>;

  /** Whether the sale at this log index is marked as paid. */
  isPaid(raffle: string, sale: number): boolean;
}
