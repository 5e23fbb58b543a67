import { asList, at, isText, membersOf, parseJson } from './audit-values.ts';
import { toBase64, utf8 } from './bytes.ts';
import { tryCanonicalJson } from './canonical-json.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { MerkleTree } from './merkle-tree.ts';
import { readNoteText } from './signed-note.ts';

/** A log in a bundle, which answers without a network. */
export interface SavedLog {
  /** The verifier key in the first entry; undefined if it has none. */
  readonly logKey: string | undefined;
  /** Number of entries. */
  readonly size: number;
  /** The data of the leaf at a log index from 0, byte for byte. */
  line(index: number): string | undefined;
  /** The newest checkpoint of the bundle. */
  readonly checkpoint: string | undefined;
  /** All checkpoints of the bundle, oldest first. */
  readonly checkpoints: readonly string[];
  /** Merkle root of the first `size` entries; undefined if there are fewer. */
  root(size: number): Uint8Array | undefined;
  /**
   * RFC 9162 consistency proof, hashes in base64.
   *
   * @returns Undefined if the log has fewer than `to` entries.
   */
  consistency(from: number, to: number): readonly string[] | undefined;
}

/** Reads the log of a bundle of either format, without verifying it. */
export function readSavedLog(bundle: unknown): SavedLog {
  const { checkpoints } = membersOf(bundle);
  const notes: readonly unknown[] = Array.isArray(checkpoints) ? checkpoints : [];
  const newest = notes.at(-1);
  const lines = tryOrUndefined(() => linesOf(bundle)) ?? [];
  let tree: MerkleTree | undefined;
  const treeOf = (size: number) => (size > lines.length ? undefined : (tree ??= treeOver(lines)));
  return {
    logKey: readLogKey(lines[0]),
    size: lines.length,
    line: (index) => lines[index],
    checkpoint: isText(newest) ? newest : undefined,
    checkpoints: notes.filter(isText),
    root: (size) => treeOf(size)?.root(size),
    consistency(from, to) {
      return from > to ? undefined : treeOf(to)?.consistencyProof(from, to).map(toBase64);
    },
  };
}

/** Whether one of the saved checkpoints covers more entries than the bundle has. */
export function isBehind(bundle: unknown, saved: readonly string[]): boolean {
  const { size } = readSavedLog(bundle);
  return saved.some((note) => {
    const checkpoint = tryOrUndefined(() => parseCheckpoint(readNoteText(note)));
    return checkpoint !== undefined && checkpoint.size > size;
  });
}

/** The verifier key in a log's first entry; undefined if it has none. */
export function readLogKey(line: string | undefined): string | undefined {
  const { logKey } = membersOf(parseJson(line ?? ''));
  return isText(logKey) ? logKey : undefined;
}

/** The leaves. An operator's bundle has entries instead. */
function linesOf(bundle: unknown): readonly string[] {
  const { lines, entries } = membersOf(bundle);
  if (lines !== undefined) return asList(lines, 'lines').map(String);
  return asList(entries, 'entries').map((each, index) => {
    const line = tryCanonicalJson(membersOf(each)['entry']);
    if (line === undefined) throw at(index, 'it has no canonical form.');
    return line;
  });
}

function treeOver(lines: readonly string[]): MerkleTree {
  const tree = new MerkleTree();
  for (const line of lines) tree.append(utf8(line));
  return tree;
}

function tryOrUndefined<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
