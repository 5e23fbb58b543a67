import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { raffleOf } from '#proof/checkpoint.ts';
import type { AddCheckpoint } from './add-checkpoint.ts';
import type { LogState } from './log-states.ts';
import { hashName, writeJson } from './witness-folder.ts';

/**
 * Saves two checkpoints of one size with two roots, both signed by the log's key, in a file that
 * `raffle verify` checks. The first such file of a log is kept.
 *
 * @returns The file's path; undefined if there is one already.
 */
export async function saveFork(
  path: string,
  { origin, logKey, note }: LogState,
  request: AddCheckpoint,
): Promise<string | undefined> {
  const file = join(path, 'evidence', `${hashName(origin)}.raffle-fork.json`);
  if (note === undefined || existsSync(file)) return undefined;
  const seenAt = new Date().toISOString();
  await writeJson(file, {
    format: 'raffle-fork-evidence/1',
    raffle: raffleOf(origin) ?? origin,
    url: origin,
    logKey,
    earlier: { note, seenAt },
    later: { note: request.note, seenAt },
  });
  return file;
}
