import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { evolve, unopened } from '../../../domain/raffle.ts';
import { leafOf } from '../../log-tree.ts';
import { decodeCheckpoint, type Checkpoint, type StoredCheckpoint } from '../checkpoint-file.ts';
import { createEntryDecoder } from '../../codecs.ts';
import { catalogueName, checkpointPath, ownJournalNames, rafflesFolder } from '../folder-layout.ts';
import { checkJournal } from '../journal-check.ts';
import { pictureName } from '../picture-store.ts';
import { invalid, readBackup, type BackupFile } from './backup-file.ts';
import { plainNames, readCatalogue } from './copy-folder.ts';

/** One raffle of a backup. */
export interface BackedUpRaffle {
  readonly id: string;
  readonly title: string;
  /** Number of entries in its log. */
  readonly entries: number;
  /** Number of valid tickets. */
  readonly tickets: number;
  /** Merkle root over the entries, 64 hexadecimal digits. */
  readonly root: string;
}

/** What a complete backup holds. */
export interface BackupReport {
  readonly raffles: readonly BackedUpRaffle[];
  readonly hasSecret: boolean;
  /** Size of the file in bytes, and its SHA-256 in hexadecimal digits. */
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Reads a whole backup: every file has its sum, every journal agrees with its checkpoint, every
 * raffle's entries have the Merkle root that the service computed when it wrote them, and no journal
 * is missing.
 *
 * @throws {BackupError} `backup-invalid`.
 */
export async function checkBackup(path: string): Promise<BackupReport> {
  const checkpoints = new Map<string, StoredCheckpoint>();
  const raffles = new Map<string, BackedUpRaffle>();
  const names = new Set<string>();
  let catalogue: ReadonlyMap<string, boolean> = new Map();
  for await (const file of readBackup(path)) {
    const { name, bytes } = file;
    if (!isKnown(name)) throw invalid(path, `holds ${name}, which is no file of a data folder`);
    if (names.has(name)) throw invalid(path, `holds ${name} twice`);
    names.add(name);
    if (name.endsWith('.checkpoint')) checkpoints.set(name, decodeCheckpoint(bytes));
    if (!name.endsWith('.journal')) continue;
    const { texts, checkpoint } = readJournal(path, file, checkpoints.get(checkpointPath(name)));
    if (name === catalogueName) catalogue = readCatalogue(texts);
    if (name.startsWith(rafflesFolder)) {
      const raffle = describeRaffle(path, { name, texts, checkpoint });
      raffles.set(raffle.id, raffle);
    }
  }
  const missing = [
    ...ownJournalNames.filter((name) => !names.has(name)),
    ...[...catalogue]
      .filter(([id, isActive]) => isActive && !raffles.has(id))
      .map(([id]) => `${rafflesFolder}/${id}.journal`),
  ];
  if (missing.length > 0) throw invalid(path, `lacks ${missing.join(', ')}`);
  return {
    // A raffle that was just opened is not in the catalogue yet.
    raffles: [...raffles.values()].filter(({ id }) => catalogue.get(id) !== false),
    hasSecret: names.has('secret'),
    ...(await digest(path)),
  };
}

/** Any other name could lead out of the folder that a backup is restored to. */
function isKnown(name: string): boolean {
  const plain: readonly string[] = plainNames;
  const own = ownJournalNames.flatMap((each) => [each, checkpointPath(each)]);
  const [folder, file, ...deeper] = name.split('/');
  if (file === undefined) return plain.includes(name) || own.includes(name);
  if (deeper.length > 0) return false;
  if (folder === rafflesFolder) return /^[\w-]+\.(journal|checkpoint)$/.test(file);
  return folder === 'pictures' && pictureName.test(file);
}

function readJournal(
  path: string,
  { name, bytes }: BackupFile,
  stored: StoredCheckpoint = { status: 'missing' },
): { texts: string[]; checkpoint: Checkpoint } {
  const texts: string[] = [];
  const { fault, validBytes } = checkJournal(bytes, stored, (text) => texts.push(text));
  if (fault !== undefined) throw invalid(path, `holds ${name}, which ${fault}`);
  const isExact =
    stored.status === 'readable' &&
    stored.checkpoint.entries === texts.length &&
    validBytes === bytes.length;
  if (!isExact) throw invalid(path, `holds ${name}, which has more than its checkpoint confirms`);
  return { texts, checkpoint: stored.checkpoint };
}

interface RaffleJournalText {
  readonly name: string;
  readonly texts: readonly string[];
  readonly checkpoint: Checkpoint;
}

function describeRaffle(
  path: string,
  { name, texts, checkpoint }: RaffleJournalText,
): BackedUpRaffle {
  const entries = texts.map(createEntryDecoder());
  const [first] = entries;
  const id = basename(name, '.journal');
  if (first?.type !== 'raffle-opened' || first.raffleId !== id) {
    throw invalid(path, `holds ${name}, which does not begin with the opening of raffle ${id}`);
  }
  const tree = new MerkleTree((data) => hash('sha256', data, 'buffer'));
  for (const entry of entries) tree.append(Buffer.from(leafOf(entry)));
  const root = Buffer.from(tree.root(entries.length)).toString('hex');
  // A journal that was just begun has no root yet.
  if (checkpoint.root !== undefined && checkpoint.root !== root) {
    throw invalid(
      path,
      `holds ${name}, whose entries have another Merkle root than its checkpoint`,
    );
  }
  const raffle = entries.reduce(evolve, unopened);
  const isOpen = raffle.status !== 'unopened' && raffle.status !== 'deleted';
  return {
    id,
    title: isOpen ? raffle.rules.title : first.title,
    entries: entries.length,
    tickets: isOpen ? raffle.pool.size : 0,
    root,
  };
}

async function digest(path: string): Promise<Pick<BackupReport, 'bytes' | 'sha256'>> {
  const sum = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    bytes += chunk.length;
    sum.update(chunk);
  }
  return { bytes, sha256: sum.digest('hex') };
}
