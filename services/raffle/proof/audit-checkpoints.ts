import { asList, countEntries, isString, isTime, membersOf } from './audit-values.ts';
import type { Log } from './audit-log.ts';
import { readLogKey } from './audit-opening.ts';
import { isEqual } from './bytes.ts';
import { openCheckpoint, parseCheckpoint, raffleOf, type Checkpoint } from './checkpoint.ts';
import type { MerkleTree } from './merkle-tree.ts';
import { NotChecked, ProofError, Violation } from './proof-error.ts';
import { quicknet } from './beacon.ts';
import { readNoteText } from './signed-note.ts';

/** What the auditor knows independently of the log. */
export interface KnownCheckpoints {
  /** The log's verifier key. Default: the key in its first entry is trusted. */
  readonly logKey?: string | undefined;
  /** Checkpoints that the auditor saved earlier, in any order. */
  readonly saved?: readonly string[] | undefined;
  /** Whether the log was fetched after all of `saved` was saved. */
  readonly isCurrent?: boolean | undefined;
}

/**
 * Checks that the log's key has signed it: the newest checkpoint covers all of it, and each older one
 * its beginning.
 *
 * @param notes The checkpoints that came with the log, oldest first.
 * @throws {NotChecked} Nothing is wrong with the log, but a saved checkpoint cannot be compared with it.
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
  const { saved, doubts } = openSaved(log, known);
  requireAscending(given);
  for (const each of [...given, ...saved]) requirePrefix(tree, each);
  const signed = given.at(-1)?.checkpoint.size ?? 0;
  if (signed < tree.size) {
    throw new Violation(`entries[${signed}]: no checkpoint signs the log from here on.`);
  }
  // Last, because a violation in the log itself decides.
  if (doubts[0] !== undefined) throw doubts[0];
  return `${tree.size === 1 ? 'The one entry is' : `All ${tree.size} entries, in this order, are`} signed by the key of ${name}.${describeSaved(log, saved)}`;
}

/**
 * Describes what the saved checkpoints prove. The time of the closing is only the service's word, except
 * to an auditor who saved a checkpoint of it before the beacon was published.
 */
function describeSaved({ closed: [closing] }: Log, saved: readonly Opened[]): string {
  if (saved.length === 0) return '';
  const agree =
    saved.length === 1
      ? 'The checkpoint you saved matches it.'
      : `The ${saved.length} checkpoints you saved match it.`;
  const { publishedAt, chainHash } = membersOf(closing?.entry.seal);
  if (closing === undefined || !isTime(publishedAt)) return ` ${agree}`;
  const coversClosing = saved.some(({ checkpoint }) => checkpoint.size > closing.place);
  const proof = coversClosing
    ? `The closing is covered: if you saved that checkpoint before ${publishedAt}, the operator alone cannot have chosen the winners${chainHash === quicknet.hash ? '' : ', unless they run the beacon chain'}.`
    : 'The closing is not covered, so this does not show that the closing came before its beacon.';
  return ` ${agree} ${proof}`;
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
    if (error instanceof ProofError) throw new Violation(`${place}: ${error.message}`);
    throw error;
  }
}

/** Verifies the saved checkpoints; `doubts` says why some cannot be compared with this log. */
function openSaved(log: Log, { saved: notes = [], isCurrent = false }: KnownCheckpoints) {
  const saved: Opened[] = [];
  const doubts: NotChecked[] = [];
  for (const note of notes) {
    const doubt = doubtAbout(note, log);
    if (doubt === undefined) saved.push(open(note, { log, place: 'The saved checkpoint' }));
    else doubts.push(new NotChecked(doubt));
  }
  const isAhead = ({ checkpoint: { size } }: Opened) => !isCurrent && size > log.tree.size;
  for (const { checkpoint } of saved.filter(isAhead)) {
    doubts.push(
      new NotChecked(
        `The saved checkpoint signs ${countEntries(checkpoint.size)}; the log has ${log.tree.size}. This may be an older copy of the log: check the current one.`,
      ),
    );
  }
  return { saved: saved.filter((each) => !isAhead(each)), doubts };
}

/** Why a saved text says nothing about this log: it is not a checkpoint, or of another raffle. */
function doubtAbout(note: string, log: Log): string | undefined {
  const { name } = readLogKey(log.opened.entry.logKey);
  try {
    const { origin } = parseCheckpoint(readNoteText(note));
    if (raffleOf(origin) === raffleOf(name)) return undefined;
    return `The saved checkpoint is about another raffle: its log is ${origin}, this one is ${name}.`;
  } catch (error) {
    if (error instanceof ProofError) return `The saved text is not a checkpoint: ${error.message}`;
    throw error;
  }
}

function requireAscending(given: readonly Opened[]): void {
  for (const [index, { place, checkpoint }] of given.entries()) {
    const before = given[index - 1];
    if (before === undefined || before.checkpoint.size < checkpoint.size) continue;
    throw new Violation(`${place} is not newer than the one before it.`);
  }
}

function requirePrefix(tree: MerkleTree, { place, checkpoint: { size, root } }: Opened): void {
  if (size > tree.size) {
    throw new Violation(`${place} signs ${countEntries(size)}; the log has only ${tree.size}.`);
  }
  if (isEqual(tree.root(size), root)) return;
  throw new Violation(`${place} signs another log: its first ${size} entries are not these.`);
}
