import { keep, type Kept } from '#ui/storage.ts';
import { receiptsPrefix, type ReceiptScope } from './receipt-scope.ts';

/** What outlives the page. Nothing that was found out is kept: the texts prove themselves. */
export interface KeptReceipts {
  readonly title: string;
  readonly isRehearsal: boolean;
  /** The log's verifier key as it was seen first, if it was; whatever is said of it later. */
  readonly logKey?: string | undefined;
  /** `.tlog-proof` texts by ticket number. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Keeps receipts in this browser, for one account alone. */
export function receiptBox(scope: ReceiptScope): Kept<KeptReceipts> {
  const name = `${receiptsPrefix(scope)}${scope.raffleId}`;
  return keep({ where: 'localStorage', name, read: readReceipts });
}

function readReceipts(value: unknown): KeptReceipts | undefined {
  const { title, isRehearsal, logKey, texts } = value as Partial<KeptReceipts>;
  if (typeof title !== 'string' || typeof texts !== 'object' || texts === null) return undefined;
  return {
    title,
    isRehearsal: isRehearsal === true,
    logKey: typeof logKey === 'string' ? logKey : undefined,
    texts: Object.fromEntries(Object.entries(texts).filter(isNumberedText)),
  };
}

function isNumberedText([number, text]: [string, unknown]): boolean {
  return /^[1-9]\d*$/.test(number) && typeof text === 'string';
}
