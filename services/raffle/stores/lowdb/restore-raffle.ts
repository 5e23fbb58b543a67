import { parseVerifierKey } from '#proof/signed-note.ts';
import { logSchema, type Entry } from '../../domain/entries.ts';
import type { SaleRow } from '../../domain/sale-row.ts';
import { JournalError, outdated } from './journal-error.ts';
import type { JournalFile } from './journal-file.ts';
import type { JournalThread } from './journal-thread.ts';
import { RestoredRaffle } from './restored-raffle.ts';

/**
 * Reads the journal of a raffle, or takes what a thread has read of it. Errors are found here: what a
 * thread could not use is read again.
 *
 * @throws {JournalError} as `JournalFile.read`; `damaged`: it does not begin with the raffle's opening;
 *   `outdated`.
 */
export async function restoreRaffle(
  id: string,
  file: JournalFile<Entry>,
  thread?: Pick<JournalThread, 'take'>,
): Promise<RestoredRaffle> {
  const early = await thread?.take(file.path);
  const isUsable = early !== undefined && (await file.adopt(early.journal));
  const requireFirst = (first?: Entry | SaleRow) => requireOpening(file.path, id, first);
  const parts = isUsable ? early.parts : undefined;
  const restored = new RestoredRaffle({ parts, requireFirst });
  if (!isUsable) await file.readRecords((bytes, start, end) => restored.add(bytes, start, end));
  requireFirst(restored.others.get(0));
  return restored;
}

/** Requires that the first entry of a journal is the raffle's opening. */
function requireOpening(path: string, id: string, first: Entry | SaleRow | undefined): void {
  if (first?.type !== 'raffle-opened' || first.raffleId !== id || !isVerifierKey(first.logKey)) {
    throw new JournalError(
      'damaged',
      `${path} does not begin with the opening of raffle ${id}. Nothing was changed.`,
    );
  }
  if (first.schema !== logSchema) throw outdated(path);
}

function isVerifierKey(text: string): boolean {
  try {
    return parseVerifierKey(text).name !== '';
  } catch {
    return false;
  }
}
