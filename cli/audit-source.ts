import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RaffleId } from '#contract/schemas.ts';
import { createClient, type RaffleClient } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import { requireBundle } from '#proof/bundle-format.ts';
import { collectBundle, type PublicBundle } from '#proof/public-bundle.ts';
import { longAnswerMs, type Context } from './context.ts';
import { CommandFailed, notChecked } from './failures.ts';

export interface AuditSource {
  readonly bundle: unknown;
  /** The raffle that a service was asked about just now; undefined where the bundle was kept. */
  readonly raffle?: string;
}

/**
 * Finds a bundle: `-` is stdin, an id or an address is asked of the service, anything else is a
 * file. An operator gets the orders as well; anybody else gets what anybody can see.
 *
 * @throws {CommandFailed} 6: it could not be read, or is no bundle. Nothing was checked.
 */
export async function readBundle(context: Context, source: string): Promise<AuditSource> {
  const { cwd, stdin } = context.surroundings;
  const address = readAddress(source);
  if (address !== undefined) {
    const client = createClient({ baseUrl: address.url, timeoutMs: longAnswerMs });
    return { bundle: await fetchPublic(context, client, address.raffle), raffle: address.raffle };
  }
  if (source === '-') return { bundle: await parse('stdin', () => readAll(stdin)) };
  if (RaffleId.safeParse(source).success) {
    return { bundle: await fetchBundle(context, source), raffle: source };
  }
  const file = resolve(cwd, source);
  return { bundle: await parse(file, () => readFile(file, 'utf8')) };
}

async function fetchBundle(context: Context, id: string): Promise<unknown> {
  const { signal } = context.surroundings;
  const client = await findOperator(context);
  if (client === undefined) {
    context.output.talk('No operator key: auditing what anybody can see.');
    return fetchPublic(context, context.client({ isLong: true }), id);
  }
  return context.waiting(`Fetching the log of ${id}`, () =>
    client.call('fetchAudit', { params: { id }, signal }),
  );
}

/** Without a key that was asked for by name, whoever has none is nobody in particular. */
async function findOperator(context: Context): Promise<RaffleClient | undefined> {
  try {
    return await context.operatorClient({ isLong: true });
  } catch (error) {
    if (error instanceof CommandFailed && !context.namesKey) return undefined;
    throw error;
  }
}

function fetchPublic(context: Context, client: RaffleClient, id: string): Promise<PublicBundle> {
  const { signal } = context.surroundings;
  return context.waiting(`Fetching the log of ${id}`, () =>
    collectBundle(id, askForLog(client, id, signal)),
  );
}

/** `https://host/raffles/<id>`, with or without `/api`: where a person or a program finds it. */
function readAddress(source: string): { url: string; raffle: string } | undefined {
  const [, url, raffle] = /^(https?:\/\/[^/]+)(?:\/api)?\/raffles\/([\w-]+)\/?$/.exec(source) ?? [];
  return url === undefined || raffle === undefined ? undefined : { url, raffle };
}

async function parse(name: string, read: () => Promise<string>): Promise<unknown> {
  let bundle: unknown;
  try {
    bundle = JSON.parse(await read());
  } catch (cause) {
    throw notChecked(`${name} cannot be read: ${(cause as Error).message}.`, cause);
  }
  try {
    requireBundle(bundle);
    return bundle;
  } catch (cause) {
    throw notChecked(`${name}: ${(cause as Error).message}`, cause);
  }
}

async function readAll(chunks: AsyncIterable<Uint8Array | string>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString('utf8');
}
