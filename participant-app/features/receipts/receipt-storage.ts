import * as z from 'zod/mini';
import { storageItem, type StorageItem, clearStorage } from '#ui/storage.ts';

/** A `.tlog-proof` text and the number of the ticket that it was issued for. */
const StoredText = z.object({ number: z.int().check(z.minimum(1)), text: z.string() });
type StoredText = z.infer<typeof StoredText>;

/** By the log index of the sale; a broken entry is dropped. */
const Texts = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform((texts): Readonly<Record<string, StoredText>> => {
    const entries = Object.entries(texts).flatMap(([sale, value]) => {
      // Earlier versions stored the text by the ticket's number, which was the index of its sale.
      const stored = typeof value === 'string' ? { number: Number(sale), text: value } : value;
      const { data } = StoredText.safeParse(stored);
      return /^[1-9]\d*$/.test(sale) && data !== undefined ? [[sale, data] as const] : [];
    });
    return Object.fromEntries(entries);
  }),
);

/** What is stored. Results of checks are not: they are computed from the texts. */
const StoredReceipts = z.object({
  title: z.string(),
  isRehearsal: z.boolean(),
  /** The log's verifier key as this browser first saw it. */
  logKey: z.optional(z.string()),
  texts: Texts,
});
export type StoredReceipts = z.infer<typeof StoredReceipts>;

/** The receipts of one account in one raffle, in this browser. */
export function receiptStorage(scope: ReceiptScope): StorageItem<StoredReceipts> {
  const name = `${receiptsPrefix(scope)}${scope.raffleId}`;
  return storageItem({
    where: 'localStorage',
    name,
    read: (value) => StoredReceipts.safeParse(value).data,
  });
}

/** The texts of the last account's receipts in a raffle. There are none after a sign-out. */
export function storedReceiptTexts(place: Omit<ReceiptScope, 'accountId'>): readonly string[] {
  const accountId = lastAccount(place.serviceUrl).load();
  if (accountId === undefined) return [];
  const { texts = {} } = receiptStorage({ ...place, accountId }).load() ?? {};
  return Object.values(texts).map(({ text }) => text);
}

/** Whose receipts, of which raffle, at which service. */
export interface ReceiptScope {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly accountId: string;
}

/**
 * The account that signed in last in this browser. Its receipts are shown while the service does
 * not answer. It is cleared when the service says that no account is signed in.
 */
export function lastAccount(serviceUrl: string): StorageItem<string> {
  return storageItem({
    where: 'localStorage',
    name: `raffle-account ${new URL(serviceUrl).origin}`,
    read: (value) => (typeof value === 'string' ? value : undefined),
  });
}

/** Removes all receipts of an account from this browser, those of other raffles too. */
export function clearReceipts(owner: Omit<ReceiptScope, 'raffleId'>): void {
  clearStorage(receiptsPrefix(owner));
  lastAccount(owner.serviceUrl).clear();
}

/** The start of the names under which an account's receipts are stored. */
function receiptsPrefix({ serviceUrl, accountId }: Omit<ReceiptScope, 'raffleId'>): string {
  return `raffle-receipts ${new URL(serviceUrl).origin} ${encodeURIComponent(accountId)} `;
}
