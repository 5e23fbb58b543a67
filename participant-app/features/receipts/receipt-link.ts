import { base64url, decodeBase64 } from '#proof/audit-values.ts';
import { concat } from '#proof/bytes.ts';
import { parseCheckpoint, raffleOf } from '#proof/checkpoint.ts';
import { normalizeText } from '#proof/read-text.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText, readSignatureOf } from '#proof/signed-note.ts';

/** Characters of a receipt that are not allowed in a URL, and their substitutes. */
const substitutes: readonly (readonly [character: string, substitute: string])[] = [
  ['\n', '~'],
  [' ', '!'],
  ['—', '*'],
];
/** Characters that a fragment cannot contain unencoded. @see RFC 3986 section 3.5 */
const isUnsafe = /[^A-Za-z0-9\-._$&'(),;=:@/?+]/gu;

/**
 * The URL that verifies a receipt in the browser. The receipt is in the fragment, which browsers do
 * not send to the service. Substitutes keep the text short.
 */
export function writeReceiptLink(serviceUrl: string, receipt: string): string {
  const short = new Map(substitutes);
  const fragment = receipt
    .replace(/\n$/, '')
    .replaceAll(isUnsafe, (character) => short.get(character) ?? percentEncode(character));
  return new URL(`/receipt#${fragment}`, serviceUrl).href;
}

/** @returns The receipt; undefined if the fragment contains none. */
export function readReceiptFragment(fragment: string): string | undefined {
  const encoded = fragment.replace(/^#/, '');
  if (encoded === '') return undefined;
  const long = new Map(substitutes.map(([character, substitute]) => [substitute, character]));
  try {
    const text = encoded.replaceAll(/[~!*]/g, (substitute) => long.get(substitute) ?? '');
    return `${decodeURIComponent(text)}\n`;
  } catch {
    return undefined;
  }
}

/** Unlike `encodeURIComponent`, also encodes the substitutes. */
function percentEncode(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/**
 * The part of a receipt that is not in the log: the signed checkpoint. The entry and the inclusion
 * proof are fetched from the log, and must lead to this root.
 */
export interface ShortReceipt {
  readonly raffleId: string;
  /** Log index of the sale. */
  readonly sale: number;
  /** Number of entries at the checkpoint. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly signature: Uint8Array;
}

const rootBytes = 32;
/** The root and the signature of 64 bytes are 128 digits in base64url. */
const shortForm = /^#([A-Za-z0-9][\w-]{0,63})\/([1-9]\d{0,14})\/([1-9]\d{0,14})\/([\w-]{128})$/;

/**
 * The URL that restores a receipt from the raffle's log and verifies it. It has the same length for any
 * number of tickets, so that its QR code can be scanned from a small ticket. A text that is no receipt
 * gets a URL that contains it.
 *
 * @see docs/decisions/0068-the-code-on-a-receipt.md
 */
export function writeShortReceiptLink(serviceUrl: string, receipt: string): string {
  const short = shorten(receipt);
  return short === undefined
    ? writeReceiptLink(serviceUrl, receipt)
    : new URL(`/receipt#${short}`, serviceUrl).href;
}

function shorten(receipt: string): string | undefined {
  try {
    const { index, checkpoint } = parseReceipt(normalizeText(receipt));
    const { origin, size, root } = parseCheckpoint(readNoteText(checkpoint));
    const [raffleId, signature] = [raffleOf(origin), readSignatureOf(checkpoint, origin)];
    if (raffleId === undefined || signature === undefined) return undefined;
    return `${raffleId}/${index}/${size}/${base64url(concat(root, signature))}`;
  } catch {
    return undefined;
  }
}

/** @returns undefined if the fragment contains no short receipt. */
export function readShortReceipt(fragment: string): ShortReceipt | undefined {
  const [, raffleId, sale, size, encoded = ''] = shortForm.exec(fragment) ?? [];
  // A log of this size never had such an entry, so it would deny nothing.
  if (raffleId === undefined || Number(sale) >= Number(size)) return undefined;
  const signed = decodeBase64(encoded);
  return {
    raffleId,
    sale: Number(sale),
    size: Number(size),
    root: signed.subarray(0, rootBytes),
    signature: signed.subarray(rootBytes),
  };
}
