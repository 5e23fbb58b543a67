import { fromBase64, toBase64 } from './bytes.ts';
import type { TreeHead } from './merkle-proofs.ts';
import { hashBytes } from './merkle-tree.ts';
import { ProofRefused } from './proof-refused.ts';
import { openNote, readNoteText } from './signed-note.ts';
import type { VerifierKey } from './verifier-key.ts';

/** What a log's key signs: the log had these leaves. */
export interface Checkpoint extends TreeHead {
  /** The log's name: `<host>/raffles/<id>`. */
  readonly origin: string;
}

/**
 * Writes the text that is signed: origin, number of leaves, root in base64, a line each.
 *
 * @see C2SP tlog-checkpoint, "Note text".
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Opens a checkpoint that must be signed by the log's key and be about that log.
 *
 * @throws {ProofRefused} `malformed`, `not-signed`, `signature-wrong`, or `other-log`.
 * @see C2SP tlog-checkpoint.
 */
export function openCheckpoint(note: string, key: VerifierKey): Checkpoint {
  const checkpoint = parseCheckpoint(readNoteText(note));
  if (checkpoint.origin !== key.name) {
    throw new ProofRefused(
      'other-log',
      `The checkpoint is about the log ${checkpoint.origin}, not about ${key.name}.`,
    );
  }
  openNote(note, key);
  return checkpoint;
}

/** The raffle that a log is of, by the log's name; undefined where it names none. */
export function raffleOf(origin: string): string | undefined {
  return /\/raffles\/([\w-]+)$/.exec(origin)?.[1];
}

/** @throws {ProofRefused} `malformed`. A line too many is refused: our logs have no extensions. */
export function parseCheckpoint(text: string): Checkpoint {
  const [, origin, size = '', encoded = ''] =
    /^([^\n]+)\n(0|[1-9]\d{0,14})\n([^\n]+)\n$/.exec(text) ?? [];
  const root = fromBase64(encoded);
  if (origin === undefined || root?.length !== hashBytes) {
    throw new ProofRefused('malformed', 'The checkpoint does not say origin, size and root.');
  }
  return { origin, size: Number(size), root };
}
