import { auditReceipt } from '#proof/audit-receipt.ts';
import { defaultSha256, fromUtf8, toHex, utf8 } from '#proof/bytes.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import type { Check } from '#ui/CheckList.tsx';
import type { HeldReceipt, ReceiptFacts } from './receipts-state.ts';

/** A receipt as it came, and the number of the ticket that it is for. */
export interface GivenReceipt {
  readonly number: number;
  readonly text: string;
}

/**
 * Finds out what a receipt says and what it is worth.
 *
 * @param logKey The log's verifier key as it was seen first; undefined where none was seen yet.
 */
export function examineReceipt({ number, text }: GivenReceipt, logKey?: string): HeldReceipt {
  const read = readReceipt(text);
  const fingerprint = toHex(defaultSha256(utf8(text)));
  return {
    number,
    text,
    fingerprint,
    shortFingerprint: `${fingerprint.slice(0, 4)} ${fingerprint.slice(4, 8)}`,
    facts: read?.facts,
    checks:
      logKey === undefined
        ? undefined
        : [checkNumber(number, read?.number), ...auditReceipt(text, logKey)],
  };
}

/** A receipt that is good, but for another ticket, is no receipt for this one. */
function checkNumber(expected: number, said: unknown): Check {
  const passed = said === expected;
  const says = passed
    ? `It is the receipt for ticket ${expected}.`
    : `It is not the receipt for ticket ${expected}.`;
  return { name: 'number', passed, says };
}

function readReceipt(text: string): { number: unknown; facts: ReceiptFacts } | undefined {
  try {
    const { leaf, index, checkpoint } = parseReceipt(text);
    const { number, at } = JSON.parse(fromUtf8(leaf)) as Record<string, unknown>;
    const { size, origin } = parseCheckpoint(readNoteText(checkpoint));
    return { number, facts: { soldAt: String(at), index, logSize: size, log: origin } };
  } catch {
    return undefined;
  }
}
