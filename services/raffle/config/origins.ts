/** Names of this machine, in `RAFFLE_HOST` and in URLs. */
export const loopbackHosts: ReadonlySet<string> = new Set([
  '127.0.0.1',
  '::1',
  '[::1]',
  'localhost',
]);

/** Labels of letters, digits, `-` and `_`. Other characters have a meaning in a CSP or a log's name. */
const hostForm = /^(\[[\da-f:.]+\]|(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*)$/;
const hostLengthMax = 253;

/** Parses an origin. Returns it as browsers write it; undefined if the text is anything else. */
export function parseOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, href, origin } = new URL(text);
  const isOrigin = /^https?:$/.test(protocol) && href === `${origin}/`;
  const isHost = hostForm.test(hostname) && hostname.length <= hostLengthMax;
  return isOrigin && isHost ? origin : undefined;
}

/** Whether a URL's host is this machine. */
export function isLoopbackUrl(url: string): boolean {
  return loopbackHosts.has(new URL(url).hostname);
}

/** Whether a connection to a URL is encrypted or local. */
export function isSecureOrLocal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(url));
}

/**
 * Parses the list of sites that may embed the participant app: origins separated by commas.
 *
 * @param adminUrl Origin of the admin app. It holds a signing key, so it must not load other code.
 * @returns Each origin once, and one sentence for each that is not allowed.
 */
export function parseEmbedOrigins(
  text: string,
  adminUrl: string,
): { origins: readonly string[]; faults: readonly string[] } {
  const origins = new Set<string>();
  const faults: string[] = [];
  for (const part of text.split(',').map((word) => word.trim())) {
    if (part === '') continue;
    const origin = parseOrigin(part);
    if (origin === undefined)
      faults.push(`${part} is not an origin like https://club.example.org.`);
    else if (!isSecureOrLocal(origin)) faults.push(`${origin} must be https.`);
    else if (origin === adminUrl)
      faults.push(`${origin} is the admin app, which must not embed other code.`);
    else origins.add(origin);
  }
  return { origins: [...origins], faults };
}
