import { fromBase64, toBase64 } from './bytes.ts';
import type { TreeHead } from './merkle-proofs.ts';
import { hashBytes } from './hash-list.ts';
import { ProofError } from './proof-error.ts';
import { openNote, readNoteText, type VerifierKey } from './signed-note.ts';

/** The state of a log that its key signs. @see C2SP tlog-checkpoint. */
export interface Checkpoint extends TreeHead {
  /** The log's name: `<host>/raffles/<id>`. */
  readonly origin: string;
}

/**
 * Formats the text to sign: origin, number of leaves and root in base64, one line each.
 *
 * @see C2SP tlog-checkpoint, "Note text".
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Verifies a signed checkpoint: it must be about the key's log and signed by the key.
 *
 * @throws {ProofError} `malformed`, `not-signed`, `signature-wrong`, or `other-log`.
 * @see C2SP tlog-checkpoint.
 */
export function openCheckpoint(note: string, key: VerifierKey): Checkpoint {
  const checkpoint = parseCheckpoint(readNoteText(note));
  if (checkpoint.origin !== key.name) {
    throw new ProofError(
      'other-log',
      `The checkpoint is about the log ${checkpoint.origin}, not about ${key.name}.`,
    );
  }
  openNote(note, key);
  return checkpoint;
}

/** The raffle id in a log's name; undefined if it has none. */
export function raffleOf(origin: string): string | undefined {
  return /\/raffles\/([\w-]+)$/.exec(origin)?.[1];
}

/**
 * Parses the text of a checkpoint, without its signatures.
 *
 * @throws {ProofError} `malformed`. Extension lines are refused, because our logs have none.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [, origin, size = '', encoded = ''] =
    /^([^\n]+)\n(0|[1-9]\d{0,14})\n([^\n]+)\n$/.exec(text) ?? [];
  const root = fromBase64(encoded);
  if (origin === undefined || root?.length !== hashBytes) {
    throw new ProofError('malformed', 'The checkpoint does not have an origin, a size and a root.');
  }
  return { origin, size: Number(size), root };
}
