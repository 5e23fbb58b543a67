import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RaffleId } from '#contract/raffles.ts';
import { createClient, ProblemReply, type RaffleClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import { requireBundle, collectBundle, type PublicBundle } from '#proof/bundle.ts';
import { readText } from '#proof/read-text.ts';
import { findSimilarId } from './command-line.ts';
import { longAnswerMs, type Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandError, describeFileFault, messageOf, notCheckedError } from './errors.ts';

export interface AuditSource {
  readonly bundle: unknown;
  /** The raffle, if the bundle was fetched from a service just now; undefined for a file. */
  readonly raffle?: string;
}

/**
 * Reads a bundle: from stdin (`-`), from a service (the id or address of a raffle), or from a file.
 * With an operator key it contains the operators' signatures; without one it is the public log.
 *
 * @throws {CommandError} 6: it cannot be read, or is not a bundle.
 */
export async function readBundle(context: Context, source: string): Promise<AuditSource> {
  const { cwd, stdin } = context.environment;
  const address = readAddress(source);
  if (address !== undefined) {
    const client = createClient({ baseUrl: address.url, timeoutMs: longAnswerMs });
    return fetchPublicOf(context, client, address.raffle);
  }
  if (source === '-') return { bundle: await parse('stdin', () => readAll(stdin)) };
  if (RaffleId.safeParse(source).success) {
    return { bundle: await fetchBundle(context, source), raffle: source };
  }
  const file = resolve(cwd, source);
  return { bundle: await parse(file, async () => readText(await readFile(file))) };
}

async function fetchBundle(context: Context, id: string): Promise<unknown> {
  const { signal } = context.environment;
  const client = await context.findOperatorClient({ isLong: true });
  if (client === undefined) {
    context.output.printStatus('No operator key: auditing the public log.');
    return fetchPublic(context, context.client({ isLong: true }), id);
  }
  return context.withSpinner(`Fetching the log of ${id}`, () =>
    client.call('fetchAudit', { params: { id }, signal }),
  );
}

function fetchPublic(context: Context, client: RaffleClient, id: string): Promise<PublicBundle> {
  const { signal } = context.environment;
  return context.withSpinner(`Fetching the log of ${id}`, () =>
    collectBundle(id, createLogSource(client, id, signal)),
  );
}

/**
 * Parses the address of a raffle, of any of its pages or of its API. A full stop at the end, copied
 * from a sentence, is ignored.
 *
 * @throws {CommandError} 2: it is an address, but not of a raffle.
 */
function readAddress(source: string): { url: string; raffle: string } | undefined {
  if (!/^https?:\/\//i.test(source)) return undefined;
  const url = URL.canParse(source) ? new URL(source) : undefined;
  const [, raffle] = /^(?:\/api)?\/raffles\/([\w-]+)(?:\/|\.?$)/.exec(url?.pathname ?? '') ?? [];
  if (url !== undefined && raffle !== undefined) return { url: url.origin, raffle };
  throw new CommandError(
    exitCodes.usage,
    `${source} is not the address of a raffle, like https://raffle.example.org/raffles/spring.`,
  );
}

/**
 * Fetches the public log. Ids lose their capitals on posters and in speech, so if there is no raffle
 * with this id, the one that differs only in capitals is fetched.
 */
async function fetchPublicOf(
  context: Context,
  client: RaffleClient,
  id: string,
): Promise<{ bundle: PublicBundle; raffle: string }> {
  try {
    return { bundle: await fetchPublic(context, client, id), raffle: id };
  } catch (error) {
    if (!(error instanceof ProblemReply) || error.code !== 'raffle-not-found') throw error;
    const { signal } = context.environment;
    const raffle = await findSimilarId(client, id, signal);
    if (raffle === undefined || raffle === id) throw error;
    return { bundle: await fetchPublic(context, client, raffle), raffle };
  }
}

async function parse(name: string, read: () => Promise<string>): Promise<unknown> {
  let bundle: unknown;
  try {
    bundle = JSON.parse(await read());
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'it is not JSON' : describeFileFault(cause);
    throw notCheckedError(`${name} cannot be read: ${why}.`, cause);
  }
  try {
    requireBundle(bundle);
    return bundle;
  } catch (cause) {
    throw notCheckedError(`${name}: ${messageOf(cause)}`, cause);
  }
}

async function readAll(chunks: AsyncIterable<Uint8Array | string>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return readText(Buffer.concat(parts));
}
