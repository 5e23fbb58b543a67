import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AuditKeys } from '#proof/audit.ts';
import { quicknet } from '#proof/beacon.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import { parseCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { readText } from '#proof/read-text.ts';
import { signedPartOf } from '#proof/saved-evidence.ts';
import { readNoteText, parseVerifierKey } from '#proof/signed-note.ts';
import { parsePolicy, type WitnessPolicy } from '#proof/witness-policy.ts';
import type { Context } from './context.ts';
import { describeFileFault, messageOf, notCheckedError } from './errors.ts';

/** What the auditor knows independently of the log. */
export interface KnownOptions {
  readonly checkpoint?: string;
  readonly logKey?: string;
  readonly chain?: string;
  readonly policy?: string;
}

export function addKnownOptions(command: Command): Command {
  return command
    .option('--checkpoint <file>', 'a checkpoint that you or another person saved earlier')
    .option('--log-key <key>', 'the log’s verifier key, if you know it')
    .option(
      '--chain <file>',
      'a drand chain to trust besides quicknet: what its relay returns at /info',
    )
    .option('--policy <file>', policyHelp);
}

/** The help for `--policy <file>`. */
export const policyHelp = 'the witnesses that you trust, and the quorum (C2SP tlog-policy)';

/** @throws {CommandError} 6: a file or key cannot be read. */
export async function readKnown(context: Context, options: KnownOptions): Promise<AuditKeys> {
  const { checkpoint, logKey, chain, policy } = options;
  const saved = checkpoint === undefined ? undefined : await readCheckpoint(context, checkpoint);
  const info = chain === undefined ? undefined : await readTextFile(context, chain);
  const witnesses = await readPolicy(context, policy);
  requireKey(logKey);
  return {
    ...(saved === undefined ? {} : { saved: [saved.note] }),
    ...(logKey === undefined ? {} : { logKey }),
    ...(info === undefined
      ? {}
      : { chains: [quicknet, parseOption(`--chain ${chain}`, () => parseChainInfo(info))] }),
    ...(witnesses === undefined ? {} : { policy: witnesses }),
  };
}

/** @throws {CommandError} 6: the file cannot be read or is not a checkpoint. Its signature is not verified. */
export async function readCheckpoint(
  context: Context,
  file: string,
): Promise<{ readonly note: string; readonly checkpoint: Checkpoint }> {
  const note = signedPartOf(await readTextFile(context, file));
  const checkpoint = parseOption(`--checkpoint ${file}`, () => parseCheckpoint(readNoteText(note)));
  return { note, checkpoint };
}

/** @throws {CommandError} 6: the file cannot be read or is not a policy. */
export async function readPolicy(
  context: Context,
  file: string | undefined,
): Promise<WitnessPolicy | undefined> {
  if (file === undefined) return undefined;
  const text = await readTextFile(context, file);
  return parseOption(`--policy ${file}`, () => parsePolicy(text));
}

/** @throws {CommandError} 6: the text is not a verifier key. */
export function requireKey(logKey: string | undefined): void {
  if (logKey !== undefined) parseOption('--log-key', () => parseVerifierKey(logKey));
}

/** @throws {CommandError} 6: the file cannot be read. */
export async function readTextFile(context: Context, name: string): Promise<string> {
  const file = resolve(context.environment.cwd, name);
  try {
    return readText(await readFile(file));
  } catch (cause) {
    throw notCheckedError(`${file} cannot be read: ${describeFileFault(cause)}.`, cause);
  }
}

function parseOption<T>(option: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw notCheckedError(`${option}: ${messageOf(cause)}`, cause);
  }
}
