const loopbackHosts = new Set(['127.0.0.1', '::1', '[::1]', 'localhost']);

/** The origin a text names, in a browser's spelling; undefined where it names more, or none. */
export function parseOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isOrigin = /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  return isOrigin ? url.origin : undefined;
}

/** Whether nobody on the way can read along. */
export function isSecureOrLocal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname));
}

/**
 * Reads the list of sites that may embed the participant app: origins with commas between.
 *
 * @param adminUrl The admin app's origin. It holds a signing key, so it must load nobody.
 * @returns Each origin once, and a sentence for each one that cannot be on the list.
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
    if (origin === undefined) faults.push(`${part} is no origin like https://club.example.org.`);
    else if (!isSecureOrLocal(origin)) faults.push(`${origin} must be https.`);
    else if (origin === adminUrl) faults.push(`${origin} is the admin app; it must embed nothing.`);
    else origins.add(origin);
  }
  return { origins: [...origins], faults };
}
