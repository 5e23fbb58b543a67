import type { Trouble } from '#ui/problems/trouble.ts';
import type { Check } from '#ui/CheckList.tsx';

/** A receipt that this browser holds, and what it is worth. */
export interface HeldReceipt {
  /** Of the ticket it was given for. */
  readonly number: number;
  /** What the `.tlog-proof` file holds, byte for byte. */
  readonly text: string;
  /** SHA-256 of the text, 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** What people compare: enough to tell two receipts apart, e.g. `3f9a c21b`. */
  readonly shortFingerprint: string;
  /** What it says itself; undefined where it cannot be read. */
  readonly facts: ReceiptFacts | undefined;
  /** Held against the log's key as this browser saw it first; undefined while it saw none. */
  readonly checks: readonly Check[] | undefined;
}

export interface ReceiptFacts {
  /** ISO 8601. */
  readonly soldAt: string;
  /** Where the ticket stands in the log, from 0. */
  readonly index: number;
  /** How many entries the log had at the checkpoint. */
  readonly logSize: number;
  /** The log's name: `<host>/raffles/<id>`. */
  readonly log: string;
}

/** What this browser knows of one account's receipts in one raffle. */
export interface ReceiptsState {
  /** The raffle's title when it was seen last. */
  readonly title: string;
  readonly isRehearsal: boolean;
  /** By ticket number. */
  readonly receipts: ReadonlyMap<number, HeldReceipt>;
  /** The log's verifier key as it was seen first. */
  readonly logKey?: string | undefined;
  /** What the service gave for the log's key instead. Nothing about this log can be believed. */
  readonly otherKey?: string | undefined;
  /** Numbers of tickets that a receipt here proves, and the service does not list any more. */
  readonly denied: ReadonlySet<number>;
  /** Whether the receipts outlive this page. */
  readonly isKept: boolean;
  /** Why not everything could be fetched. */
  readonly trouble?: Trouble | undefined;
}

export type ReceiptVerdict = 'valid' | 'not-valid' | 'not-checked';

export function verdictOn({ checks }: HeldReceipt): ReceiptVerdict {
  if (checks === undefined) return 'not-checked';
  return checks.every(({ passed }) => passed) ? 'valid' : 'not-valid';
}
