import { asList, isString, isTime, Violation } from './audit-values.ts';
import type { Log } from './audit-log.ts';
import { readLogKey } from './audit-rules.ts';
import { isEqual } from './bytes.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { MerkleTree } from './merkle-tree.ts';

/** What the auditor knows besides what is audited. */
export interface KnownCheckpoints {
  /** The log's key, from elsewhere; otherwise its first entry is believed. */
  readonly logKey?: string | undefined;
  /** Checkpoints that the auditor kept, in any order. */
  readonly kept?: readonly string[] | undefined;
}

/**
 * The log is what its key has signed: all of it by the newest checkpoint, its beginnings by every
 * older one.
 *
 * @param notes What came with the log, oldest first.
 */
export function examineCheckpoints(log: Log, notes: unknown, known: KnownCheckpoints): string {
  const { tree } = log;
  const { logKey } = log.opened.entry;
  if (known.logKey !== undefined && known.logKey !== logKey) {
    throw new Violation('entries[0]: the log’s key is not the one you know.');
  }
  const { name } = readLogKey(logKey);
  const given = asList(notes, 'checkpoints').map((note, index) => {
    return open(note, { log, place: `checkpoints[${index}]` });
  });
  const kept = (known.kept ?? []).map((note) => open(note, { log, place: 'The kept checkpoint' }));
  requireAscending(given);
  for (const each of [...given, ...kept]) requirePrefix(tree, each);
  const signed = given.at(-1)?.checkpoint.size ?? 0;
  if (signed < tree.size) {
    throw new Violation(`entries[${signed}]: no checkpoint signs the log from here on.`);
  }
  return `All ${tree.size} entries, in this order, are signed by the key of ${name}.${tellKept(log, kept)}`;
}

/** When the closing came is the service's word, but for who held it before its beacon was there. */
function tellKept({ closed: [closing] }: Log, kept: readonly Opened[]): string {
  if (kept.length === 0) return '';
  const alike = kept.length === 1 ? 'The one you kept agrees' : `The ${kept.length} you kept agree`;
  const { publishedAt } = (closing?.entry.seal ?? {}) as { publishedAt?: unknown };
  if (closing === undefined || !isTime(publishedAt)) return ` ${alike} with it.`;
  const coversClosing = kept.some(({ checkpoint }) => checkpoint.size > closing.place);
  const worth = coversClosing
    ? `The closing is among what you kept: if you kept it before ${publishedAt}, the operator alone cannot have chosen the winner.`
    : 'The closing is not among what you kept, so it does not show that the closing came before its beacon.';
  return ` ${alike} with it. ${worth}`;
}

interface Opened {
  readonly place: string;
  readonly checkpoint: Checkpoint;
}

function open(note: unknown, { log, place }: { log: Log; place: string }): Opened {
  if (!isString(note)) throw new Violation(`${place} is not a text.`);
  try {
    return { place, checkpoint: openCheckpoint(note, readLogKey(log.opened.entry.logKey)) };
  } catch (error) {
    throw new Violation(`${place}: ${(error as Error).message}`);
  }
}

function requireAscending(given: readonly Opened[]): void {
  for (const [index, { place, checkpoint }] of given.entries()) {
    const before = given[index - 1];
    if (before === undefined || before.checkpoint.size < checkpoint.size) continue;
    throw new Violation(`${place} is not newer than the one before.`);
  }
}

function requirePrefix(tree: MerkleTree, { place, checkpoint: { size, root } }: Opened): void {
  if (size > tree.size) {
    throw new Violation(`${place} signs ${size} entries; the log has ${tree.size}.`);
  }
  if (isEqual(tree.root(size), root)) return;
  throw new Violation(`${place} signs another log: its first ${size} entries are not these.`);
}
