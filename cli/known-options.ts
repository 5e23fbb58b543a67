import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AuditKeys } from '#proof/audit.ts';
import { quicknet } from '#proof/beacon.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import { parseCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { parseVerifierKey } from '#proof/verifier-key.ts';
import type { Context } from './context.ts';
import { notChecked } from './failures.ts';

/** What an auditor knows from elsewhere. */
export interface KnownOptions {
  readonly checkpoint?: string;
  readonly logKey?: string;
  readonly chain?: string;
}

export function addKnownOptions(command: Command): Command {
  return command
    .option('--checkpoint <file>', 'a checkpoint you kept, or got from somebody else')
    .option('--log-key <key>', 'the log’s verifier key, as you know it')
    .option(
      '--chain <file>',
      'a drand chain to trust beside quicknet: what its relay says at /info',
    );
}

/** @throws {CommandFailed} 6: something cannot be read. Nothing was checked. */
export async function readKnown(context: Context, options: KnownOptions): Promise<AuditKeys> {
  const { checkpoint, logKey, chain } = options;
  const kept = checkpoint === undefined ? undefined : await readCheckpoint(context, checkpoint);
  const info = chain === undefined ? undefined : await readText(context, chain);
  requireKey(logKey);
  return {
    ...(kept === undefined ? {} : { kept: [kept.note] }),
    ...(logKey === undefined ? {} : { logKey }),
    ...(info === undefined
      ? {}
      : { chains: [quicknet, read(`--chain ${chain}`, () => parseChainInfo(info))] }),
  };
}

/** @throws {CommandFailed} 6: it cannot be read, or is no checkpoint. Whose it is is not checked. */
export async function readCheckpoint(
  context: Context,
  file: string,
): Promise<{ readonly note: string; readonly checkpoint: Checkpoint }> {
  const note = await readText(context, file);
  const checkpoint = read(`--checkpoint ${file}`, () => parseCheckpoint(readNoteText(note)));
  return { note, checkpoint };
}

/** @throws {CommandFailed} 6: it was given, and is no key. */
export function requireKey(logKey: string | undefined): void {
  if (logKey !== undefined) read('--log-key', () => parseVerifierKey(logKey));
}

/** @throws {CommandFailed} 6: it cannot be read. Nothing was checked. */
export async function readText(context: Context, name: string): Promise<string> {
  const file = resolve(context.surroundings.cwd, name);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw notChecked(`${file} cannot be read: ${(cause as Error).message}.`, cause);
  }
}

function read<T>(option: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw notChecked(`${option}: ${(cause as Error).message}`, cause);
  }
}
