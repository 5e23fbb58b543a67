import * as z from 'zod/mini';

/** Where the app is deployed says which service it works for; nothing of that is built in. */
export interface Config {
  /** The origin the service calls itself, e.g. `http://localhost:4000`. */
  readonly serviceUrl: string;
}

/** There is no `config.json` that can be used. `message` is for whoever deployed the app. */
export class ConfigFaulty extends Error {
  override name = 'ConfigFaulty';
  readonly reason: 'missing' | 'wrong' | 'same-origin';
  readonly address: string;

  constructor(reason: ConfigFaulty['reason'], address: string, cause?: unknown) {
    super(`${address} is ${reason}.`, { cause });
    this.reason = reason;
    this.address = address;
  }
}

const timeoutMs = 10_000;

const ConfigFile = z.object({
  serviceUrl: z
    .url({ protocol: /^https?$/ })
    .check(z.refine((url) => new URL(url).origin === url.replace(/\/$/, ''))),
});

/**
 * Reads `config.json` from beside the page.
 *
 * @throws {ConfigFaulty}
 */
export async function loadConfig(base: string = document.baseURI): Promise<Config> {
  const address = new URL('config.json', base).href;
  const file = ConfigFile.safeParse(await fetchJson(address));
  if (!file.success) throw new ConfigFaulty('wrong', address, file.error);
  const serviceUrl = new URL(file.data.serviceUrl).origin;
  // Pages of the service run code that others may load; beside the keys it would have their power.
  if (serviceUrl === new URL(base).origin) throw new ConfigFaulty('same-origin', address);
  return { serviceUrl };
}

async function fetchJson(address: string): Promise<unknown> {
  let reply: Response;
  try {
    reply = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new ConfigFaulty('missing', address, cause);
  }
  if (!reply.ok) throw new ConfigFaulty('missing', address);
  try {
    return await reply.json();
  } catch (cause) {
    throw new ConfigFaulty('wrong', address, cause);
  }
}
