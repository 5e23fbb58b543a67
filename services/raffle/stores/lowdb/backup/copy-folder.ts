import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CatalogueEntry } from '../catalogue.ts';
import {
  CheckpointFile,
  encodeCheckpoint,
  type Checkpoint,
  type StoredCheckpoint,
} from '../checkpoint-file.ts';
import {
  catalogueName,
  checkpointPath,
  findRaffleIds,
  outboxName,
  ownJournalNames,
  paymentsName,
  picturesFolder,
  raffleJournalName,
  witnessesName,
} from '../folder-layout.ts';
import { checkJournal } from '../journal-check.ts';
import { cannotOpen, codeOf, JournalError } from '../journal-error.ts';
import { chainStart, journalHead } from '../journal-format.ts';
import { scanJournal } from '../journal-scan.ts';
import { pictureName } from '../picture-store.ts';
import type { BackupFile } from './backup-file.ts';

/** Files of a data folder that are written once and copied as they are, if they are there. */
export const plainNames = ['secret', 'operator.pem', 'repairs.log'] as const;

/** Journals that refer to entries of raffles. */
const before = [paymentsName, outboxName, witnessesName];
/** A journal that is replaced while it is read is read again, this often at most. */
const attemptsMax = 20;
const retryMs = 25;

/**
 * Copies a data folder while a service may be writing to it: each journal up to the state that its
 * checkpoint file confirms, so every sale that was confirmed before is there, and nothing that a
 * power cut could still undo.
 *
 * The order matters, because the journals are copied one after the other. A mark of a payment or a
 * mail refers to a sale, and a cosignature to the log's size, so those journals come before the raffles:
 * without it the mark would later belong to another sale. A sale refers to an account, an operator's key, a nonce and a picture, so
 * those come after the raffles.
 *
 * @throws {JournalError} `damaged`: a journal does not agree with its checkpoint file, or is missing;
 *   `unwritable`: a file cannot be read.
 */
export async function* copyFolder(folder: string): AsyncGenerator<BackupFile> {
  for (const name of before) yield* copyJournal(folder, name);
  const copied = new Set<string>();
  for (const id of findRaffleIds(folder)) {
    yield* copyRaffle(folder, id);
    copied.add(id);
  }
  const catalogue = await readJournal(join(folder, catalogueName));
  yield* asFiles(catalogueName, catalogue);
  // Raffles that were opened meanwhile.
  for (const [id, isActive] of readCatalogue(catalogue.texts)) {
    if (isActive && !copied.has(id)) yield* copyRaffle(folder, id);
  }
  const others = ownJournalNames.filter((name) => !before.includes(name) && name !== catalogueName);
  for (const name of others) yield* copyJournal(folder, name);
  yield* copyPictures(folder);
  for (const name of plainNames) yield* copyPlain(folder, name);
}

/** From the id of each raffle in the catalogue to whether it must have a journal, or is deleted. */
export function readCatalogue(texts: readonly string[]): ReadonlyMap<string, boolean> {
  const entries = texts.map((text): CatalogueEntry => JSON.parse(text));
  return new Map(entries.map(({ raffle, isDeleted }) => [raffle, isDeleted !== true]));
}

interface JournalCopy {
  /** Up to the end of the confirmed batches. */
  readonly bytes: Buffer;
  readonly texts: readonly string[];
  readonly checkpoint: Checkpoint;
}

/** A rehearsal that is deleted meanwhile is left out; the catalogue is read later and says so. */
async function* copyRaffle(folder: string, id: string): AsyncGenerator<BackupFile> {
  const name = raffleJournalName(id);
  try {
    yield* asFiles(name, await readJournal(join(folder, name)));
  } catch (cause) {
    if (!(cause instanceof JournalMissing)) throw cause;
  }
}

async function* copyJournal(folder: string, name: string): AsyncGenerator<BackupFile> {
  yield* asFiles(name, await readJournal(join(folder, name)));
}

/** The checkpoint comes first, so that a reader can compare the journal as it reads it. */
function* asFiles(name: string, { bytes, checkpoint }: JournalCopy): Generator<BackupFile> {
  const slashed = name.replaceAll('\\', '/');
  yield { name: checkpointPath(slashed), bytes: encodeCheckpoint(checkpoint) };
  yield { name: slashed, bytes };
}

class JournalMissing extends JournalError {}

async function readJournal(path: string): Promise<JournalCopy> {
  for (let attempt = 1; ; attempt += 1) {
    // The checkpoint first: the journal only grows, so it holds what the checkpoint confirms, unless
    // it is replaced by a shorter one meanwhile.
    const stored = await new CheckpointFile(checkpointPath(path)).read();
    const bytes = await readBytes(path);
    const isLast = attempt === attemptsMax;
    const copy = takeConfirmed(bytes, stored) ?? (isLast ? takeBegun(bytes, stored) : undefined);
    if (copy !== undefined) return copy;
    if (isLast) {
      throw new JournalError(
        'damaged',
        `${path} does not hold what its checkpoint file confirms, so it was not copied. Inspect it with raffle repair, with the service stopped.`,
      );
    }
    await delay(retryMs);
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cannotOpen(path, cause);
    throw new JournalMissing('damaged', `${path} is missing.`, { cause });
  }
}

/** The part of a journal that its checkpoint confirms; undefined if it has no such part. */
function takeConfirmed(bytes: Buffer, stored: StoredCheckpoint): JournalCopy | undefined {
  const texts: string[] = [];
  const found: JournalCopy[] = [];
  const take = (end: number, chain: string) => {
    const checkpoint = confirmedBy(stored, texts.length, chain);
    if (checkpoint !== undefined) {
      found.push({ bytes: bytes.subarray(0, end), texts: [...texts], checkpoint });
    }
  };
  if (bytes.subarray(0, journalHead.length).equals(journalHead)) {
    take(journalHead.length, chainStart);
  }
  scanJournal(bytes, (batch, chain, end) => {
    for (const text of batch.texts) texts.push(text);
    take(end, chain);
  });
  return found.at(-1);
}

/** A crash leaves a journal with its first batch and no checkpoint file, and the service accepts it. */
function takeBegun(bytes: Buffer, stored: StoredCheckpoint): JournalCopy | undefined {
  const texts: string[] = [];
  const check = checkJournal(bytes, stored, (text) => texts.push(text));
  const { fault, chain, batchEnds } = check;
  if (stored.status !== 'missing' || fault !== undefined) return undefined;
  return { bytes, texts, checkpoint: { entries: batchEnds.at(-1) ?? 0, chain } };
}

function confirmedBy(
  stored: StoredCheckpoint,
  entries: number,
  chain: string,
): Checkpoint | undefined {
  if (stored.status !== 'readable') return undefined;
  const { or, ...checkpoint } = stored.checkpoint;
  return [checkpoint, ...(or === undefined ? [] : [or])].find(
    (state) => state.entries === entries && state.chain === chain,
  );
}

async function* copyPictures(folder: string): AsyncGenerator<BackupFile> {
  const path = join(folder, picturesFolder);
  const names = await readdir(path).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return [];
    throw cannotOpen(path, cause);
  });
  for (const name of names.filter((each) => pictureName.test(each))) {
    yield { name: `${picturesFolder}/${name}`, bytes: await readFile(join(path, name)) };
  }
}

async function* copyPlain(folder: string, name: string): AsyncGenerator<BackupFile> {
  const path = join(folder, name);
  try {
    yield { name, bytes: await readFile(path) };
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cannotOpen(path, cause);
  }
}
