import {
  countEntries,
  isPositive,
  isText,
  isTime,
  membersOf,
  parseJson,
  show,
} from './audit-values.ts';
import { fromBase64, tryFromUtf8 } from './bytes.ts';
import { tryCanonicalJson } from './canonical-json.ts';
import { openCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { CheckSteps } from './make-check.ts';
import { verifyConsistency } from './merkle-proofs.ts';
import { NotChecked, ProofError } from './proof-error.ts';
import { parseReceipt, verifyReceipt, type Receipt } from './receipt.ts';
import { parseVerifierKey, readNoteText, type VerifierKey } from './signed-note.ts';
import type { Check } from './verdict.ts';
import { noPolicy } from './witness-limits.ts';

/** A checkpoint of the same log from another time or source. */
export interface OtherCheckpoint {
  /** The signed checkpoint, verbatim. */
  readonly note: string;
  /** RFC 9162 consistency proof from the smaller to the larger log, hashes in base64. */
  readonly consistency: readonly string[];
}

/** What a receipt cannot prove unless its log was read as well. */
export const voidNotProven = 'That the ticket still counts: a later void is only in the log.';

/** What a receipt cannot prove. Show it with every verdict on a receipt. */
export const receiptNotProven: readonly string[] = [
  'That others see the same log: compare the checkpoint with theirs, or with the one at the closing.',
  'That the key belongs to the raffle: get it from a source that you trust, ideally before you buy.',
  noPolicy,
  voidNotProven,
  'That the raffle kept its rules, or that the draw was fair: "raffle audit" checks the whole log.',
  'That the ticket is yours: the receipt names a holder, and only the service knows who that is.',
  'That the operator holds no tickets: the log names holders, not people.',
];

/**
 * Verifies a receipt step by step.
 *
 * @param text The content of a `.tlog-proof` file.
 * @param logKey The log's verifier key.
 * @param other Another checkpoint that must be of the same log, at an earlier or later time.
 * @returns The checks, up to the first that did not pass: `key`, `receipt`, `signed`, `included` and,
 *   with `other`, `grown`.
 * @see receiptNotProven for what a passed receipt does not show.
 */
export function auditReceipt(text: string, logKey: string, other?: OtherCheckpoint): Check[] {
  const steps = new CheckSteps();
  const { checks } = steps;
  const key = steps.take('key', () => readKey(logKey));
  const receipt = steps.take('receipt', () => readTicket(text));
  if (key === undefined || receipt === undefined) return checks;
  const checkpoint = steps.take('signed', () => openSigned(receipt.checkpoint, key));
  if (checkpoint === undefined) return checks;
  steps.take('included', () => {
    verifyReceipt(receipt, key);
    return [true, `The ticket is entry ${receipt.index} of these ${checkpoint.size}, unchanged.`];
  });
  if (other !== undefined) steps.take('grown', () => compareWith(other, checkpoint, key));
  return checks;
}

function readKey(logKey: string): [VerifierKey, string] {
  const key = readable(() => parseVerifierKey(logKey));
  return [key, `The log is ${key.name}.`];
}

function readTicket(text: string): [Receipt, string] {
  const receipt = readable(() => {
    const parsed = parseReceipt(text);
    parseCheckpoint(readNoteText(parsed.checkpoint));
    return parsed;
  });
  const line = tryFromUtf8(receipt.leaf) ?? '';
  const entry = membersOf(parseJson(line));
  const { type, number, holder, at } = entry;
  const isTicket = type === 'ticket-sold' && isPositive(number) && isText(holder) && isTime(at);
  if (!isTicket || tryCanonicalJson(entry) !== line) {
    throw new ProofError('malformed', `The receipt is not about a ticket, but ${show(type)}.`);
  }
  return [receipt, `Ticket ${number} of holder ${holder}, sold at ${at}.`];
}

/** @throws {NotChecked} A text that cannot be read proves nothing, for or against the raffle. */
function readable<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ProofError) throw new NotChecked(error.message);
    throw error;
  }
}

function openSigned(note: string, key: VerifierKey): [Checkpoint, string] {
  const checkpoint = openCheckpoint(note, key);
  return [checkpoint, `The log’s key signed it when the log had ${countEntries(checkpoint.size)}.`];
}

function compareWith(
  { note, consistency }: OtherCheckpoint,
  own: Checkpoint,
  key: VerifierKey,
): [true, string] {
  const other = openCheckpoint(note, key);
  const [earlier, later] = own.size <= other.size ? [own, other] : [other, own];
  const proof = consistency.map((hash) => fromBase64(hash) ?? new Uint8Array());
  verifyConsistency(earlier, later, proof);
  return [
    true,
    `The log of ${countEntries(later.size)} begins with the log of ${countEntries(earlier.size)}, unchanged.`,
  ];
}
