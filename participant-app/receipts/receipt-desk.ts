import type { RaffleClient } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import type { Purchase, Ticket } from '#contract/schemas.ts';
import { readLogKey } from '#proof/kept-log.ts';
import { parseVerifierKey } from '#proof/verifier-key.ts';
import { toTrouble } from '#ui/problems/trouble.ts';
import type { Kept } from '#ui/storage.ts';
import { seeFirst } from '../check/compare-log.ts';
import type { KeptHead } from '../check/comparison.ts';
import { keptHead } from '../check/kept-head.ts';
import { examineReceipt, type GivenReceipt } from './examine-receipt.ts';
import { receiptBox, type KeptReceipts } from './receipt-box.ts';
import type { ReceiptScope } from './receipt-scope.ts';
import { verdictOn, type ReceiptsState } from './receipts-state.ts';

export interface ReceiptDeskParts extends ReceiptScope {
  readonly client: RaffleClient;
}

/** What is kept of a raffle with its receipts. */
export type RaffleFacts = Pick<ReceiptsState, 'title' | 'isRehearsal'>;

/**
 * Holds the receipts of one account in one raffle: takes them from purchases, fetches those that
 * are missing, keeps them in this browser and examines every one. A receipt that is kept is never
 * asked for again, so the service cannot replace it.
 */
export class ReceiptDesk {
  readonly #parts: ReceiptDeskParts;
  readonly #box: Kept<KeptReceipts>;
  /** What this browser keeps of the log, whoever is signed in. */
  readonly #head: Kept<KeptHead>;
  readonly #listeners = new Set<() => void>();
  #state: ReceiptsState;
  #hasSeenKey = false;
  #collecting: Promise<void> = Promise.resolve();

  constructor(parts: ReceiptDeskParts) {
    this.#parts = parts;
    this.#box = receiptBox(parts);
    this.#head = keptHead(parts);
    const kept = this.#box.load() ?? nothingKept;
    const { title, isRehearsal, logKey = this.#head.load()?.logKey } = kept;
    const receipts = new Map(
      Object.entries(kept.texts).map(([digits, text]) => {
        const number = Number(digits);
        return [number, examineReceipt({ number, text }, logKey)];
      }),
    );
    this.#state = { title, isRehearsal, receipts, logKey, denied: new Set(), isKept: true };
  }

  readonly getState = (): ReceiptsState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes the receipts that came with a purchase. */
  take({ tickets, receipts, raffle }: Purchase): void {
    const given = tickets.flatMap(({ number }, place) => {
      const text = receipts[place];
      return text === undefined ? [] : [{ number, text }];
    });
    this.#set({ title: raffle.title, isRehearsal: raffle.rehearsal === true });
    this.#hold(given);
  }

  /**
   * Fetches what is missing: the log's key, best before anything is bought, and the receipts of
   * these tickets.
   */
  collect(raffle: RaffleFacts, tickets: readonly Ticket[]): Promise<void> {
    this.#set(raffle);
    this.#collecting = this.#collecting.then(() => this.#collect(tickets));
    return this.#collecting;
  }

  async #collect(tickets: readonly Ticket[]): Promise<void> {
    try {
      await this.#seeKey();
      for (const { number } of tickets) {
        if (!this.#state.receipts.has(number)) await this.#fetch(number);
      }
      this.#set({ denied: await this.#findDenied(tickets), trouble: undefined });
    } catch (error) {
      this.#set({ trouble: toTrouble(error) });
    }
  }

  async #fetch(number: number): Promise<void> {
    const { client, raffleId } = this.#parts;
    const params = { id: raffleId, number: String(number) };
    this.#hold([{ number, text: await client.text('showReceipt', { params }) }]);
  }

  /** The key that is seen first is the raffle's from then on. Any other is told, never taken. */
  async #seeKey(): Promise<void> {
    if (this.#hasSeenKey) return;
    const { client, raffleId } = this.#parts;
    const source = askForLog(client, raffleId);
    if (this.#head.load() === undefined) {
      const found = await seeFirst({ source });
      if (found.kind === 'first' && isKeyOf(raffleId, found.head)) this.#head.save(found.head);
    }
    const seen = readLogKey((await source.lines(1))[0]) ?? '';
    this.#hasSeenKey = true;
    if (this.#state.logKey === undefined) this.#trust(this.#head.load()?.logKey);
    const { logKey } = this.#state;
    if (logKey !== undefined && logKey !== seen) this.#set({ otherKey: seen });
  }

  #trust(logKey: string | undefined): void {
    const { receipts } = this.#state;
    const examined = [...receipts].map(
      ([number, receipt]) => [number, examineReceipt(receipt, logKey)] as const,
    );
    this.#set({ logKey, receipts: new Map(examined) });
    if (receipts.size > 0) this.#save();
  }

  /**
   * The tickets that are proven here, and not listed. The list may be older than a purchase in
   * another tab, so nothing is said before the service was asked once more.
   */
  async #findDenied(tickets: readonly Ticket[]): Promise<ReadonlySet<number>> {
    const proven = [...this.#state.receipts.values()].filter((each) => verdictOn(each) === 'valid');
    const unlisted = without(
      proven.map(({ number }) => number),
      tickets,
    );
    if (unlisted.length === 0) return new Set();
    const { client, raffleId } = this.#parts;
    const mine = await client.call('listMyTickets', { params: { id: raffleId } });
    return new Set(without(unlisted, mine.tickets));
  }

  #hold(given: readonly GivenReceipt[]): void {
    if (given.length === 0) return;
    const receipts = new Map(this.#state.receipts);
    for (const each of given) {
      if (!receipts.has(each.number)) {
        receipts.set(each.number, examineReceipt(each, this.#state.logKey));
      }
    }
    this.#set({ receipts });
    this.#save();
  }

  #save(): void {
    const { title, isRehearsal, receipts, logKey } = this.#state;
    // Another tab may have kept more meanwhile.
    const texts = { ...this.#box.load()?.texts };
    for (const { number, text } of receipts.values()) texts[number] ??= text;
    this.#set({ isKept: this.#box.save({ title, isRehearsal, logKey, texts }) });
  }

  #set(changes: Partial<ReceiptsState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

const nothingKept: KeptReceipts = { title: '', isRehearsal: false, texts: {} };

/** Whether a log is called after this raffle. */
function isKeyOf(raffleId: string, { logKey }: KeptHead): boolean {
  return parseVerifierKey(logKey).name.endsWith(`/raffles/${raffleId}`);
}

function without(numbers: readonly number[], tickets: readonly Ticket[]): number[] {
  const listed = new Set(tickets.map(({ number }) => number));
  return numbers.filter((number) => !listed.has(number));
}
