import type { AuditCheck } from './audit.ts';
import {
  isPositive,
  isText,
  isTime,
  NotChecked,
  parseJson,
  show,
  Violation,
} from './audit-values.ts';
import { fromBase64, fromUtf8 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { CheckSteps } from './check-steps.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { KeptLog } from './kept-log.ts';
import { verifyConsistency } from './merkle-proofs.ts';
import { ProofRefused } from './proof-refused.ts';
import { parseReceipt, verifyReceipt, type Receipt } from './receipt.ts';
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** A checkpoint that somebody saw at another time, or another place. */
export interface OtherCheckpoint {
  readonly note: string;
  /** RFC 9162 consistency proof from the smaller to the larger log, hashes in base64. */
  readonly consistency: readonly string[];
}

/** What no receipt can show; to be told wherever a verdict is told. */
export const receiptNotProven: readonly string[] = [
  'That others are shown the same log: compare the checkpoint with theirs, or with the one at the closing.',
  'That the key is the raffle’s: take it from where you trust it, best from before you bought.',
  'That the raffle kept its rules, or that the draw was fair: "raffle audit" checks the whole log.',
  'That the ticket is yours: the receipt names a holder, and only the service knows who that is.',
  'That the operator holds no tickets: the log names holders, not people.',
];

/**
 * Checks a receipt, one thing after the other.
 *
 * @param text What the `.tlog-proof` file holds.
 * @param logKey The log's verifier key.
 * @param other Another checkpoint that must be of the same log, at an earlier or later time.
 * @returns The checks as far as they could be made; the receipt is good if all of them passed.
 * @see receiptNotProven for what a good receipt does not mean.
 */
export function auditReceipt(text: string, logKey: string, other?: OtherCheckpoint): AuditCheck[] {
  const steps = new CheckSteps();
  const { checks } = steps;
  const key = steps.take('key', () => readKey(logKey));
  const receipt = steps.take('receipt', () => readTicket(text));
  if (key === undefined || receipt === undefined) return checks;
  const checkpoint = steps.take('signed', () => readSigned(receipt.checkpoint, key));
  if (checkpoint === undefined) return checks;
  steps.take('included', () => {
    verifyReceipt(receipt, key);
    return [true, `The ticket is entry ${receipt.index} of these ${checkpoint.size}, unchanged.`];
  });
  if (other !== undefined) steps.take('grown', () => readGrowth(checkpoint, other, key));
  return checks;
}

/**
 * Looks a good receipt up in a log. Audit the log with the receipt's checkpoint among those that
 * were kept: that the log is the one the receipt is about, and long enough, is for the audit to say.
 */
export function findReceipt(text: string, log: Pick<KeptLog, 'line' | 'size'>): AuditCheck {
  const steps = new CheckSteps();
  steps.take('found', () => {
    const { leaf, index } = parseReceipt(text);
    const line = fromUtf8(leaf);
    const { number } = parseJson(line) as { number: number };
    const place = `entry ${index} of this log`;
    if (log.line(index) === line) return [true, `Ticket ${number} of the receipt is ${place}.`];
    if (index >= log.size) {
      throw new NotChecked(`Ticket ${number} of the receipt is ${place}, which has ${log.size}.`);
    }
    throw new Violation(`Ticket ${number} of the receipt should be ${place}, and is not.`);
  });
  return steps.checks[0]!;
}

function readKey(logKey: string): [VerifierKey, string] {
  const key = parseVerifierKey(logKey);
  return [key, `The log is ${key.name}.`];
}

function readTicket(text: string): [Receipt, string] {
  const receipt = parseReceipt(text);
  const line = fromUtf8(receipt.leaf);
  const entry = (parseJson(line) ?? {}) as Record<string, Json>;
  const { type, number, holder, at } = entry;
  const isTicket = type === 'ticket-sold' && isPositive(number) && isText(holder) && isTime(at);
  if (!isTicket || canonicalJson(entry) !== line) {
    throw new ProofRefused('malformed', `The receipt is not about a ticket, but ${show(type)}.`);
  }
  return [receipt, `Ticket ${number} of holder ${holder}, sold at ${at}.`];
}

function readSigned(note: string, key: VerifierKey): [Checkpoint, string] {
  const checkpoint = openCheckpoint(note, key);
  return [checkpoint, `The log’s key signed it when it had ${checkpoint.size} entries.`];
}

function readGrowth(
  own: Checkpoint,
  { note, consistency }: OtherCheckpoint,
  key: VerifierKey,
): [true, string] {
  const other = openCheckpoint(note, key);
  const [earlier, later] = own.size <= other.size ? [own, other] : [other, own];
  const proof = consistency.map((hash) => fromBase64(hash) ?? new Uint8Array());
  verifyConsistency(earlier, later, proof);
  return [
    true,
    `The log of ${later.size} entries holds the ${earlier.size} before, in their places, unchanged.`,
  ];
}
