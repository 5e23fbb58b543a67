import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RaffleClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import type { Purchase, Ticket } from '#contract/tickets.ts';
import { isolateText } from '#contract/shown-text.ts';
import { readLogKey } from '#proof/saved-log.ts';
import { parseVerifierKey } from '#proof/signed-note.ts';
import { toApiError } from '#ui/problems/api-error.ts';
import type { StorageItem } from '#ui/storage.ts';
import { fetchFirstCheckpoint } from '../../shared/verify-checkpoint.ts';
import { trustedCheckpoint, type TrustedCheckpoint } from '../../shared/trusted-checkpoint.ts';
import { checkReceipt, type ReceivedReceipt } from './check-receipt.ts';
import { type ReceiptScope, receiptStorage, type StoredReceipts } from './receipt-storage.ts';
import { receiptVerdict, type ReceiptsState } from './receipts-state.ts';

export interface ReceiptStoreOptions extends ReceiptScope {
  readonly client: RaffleClient;
}

/** What is stored of a raffle with its receipts. */
export type RaffleFacts = Pick<ReceiptsState, 'title' | 'isRehearsal'>;

/**
 * The receipts of one account in one raffle: takes them from purchases, fetches missing ones, stores
 * them in this browser and verifies each. A stored receipt is never fetched again, so the service
 * cannot replace it.
 */
export class ReceiptStore {
  readonly store: StoreApi<ReceiptsState>;
  readonly #options: ReceiptStoreOptions;
  readonly #storage: StorageItem<StoredReceipts>;
  /** The same for every account in this browser. */
  readonly #checkpoint: StorageItem<TrustedCheckpoint>;
  #hasSeenKey = false;
  #collecting: Promise<void> = Promise.resolve();

  constructor(options: ReceiptStoreOptions) {
    this.#options = options;
    this.#storage = receiptStorage(options);
    this.#checkpoint = trustedCheckpoint(options);
    const kept = this.#storage.load() ?? nothingStored;
    const { title, isRehearsal, logKey = this.#checkpoint.load()?.logKey } = kept;
    const receipts = new Map(
      Object.entries(kept.texts).map(([digits, stored]) => {
        const sale = Number(digits);
        return [sale, checkReceipt({ ...stored, sale }, logKey)];
      }),
    );
    this.store = createStore(() => ({
      title,
      isRehearsal,
      receipts,
      logKey,
      denied: new Set(),
      isKept: true,
    }));
  }

  get #state(): ReceiptsState {
    return this.store.getState();
  }

  /** Takes the receipts that came with a purchase. */
  take({ tickets, receipts, raffle }: Purchase): void {
    const given = tickets.flatMap(({ number, sale }, place) => {
      const text = receipts[place];
      return text === undefined ? [] : [{ number, sale, text }];
    });
    this.#set({ title: isolateText(raffle.title), isRehearsal: raffle.rehearsal === true });
    this.#hold(given);
  }

  /** Fetches the log's key, if possible before a purchase, and missing receipts of these tickets. */
  collect(raffle: RaffleFacts, tickets: readonly Ticket[]): Promise<void> {
    this.#set(raffle);
    this.#collecting = this.#collecting.then(() => this.#collect(tickets));
    return this.#collecting;
  }

  async #collect(tickets: readonly Ticket[]): Promise<void> {
    try {
      await this.#seeKey();
      for (const ticket of tickets) {
        if (!this.#state.receipts.has(ticket.sale)) await this.#fetch(ticket);
      }
      this.#set({ denied: await this.#findDenied(tickets), error: undefined });
    } catch (error) {
      this.#set({ error: toApiError(error) });
    }
  }

  async #fetch({ number, sale }: Ticket): Promise<void> {
    const { client, raffleId } = this.#options;
    const params = { id: raffleId, number: String(number) };
    const text = await client.text('showReceipt', { params, query: { sale } });
    this.#hold([{ number, sale, text }]);
  }

  /** Trusts the key that is seen first. A different key later is reported, never accepted. */
  async #seeKey(): Promise<void> {
    if (this.#hasSeenKey) return;
    const { client, raffleId } = this.#options;
    const source = createLogSource(client, raffleId);
    if (this.#checkpoint.load() === undefined) {
      const first = await fetchFirstCheckpoint(source);
      if (first !== undefined && isKeyOf(raffleId, first)) this.#checkpoint.save(first);
    }
    const seen = readLogKey((await source.lines(1))[0]) ?? '';
    this.#hasSeenKey = true;
    if (this.#state.logKey === undefined) this.#trust(this.#checkpoint.load()?.logKey);
    const { logKey } = this.#state;
    if (logKey !== undefined && logKey !== seen) this.#set({ otherKey: seen });
  }

  #trust(logKey: string | undefined): void {
    const { receipts } = this.#state;
    const examined = [...receipts].map(
      ([sale, receipt]) => [sale, checkReceipt(receipt, logKey)] as const,
    );
    this.#set({ logKey, receipts: new Map(examined) });
    if (receipts.size > 0) this.#save();
  }

  /**
   * The sales that a receipt proves and the service does not list. The list may be older than a
   * purchase in another tab, so it is fetched once more first.
   */
  async #findDenied(tickets: readonly Ticket[]): Promise<ReadonlySet<number>> {
    const proven = [...this.#state.receipts.values()].filter(
      (each) => receiptVerdict(each) === 'passed',
    );
    const unlisted = without(
      proven.map(({ sale }) => sale),
      tickets,
    );
    if (unlisted.length === 0) return new Set();
    const { client, raffleId } = this.#options;
    const mine = await client.call('listMyTickets', { params: { id: raffleId } });
    return new Set(without(unlisted, [...mine.tickets, ...mine.voided]));
  }

  #hold(given: readonly ReceivedReceipt[]): void {
    if (given.length === 0) return;
    const receipts = new Map(this.#state.receipts);
    for (const each of given) {
      if (!receipts.has(each.sale)) {
        receipts.set(each.sale, checkReceipt(each, this.#state.logKey));
      }
    }
    this.#set({ receipts });
    this.#save();
  }

  #save(): void {
    const { title, isRehearsal, receipts, logKey } = this.#state;
    // Another tab may have stored more meanwhile.
    const texts = { ...this.#storage.load()?.texts };
    for (const { sale, number, text } of receipts.values()) texts[sale] ??= { number, text };
    this.#set({ isKept: this.#storage.save({ title, isRehearsal, logKey, texts }) });
  }

  #set(changes: Partial<ReceiptsState>): void {
    this.store.setState(changes);
  }
}

const nothingStored: StoredReceipts = { title: '', isRehearsal: false, texts: {} };

/** Whether the log's key is named after this raffle. */
function isKeyOf(raffleId: string, { logKey }: TrustedCheckpoint): boolean {
  return parseVerifierKey(logKey).name.endsWith(`/raffles/${raffleId}`);
}

function without(sales: readonly number[], tickets: readonly Pick<Ticket, 'sale'>[]): number[] {
  const listed = new Set(tickets.map(({ sale }) => sale));
  return sales.filter((sale) => !listed.has(sale));
}
