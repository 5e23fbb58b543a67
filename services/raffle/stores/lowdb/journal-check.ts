import type { Checkpoint, JournalState, StoredCheckpoint } from './checkpoint-file.ts';
import { chainStart, journalHead, scanJournal, type Scanned } from './journal-format.ts';

export interface JournalCheck extends Scanned {
  /** Why the journal must not be used as it is, as a predicate; undefined if it may be used. */
  readonly fault: string | undefined;
  /** The first error of `onText`. A fault says more: rewritten entries may be refused. */
  readonly failure: { readonly cause: unknown } | undefined;
}

/**
 * Reads a journal and compares it with its checkpoint file. A crash or power cut never causes a
 * fault: it can damage the last batch only, and the checkpoint is written after that is flushed.
 *
 * @param onText Runs for each text of a complete batch, up to its first error. None may be used if
 *   there is a fault.
 */
export function checkJournal(
  bytes: Buffer,
  stored: StoredCheckpoint,
  onText: (text: string) => void,
): JournalCheck {
  const states = stored.status === 'readable' ? confirmedStates(stored.checkpoint) : [];
  const isConfirmed = (count: number, chain: string) =>
    states.some((state) => state.entries === count && state.chain === chain);
  let isCovered = isConfirmed(0, chainStart);
  let entries = 0;
  let failure: JournalCheck['failure'];
  const scanned = scanJournal(bytes, (texts, chain) => {
    entries += texts.length;
    isCovered ||= isConfirmed(entries, chain);
    if (failure !== undefined) return;
    try {
      for (const text of texts) onText(text);
    } catch (cause) {
      failure = { cause };
    }
  });
  return { ...scanned, failure, fault: findFault(scanned, { bytes, stored, isCovered }) };
}

/** The states one of which the journal must have passed through. */
function confirmedStates({ or, ...checkpoint }: Checkpoint): JournalState[] {
  return or === undefined ? [checkpoint] : [checkpoint, or];
}

function findFault(
  { damage, batchEnds, validBytes }: Scanned,
  { bytes, stored, isCovered }: { bytes: Buffer; stored: StoredCheckpoint; isCovered: boolean },
): string | undefined {
  if (damage !== undefined) return `is damaged: ${damage.message}`;
  if (stored.status !== 'readable') {
    // The checkpoint file is made after the journal, which appears complete with its first batch,
    // and before the second batch. A power cut cannot make it unreadable.
    const isBegun = batchEnds.length <= 1 && bytes.length === validBytes;
    return stored.status === 'missing' && isBegun
      ? undefined
      : `cannot be compared: its checkpoint is ${stored.status}`;
  }
  if (isCovered) return undefined;
  const held = batchEnds.at(-1) ?? 0;
  const { entries } = stored.checkpoint;
  if (held >= entries)
    return `is another one: its first ${entries} entries are not those confirmed`;
  const tail = bytes.length - Math.max(validBytes, journalHead.length);
  const where = tail > 0 ? `is damaged at byte ${validBytes} and ends` : 'ends';
  return `${where} after ${held} entries, and ${entries} were confirmed`;
}
