import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AuditKeys } from '#proof/audit.ts';
import { quicknet } from '#proof/beacon.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';

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

/** @throws {CommandFailed} 6: a file cannot be read. Nothing was checked. */
export async function readKnown(context: Context, options: KnownOptions): Promise<AuditKeys> {
  const { checkpoint, logKey, chain } = options;
  const kept = checkpoint === undefined ? undefined : await readText(context, checkpoint);
  const info = chain === undefined ? undefined : await readText(context, chain);
  return {
    ...(kept === undefined ? {} : { kept: [kept] }),
    ...(logKey === undefined ? {} : { logKey }),
    ...(info === undefined ? {} : { chains: [quicknet, readChain(info)] }),
  };
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

/** Something is missing that the check needs: neither valid nor not valid. */
export function notChecked(message: string, cause?: unknown): CommandFailed {
  return new CommandFailed(exitCodes.notChecked, `${message} Nothing was checked.`, { cause });
}

function readChain(info: string) {
  try {
    return parseChainInfo(info);
  } catch (cause) {
    throw notChecked((cause as Error).message, cause);
  }
}
