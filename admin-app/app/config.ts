import * as z from 'zod/mini';
import { CodedError } from '#errors';

/** The deployment, not the build, says which service the app works for. */
export interface Config {
  /** The origin of the service, e.g. `http://localhost:4000`. */
  readonly serviceUrl: string;
}

/** `config.json` is missing or unusable. `message` is for the person who deployed the app. */
export class ConfigFaulty extends CodedError<'missing' | 'wrong' | 'same-origin'> {
  override name = 'ConfigFaulty';
  readonly address: string;

  constructor(code: ConfigFaulty['code'], address: string, cause?: unknown) {
    super(code, `${address} is ${code}.`, { cause });
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
  // The service's pages run other code. On the same origin it could use the keys of this app.
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
