import type { Checkpoint, JournalState, StoredCheckpoint } from './checkpoint-file.ts';
import { chainStart, journalHead } from './journal-format.ts';
import { decodeText, JournalScan, type OnRecord, type Scanned } from './journal-scan.ts';

export interface JournalCheck extends Scanned {
  /** Why the journal must not be used as it is, as a predicate; undefined if it may be used. */
  readonly fault: string | undefined;
  /** The first error of `onText`. A fault says more: rewritten entries may be refused. */
  readonly failure: { readonly cause: unknown } | undefined;
}

/**
 * Compares a journal with its checkpoint file. A crash or power cut never causes a fault: it can damage
 * the last batch only, and the checkpoint is written after that is flushed.
 *
 * @param onText Runs for each text of a complete batch, up to its first error. None may be used if
 *   there is a fault.
 */
export function checkJournal(
  bytes: Buffer,
  stored: StoredCheckpoint,
  onText: (text: string) => void,
): JournalCheck {
  const scan = new CheckedScan(stored, (...text) => onText(decodeText(...text)));
  return scan.end(bytes.subarray(scan.read(bytes)));
}

/** As `checkJournal`, for a journal whose bytes come in parts: see `JournalScan`. */
export class CheckedScan {
  readonly #stored: StoredCheckpoint;
  readonly #scan: JournalScan;
  /** Whether the journal has passed through a state that the checkpoint file confirms. */
  #isCovered: boolean;
  #entries = 0;
  #failure: JournalCheck['failure'];

  constructor(stored: StoredCheckpoint, onRecord: OnRecord) {
    const states = stored.status === 'readable' ? confirmedStates(stored.checkpoint) : [];
    const isConfirmed = (count: number, chain: string) =>
      states.some((state) => state.entries === count && state.chain === chain);
    this.#stored = stored;
    this.#isCovered = isConfirmed(0, chainStart);
    this.#scan = new JournalScan((batch, chain) => {
      this.#entries += batch.length;
      this.#isCovered ||= isConfirmed(this.#entries, chain);
      if (this.#failure !== undefined) return;
      try {
        batch.forEach(onRecord);
      } catch (cause) {
        this.#failure = { cause };
      }
    });
  }

  read(bytes: Buffer): number {
    return this.#scan.read(bytes);
  }

  end(rest: Buffer): JournalCheck {
    const scanned = this.#scan.end(rest);
    const [stored, isCovered] = [this.#stored, this.#isCovered];
    const size = scanned.validBytes + rest.length;
    const fault = findFault(scanned, { size, stored, isCovered });
    return { ...scanned, failure: this.#failure, fault };
  }
}

/** The states one of which the journal must have passed through. */
function confirmedStates({ or, ...checkpoint }: Checkpoint): JournalState[] {
  return or === undefined ? [checkpoint] : [checkpoint, or];
}

function findFault(
  { damage, batchEnds, validBytes }: Scanned,
  { size, stored, isCovered }: { size: number; stored: StoredCheckpoint; isCovered: boolean },
): string | undefined {
  if (damage !== undefined) return `is damaged: ${damage.message}`;
  if (stored.status !== 'readable') {
    // The checkpoint file is made after the journal, which appears complete with its first batch,
    // and before the second batch. A power cut cannot make it unreadable.
    const isBegun = batchEnds.length <= 1 && size === validBytes;
    return stored.status === 'missing' && isBegun
      ? undefined
      : `cannot be compared: its checkpoint is ${stored.status}`;
  }
  if (isCovered) return undefined;
  const held = batchEnds.at(-1) ?? 0;
  const { entries } = stored.checkpoint;
  if (held >= entries)
    return `is another one: its first ${entries} entries are not those confirmed`;
  const tail = size - Math.max(validBytes, journalHead.length);
  const where = tail > 0 ? `is damaged at byte ${validBytes} and ends` : 'ends';
  return `${where} after ${held} entries, and ${entries} were confirmed`;
}
