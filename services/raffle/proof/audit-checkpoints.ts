import { asList, isString, isTime, NotChecked, Violation } from './audit-values.ts';
import type { Log } from './audit-log.ts';
import { readLogKey } from './audit-rules.ts';
import { isEqual } from './bytes.ts';
import { openCheckpoint, parseCheckpoint, raffleOf, type Checkpoint } from './checkpoint.ts';
import type { MerkleTree } from './merkle-tree.ts';
import { readNoteText } from './signed-note.ts';

/** What the auditor knows besides what is audited. */
export interface KnownCheckpoints {
  /** The log's key, from elsewhere; otherwise its first entry is believed. */
  readonly logKey?: string | undefined;
  /** Checkpoints that the auditor kept, in any order. */
  readonly kept?: readonly string[] | undefined;
  /** Whether the log was asked for after all of these were there. */
  readonly isCurrent?: boolean | undefined;
}

/**
 * The log is what its key has signed: all of it by the newest checkpoint, its beginnings by every
 * older one.
 *
 * @param notes What came with the log, oldest first.
 * @throws {NotChecked} nothing is wrong with the log, but what was kept cannot be held against it.
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
  const { kept, doubts } = openKept(log, known);
  requireAscending(given);
  for (const each of [...given, ...kept]) requirePrefix(tree, each);
  const signed = given.at(-1)?.checkpoint.size ?? 0;
  if (signed < tree.size) {
    throw new Violation(`entries[${signed}]: no checkpoint signs the log from here on.`);
  }
  // Last: what is wrong in the log itself is wrong whatever was kept.
  if (doubts[0] !== undefined) throw doubts[0];
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

/** Those that were kept and can be held against this log, and why the others cannot. */
function openKept(log: Log, { kept: notes = [], isCurrent = false }: KnownCheckpoints) {
  const kept: Opened[] = [];
  const doubts: NotChecked[] = [];
  for (const note of notes) {
    const doubt = doubtAbout(note, log);
    if (doubt === undefined) kept.push(open(note, { log, place: 'The kept checkpoint' }));
    else doubts.push(new NotChecked(doubt));
  }
  const isAhead = ({ checkpoint: { size } }: Opened) => !isCurrent && size > log.tree.size;
  for (const { checkpoint } of kept.filter(isAhead)) {
    doubts.push(
      new NotChecked(
        `The kept checkpoint signs ${checkpoint.size} entries; the log has ${log.tree.size}. This may be an older copy of it: check the log as it is now.`,
      ),
    );
  }
  return { kept: kept.filter((each) => !isAhead(each)), doubts };
}

/** What is no checkpoint, or about another raffle, says nothing about this log. */
function doubtAbout(note: string, log: Log): string | undefined {
  const { name } = readLogKey(log.opened.entry.logKey);
  try {
    const { origin } = parseCheckpoint(readNoteText(note));
    if (raffleOf(origin) === raffleOf(name)) return undefined;
    return `The kept checkpoint is about another raffle: its log is ${origin}, this one ${name}.`;
  } catch (error) {
    return `What was kept is no checkpoint: ${(error as Error).message}`;
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
    throw new Violation(`${place} signs ${size} entries; the log has only ${tree.size}.`);
  }
  if (isEqual(tree.root(size), root)) return;
  throw new Violation(`${place} signs another log: its first ${size} entries are not these.`);
}
