import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RaffleId } from '#contract/schemas.ts';
import { bundleFormat } from '#proof/audit.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';

export interface AuditSource {
  readonly bundle: unknown;
  /** The raffle that was asked about, where it was asked about by its id. */
  readonly raffle?: string;
}

/**
 * Finds a bundle: `-` is stdin, an id is asked of the service, anything else is a file.
 *
 * @throws {CommandFailed} 6: it could not be read, or is no bundle. Nothing was checked.
 */
export async function readBundle(context: Context, source: string): Promise<AuditSource> {
  const { cwd, stdin } = context.surroundings;
  if (source === '-') return { bundle: await parse('stdin', () => readAll(stdin)) };
  if (RaffleId.safeParse(source).success) {
    return { bundle: await fetchBundle(context, source), raffle: source };
  }
  const file = resolve(cwd, source);
  return { bundle: await parse(file, () => readFile(file, 'utf8')) };
}

async function fetchBundle(context: Context, id: string): Promise<unknown> {
  const { signal } = context.surroundings;
  const client = await context.operatorClient({ isLong: true });
  return context.waiting(`Fetching the log of ${id}`, () =>
    client.call('fetchAudit', { params: { id }, signal }),
  );
}

async function parse(name: string, read: () => Promise<string>): Promise<unknown> {
  let bundle: unknown;
  try {
    bundle = JSON.parse(await read());
  } catch (cause) {
    throw notChecked(`${name} cannot be read: ${(cause as Error).message}.`, cause);
  }
  const format = (bundle as { format?: unknown } | null)?.format;
  if (format === bundleFormat) return bundle;
  throw notChecked(`${name} is not an audit bundle ("format": "${bundleFormat}").`);
}

async function readAll(chunks: AsyncIterable<Uint8Array | string>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString('utf8');
}

function notChecked(message: string, cause?: unknown): CommandFailed {
  return new CommandFailed(exitCodes.notChecked, `${message} Nothing was checked.`, { cause });
}
