import * as z from 'zod/mini';
import { auditReceipt } from '#proof/audit-receipt.ts';
import { defaultSha256, fromUtf8, toHex, utf8 } from '#proof/bytes.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { normalizeText } from '#proof/read-text.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import type { Check } from '#proof/verdict.ts';
import { createClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import { readLogKey } from '#proof/saved-log.ts';
import type { HeldReceipt, ReceiptFacts } from './receipts-state.ts';
import { trustedCheckpoint } from '../../shared/trusted-checkpoint.ts';

/** What is read of a receipt's log entry. */
const Leaf = z.object({ number: z.optional(z.unknown()), at: z.optional(z.unknown()) });

/** A receipt as received, and the number and sale (log index) of its ticket. */
export interface ReceivedReceipt {
  readonly number: number;
  readonly sale: number;
  readonly text: string;
}

/**
 * Reads and verifies a receipt.
 *
 * @param logKey The log's verifier key as this browser first saw it; undefined if it has not.
 */
export function checkReceipt(given: ReceivedReceipt, logKey?: string): HeldReceipt {
  const { number, sale } = given;
  const text = normalizeText(given.text);
  const read = readReceipt(text);
  const fingerprint = toHex(defaultSha256(utf8(text)));
  return {
    number,
    sale,
    text: given.text,
    fingerprint,
    shortFingerprint: `${fingerprint.slice(0, 4)} ${fingerprint.slice(4, 8)}`,
    facts: read?.facts,
    checks:
      logKey === undefined ? undefined : [checkNumber(given, read), ...auditReceipt(text, logKey)],
  };
}

/** A valid receipt of another ticket, or of another sale of its number, must not count as this one. */
function checkNumber(
  { number, sale }: ReceivedReceipt,
  read: ReturnType<typeof readReceipt>,
): Check {
  if (read === undefined) {
    return { name: 'number', outcome: 'not-checked', explanation: 'The receipt cannot be read.' };
  }
  return read.number === number && read.facts.index === sale
    ? {
        name: 'number',
        outcome: 'passed',
        explanation: `It is the receipt for ticket ${number}.`,
      }
    : {
        name: 'number',
        outcome: 'failed',
        explanation: `It is not the receipt for ticket ${number}.`,
      };
}

function readReceipt(text: string): { number: unknown; facts: ReceiptFacts } | undefined {
  try {
    const { leaf, index, checkpoint } = parseReceipt(text);
    const { number, at } = Leaf.parse(JSON.parse(fromUtf8(leaf)));
    const { size, origin } = parseCheckpoint(readNoteText(checkpoint));
    return { number, facts: { soldAt: String(at), index, logSize: size, log: origin } };
  } catch {
    return undefined;
  }
}

/** The raffle and ticket that a receipt names. */
export interface ReceiptSubject {
  readonly host: string;
  readonly raffleId: string;
  readonly number: number;
  /** Log index of the sale. */
  readonly sale: number;
}

/** Host, port and raffle id. The page shows the host, so it must not contain arbitrary text. */
const originForm =
  /^((?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?)\/raffles\/([\w-]{1,64})$/i;

/** Reads the raffle and ticket of a receipt, unverified; undefined if the text is no receipt. */
export function readReceiptSubject(given: string): ReceiptSubject | undefined {
  const { number, facts } = readReceipt(normalizeText(given)) ?? {};
  const [, host, raffleId] = originForm.exec(facts?.log ?? '') ?? [];
  if (host === undefined || raffleId === undefined || facts === undefined) return undefined;
  if (!Number.isSafeInteger(number)) return undefined;
  return { host, raffleId, number: Number(number), sale: facts.index };
}

/**
 * Verifies a receipt in the browser, with the log's key as this browser first saw it, or else with
 * the key that the service names now. The receipt is not sent.
 *
 * @throws {ProblemReply | ServiceUnreachable} if the key cannot be fetched.
 */
export async function checkSharedReceipt(
  text: string,
  { raffleId, number, sale }: ReceiptSubject,
): Promise<HeldReceipt> {
  const serviceUrl = location.origin;
  const known = trustedCheckpoint({ serviceUrl, raffleId }).load()?.logKey;
  return checkReceipt({ number, sale, text }, known ?? (await fetchLogKey(serviceUrl, raffleId)));
}

/** @returns The key that the service's log names now. */
export async function fetchLogKey(
  serviceUrl: string,
  raffleId: string,
): Promise<string | undefined> {
  const lines = await createLogSource(createClient({ baseUrl: serviceUrl }), raffleId).lines(1);
  return readLogKey(lines[0]);
}
