import { isPaidSale, type IsPaid, type PaymentMark, type PaymentStore } from '../payment-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder, Journal } from './data-folder.ts';
import { paymentsName } from './folder-layout.ts';

/** From raffle to the log indexes of its marked sales, each paid or not paid. */
type Payments = Map<string, Map<number, boolean>>;

/** Payments in a journal of the data folder. */
export class LowdbPaymentStore implements PaymentStore {
  /** Its state is ahead of the disk while a batch is written. */
  readonly #queue: CommitQueue<Payments, PaymentMark>;
  readonly #durable: Payments;

  private constructor(folder: DataFolder, db: Journal<PaymentMark>) {
    const fold = () => db.data.entries.reduce<Payments>(evolve, new Map());
    this.#durable = fold();
    this.#queue = new CommitQueue<Payments, PaymentMark>({
      ...folder.queueSettings(paymentsName),
      db,
      state: fold(),
      evolve,
      onDurable: (_, entries) => void entries.reduce(evolve, this.#durable),
    });
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load(folder: DataFolder): Promise<LowdbPaymentStore> {
    return new LowdbPaymentStore(folder, await folder.openOwnJournal<PaymentMark>(paymentsName));
  }

  mark(mark: PaymentMark): Promise<void> {
    return this.#queue.change((payments) => {
      const marks = payments.get(mark.raffle);
      const sales = mark.sales.filter((sale) => marks?.get(sale) !== mark.paid);
      return { entries: sales.length === 0 ? [] : [{ ...mark, sales }], answer: undefined };
    });
  }

  /** Always answers with the marks that are on disk when it is asked. */
  readPayments(raffle: string): IsPaid {
    return (sale) => isPaidSale(sale, this.#durable.get(raffle)?.get(sale.index));
  }
}

function evolve(payments: Payments, { raffle, sales, paid }: PaymentMark): Payments {
  const marks = payments.get(raffle) ?? new Map<number, boolean>();
  for (const sale of sales) marks.set(sale, paid);
  return payments.set(raffle, marks);
}
