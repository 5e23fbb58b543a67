import type { ApiError } from '#ui/problems/api-error.ts';
import { verdictOf, type Check, type Verdict } from '#proof/verdict.ts';

/** A receipt in this browser, with the result of its verification. */
export interface HeldReceipt {
  /** The number of the ticket that it was issued for. */
  readonly number: number;
  /** Log index of the sale that it was issued for. A number can be sold again after a void. */
  readonly sale: number;
  /** The `.tlog-proof` file, verbatim. */
  readonly text: string;
  /** SHA-256 of the text with LF line ends, 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** The start of the fingerprint, for comparison by people, e.g. `3f9a c21b`. */
  readonly shortFingerprint: string;
  /** What the receipt states; undefined if it cannot be read. */
  readonly facts: ReceiptFacts | undefined;
  /** Checks against the log's key as this browser first saw it; undefined before it has. */
  readonly checks: readonly Check[] | undefined;
}

export interface ReceiptFacts {
  /** ISO 8601. */
  readonly soldAt: string;
  /** Index of the ticket's entry in the log, from 0. */
  readonly index: number;
  /** Number of entries at the checkpoint. */
  readonly logSize: number;
  /** The log's name: `<host>/raffles/<id>`. */
  readonly log: string;
}

/** The receipts of one account in one raffle. */
export interface ReceiptsState {
  /** The raffle's title as last seen. */
  readonly title: string;
  readonly isRehearsal: boolean;
  /** By the log index of the sale. */
  readonly receipts: ReadonlyMap<number, HeldReceipt>;
  /** The log's verifier key as this browser first saw it. */
  readonly logKey?: string | undefined;
  /** A different key that the service names now. Nothing about this log can be trusted then. */
  readonly otherKey?: string | undefined;
  /** Sales, by log index, that a receipt proves and the service does not list. */
  readonly denied: ReadonlySet<number>;
  /** Whether the receipts are stored in this browser. */
  readonly isKept: boolean;
  /** Why fetching failed. */
  readonly error?: ApiError | undefined;
}

/** Whether the receipt was examined and could not be read. */
export function isUnreadable(receipt: HeldReceipt): boolean {
  return receipt.checks !== undefined && receiptVerdict(receipt) === 'not-checked';
}

/** The verdict on a receipt; `not-checked` before it was checked against the log's key. */
export function receiptVerdict({ checks }: HeldReceipt): Verdict {
  return checks === undefined ? 'not-checked' : verdictOf(checks);
}
