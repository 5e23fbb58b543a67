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
 * not send to the service. Substitutes keep the text short, so that its QR code stays coarse.
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
