import { existsSync, readdirSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CheckpointFile, type StoredCheckpoint } from './checkpoint-file.ts';
import { createEntryDecoder } from '../codecs.ts';
import { writeFileAtomically, truncateFile, writeAside } from './durable-file.ts';
import {
  catalogueName,
  checkpointPath,
  isFileName,
  isUnused,
  isFromBefore,
  ownJournalNames,
  rafflesFolder,
  recordRepair,
} from './folder-layout.ts';
import { checkJournal, type JournalCheck } from './journal-check.ts';
import { cannotOpen, codeOf } from './journal-error.ts';
import { countRecords } from './journal-damage.ts';
import { journalHead } from './journal-format.ts';
import { tornPath } from './torn-tail.ts';

/**
 * State of a journal:
 * - `sound`: the service uses it as it is, or drops an unfinished write that was never confirmed.
 * - `refused`: the service refuses it; it can be accepted with the entries it holds.
 * - `lost`: it cannot be accepted: it or its raffle's opening is missing, or it is another raffle's.
 */
export type JournalStatus = 'sound' | 'refused' | 'lost';

/** What an inspection found out about one journal. */
export interface JournalReport {
  /** Path inside the data folder. */
  readonly name: string;
  readonly status: JournalStatus;
  /** Why the service refuses it, a predicate. */
  readonly fault: string | undefined;
  /** Entries up to the last complete batch. */
  readonly held: number;
  /** Entries that the checkpoint file covers; undefined if it cannot be read. */
  readonly confirmed: number | undefined;
  /** Intact entries after the damage. Accepting the journal moves them aside. */
  readonly heldAfterDamage: number;
  /** Bytes after the last complete batch. */
  readonly tailBytes: number;
  /** Only of a raffle's journal. */
  readonly raffle?: {
    readonly id: string;
    readonly title: string;
    readonly ticketsSold: number;
    /** Time of the last entry, ISO 8601. */
    readonly lastAt: string;
  };
}

interface ReadJournal {
  /** Undefined if the file is missing. */
  readonly bytes: Buffer | undefined;
  readonly check: JournalCheck;
  /** Of its complete batches. */
  readonly texts: readonly string[];
  readonly stored: StoredCheckpoint;
}

/**
 * Inspects every journal of a data folder that no service is using. Changes nothing.
 *
 * @throws {JournalError} `unwritable`: a file cannot be read.
 */
export async function inspectFolder(folder: string): Promise<JournalReport[]> {
  const { listed, deleted } = await readCatalogue(folder);
  const own = isUnused(folder) ? [] : ownJournalNames.filter((name) => !isFromBefore(name, folder));
  const names = new Set([...own, ...journalNames(folder), ...listed]);
  const reports: JournalReport[] = [];
  for (const name of names) if (!deleted.has(name)) reports.push(await inspect(folder, name));
  return reports;
}

/**
 * Accepts a refused journal with the entries it holds. The bytes after the last complete batch and
 * the checkpoint file are moved aside; nothing is deleted. After a crash it can be run again.
 */
export async function acceptJournal(folder: string, { name }: JournalReport): Promise<void> {
  const path = join(folder, name);
  const { bytes, check } = await read(path);
  if (bytes === undefined || check.fault === undefined) return;
  const { validBytes, chain, batchEnds } = check;
  const entries = batchEnds.at(-1) ?? 0;
  const at = new Date().toISOString();
  recordRepair(folder, `${at} ${name} was accepted with ${entries} entries; it ${check.fault}.`);
  if (validBytes < bytes.length) {
    await writeAside(tornPath(path), bytes.subarray(validBytes));
    if (validBytes === 0) await writeFileAtomically(path, journalHead, { isNew: false });
    else await truncateFile(path, validBytes);
  }
  const checkpointFile = new CheckpointFile(checkpointPath(path));
  if (existsSync(checkpointFile.path)) {
    await rename(checkpointFile.path, tornPath(checkpointFile.path));
  }
  await checkpointFile.create({ entries, chain });
  await checkpointFile.close();
}

function journalNames(folder: string): string[] {
  const inFolder = readdirSync(folder);
  const inRaffles = readdirSync(join(folder, rafflesFolder)).map((name) =>
    join(rafflesFolder, name),
  );
  const names = [...inFolder, ...inRaffles]
    .filter((name) => /\.(?:journal|checkpoint)$/.test(name))
    .map((name) => name.replace(/\.checkpoint$/, '.journal'));
  return [...new Set(names)].toSorted();
}

/** The journals that must be there and those of deleted raffles, as far as the catalogue says. */
async function readCatalogue(folder: string) {
  const { texts } = await read(join(folder, catalogueName));
  const [listed, deleted] = [new Set<string>(), new Set<string>()];
  for (const text of texts) {
    const { raffle, isDeleted }: { raffle: string; isDeleted?: true } = JSON.parse(text);
    // The catalogue may come from elsewhere: a path in it must not lead out of the folder.
    if (!isFileName(raffle)) continue;
    const name = join(rafflesFolder, `${raffle}.journal`);
    if (!isDeleted) listed.add(name);
    else {
      listed.delete(name);
      deleted.add(name);
    }
  }
  return { listed, deleted };
}

async function read(path: string): Promise<ReadJournal> {
  const stored = await new CheckpointFile(checkpointPath(path)).read();
  const bytes = await readFile(path).catch((cause) => {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cannotOpen(path, cause);
  });
  const texts: string[] = [];
  const check = checkJournal(bytes ?? Buffer.alloc(0), stored, (text) => texts.push(text));
  return { bytes, stored, check, texts };
}

async function inspect(folder: string, name: string): Promise<JournalReport> {
  const { bytes, check, texts, stored } = await read(join(folder, name));
  const held = check.batchEnds.at(-1) ?? 0;
  const tail = bytes?.subarray(check.validBytes) ?? Buffer.alloc(0);
  const raffle = describeRaffle(name, texts);
  const obstacle = findObstacle(name, { isMissing: bytes === undefined, raffle });
  const fault = obstacle ?? check.fault;
  return {
    name,
    status: obstacle !== undefined ? 'lost' : fault === undefined ? 'sound' : 'refused',
    fault,
    held,
    confirmed: stored.status === 'readable' ? stored.checkpoint.entries : undefined,
    heldAfterDamage: countRecords(tail).count,
    tailBytes: tail.length,
    ...(raffle === undefined ? {} : { raffle }),
  };
}

/** Why a journal cannot be accepted, as a predicate; undefined if it can. */
function findObstacle(
  name: string,
  { isMissing, raffle }: { isMissing: boolean; raffle: JournalReport['raffle'] },
): string | undefined {
  if (isMissing) return 'is missing';
  if (!name.startsWith(rafflesFolder)) return undefined;
  const id = basename(name, '.journal');
  if (!isFileName(id)) return 'has a name that no raffle has: move it out of the data folder';
  if (raffle === undefined) return 'does not begin with the opening of a raffle';
  return raffle.id === id ? undefined : `is the journal of the raffle ${raffle.id}`;
}

function describeRaffle(name: string, texts: readonly string[]): JournalReport['raffle'] {
  if (!name.startsWith(rafflesFolder)) return undefined;
  const entries = texts.map(createEntryDecoder());
  const [first] = entries;
  if (first?.type !== 'raffle-opened') return undefined;
  return {
    id: first.raffleId,
    title: first.title,
    ticketsSold: entries.filter(({ type }) => type === 'ticket-sold').length,
    lastAt: (entries.at(-1) ?? first).at,
  };
}
