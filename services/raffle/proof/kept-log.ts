import { toBase64, utf8 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { MerkleTree } from './merkle-tree.ts';
import { readNoteText } from './signed-note.ts';

/** What a log that somebody kept can answer without a network. */
export interface KeptLog {
  /** The verifier key in its first entry; undefined where there is none. */
  readonly logKey: string | undefined;
  /** How many entries there are. */
  readonly size: number;
  /** The leaf at a place, from 0, byte for byte. */
  line(index: number): string | undefined;
  /** The newest checkpoint that came with it. */
  readonly checkpoint: string | undefined;
  /**
   * RFC 9162 consistency proof, hashes in base64.
   *
   * @returns undefined where the log does not reach that far.
   */
  consistency(from: number, to: number): readonly string[] | undefined;
}

/** Reads a bundle of either kind for its log alone; whether it is valid is for `auditBundle` to say. */
export function readKeptLog(bundle: unknown): KeptLog {
  const { checkpoints } = (bundle ?? {}) as { checkpoints?: unknown };
  const lines = attempt(() => linesOf(bundle)) ?? [];
  let tree: MerkleTree | undefined;
  return {
    logKey: attempt(() => readLogKey(lines[0])),
    size: lines.length,
    line: (index) => lines[index],
    checkpoint: Array.isArray(checkpoints) ? attempt(() => String(checkpoints.at(-1))) : undefined,
    consistency(from, to) {
      if (from > to || to > lines.length) return undefined;
      tree ??= treeOver(lines);
      return tree.consistencyProof(from, to).map(toBase64);
    },
  };
}

/** Whether what was kept of a bundle's log reaches further than the bundle. */
export function isBehind(bundle: unknown, kept: readonly string[]): boolean {
  const { size } = readKeptLog(bundle);
  return kept.some((note) => {
    const checkpoint = attempt(() => parseCheckpoint(readNoteText(note)));
    return checkpoint !== undefined && checkpoint.size > size;
  });
}

/** The verifier key that a log's first entry carries, or undefined where it carries none. */
export function readLogKey(line: string | undefined): string | undefined {
  const { logKey } = (attempt(() => JSON.parse(line ?? '') as unknown) ?? {}) as {
    logKey?: unknown;
  };
  return typeof logKey === 'string' ? logKey : undefined;
}

/** The leaves, which an operator's bundle has as entries. */
function linesOf(bundle: unknown): readonly string[] {
  const { lines, entries } = bundle as { lines?: unknown[]; entries: { entry: Json }[] };
  return lines?.map(String) ?? entries.map(({ entry }) => canonicalJson(entry));
}

function treeOver(lines: readonly string[]): MerkleTree {
  const tree = new MerkleTree();
  for (const line of lines) tree.append(utf8(line));
  return tree;
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
