import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cannotOpen, codeOf, JournalError } from './journal-error.ts';

/** The journal that lists the raffles; the last one to be made in a new folder. */
export const catalogueName = 'catalogue.journal';
export const accountsName = 'accounts.journal';
export const keysName = 'keys.journal';
export const noncesName = 'nonces.journal';
export const outboxName = 'outbox.journal';
export const paymentsName = 'payments.journal';
export const witnessesName = 'witnesses.journal';
/** The journals that every data folder has after its first start. */
export const ownJournalNames = [
  accountsName,
  catalogueName,
  keysName,
  noncesName,
  outboxName,
  paymentsName,
  witnessesName,
];
/** Journals that data folders of earlier versions do not have. */
const laterJournalNames = new Set([witnessesName]);
/** Holds one journal per raffle. */
export const rafflesFolder = 'raffles';
/** Holds one file per picture. */
export const picturesFolder = 'pictures';

const repairsName = 'repairs.log';

/** Path inside the data folder of a raffle's journal. */
export function raffleJournalName(id: string): string {
  if (!isFileName(id)) throw new TypeError(`${id} is not the id of a raffle.`);
  return join(rafflesFolder, `${id}.journal`);
}

/** Path of a journal's checkpoint file. */
export function checkpointPath(journal: string): string {
  return journal.replace(/(\.journal)?$/, '.checkpoint');
}

/** Whether a data folder in use never had this journal: an earlier version of the program made it. */
export function isFromBefore(name: string, folder: string): boolean {
  const path = join(folder, name);
  return laterJournalNames.has(name) && ![path, checkpointPath(path)].some(existsSync);
}

/** Whether an id can be part of a file name. Dots and slashes could lead to another file. */
export function isFileName(id: string): boolean {
  return /^[\w-]+$/.test(id);
}

/**
 * Whether a folder is missing or never held a raffle. Changes nothing.
 *
 * @throws {JournalError} `unwritable`: it cannot be read, or is not a folder.
 */
export function isUnused(path: string): boolean {
  try {
    readdirSync(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return true;
    throw cannotOpen(path, cause);
  }
  if (existsSync(join(path, catalogueName))) return false;
  return !existsSync(join(path, rafflesFolder)) || findRaffleIds(path).length === 0;
}

/**
 * The ids of raffles that have a journal in a folder, or a checkpoint file whose journal is missing.
 *
 * @throws {JournalError} `damaged`: a file is named like a journal, but not after a raffle.
 */
export function findRaffleIds(path: string): string[] {
  const names = readNames(join(path, rafflesFolder));
  const ids = names.flatMap((name) => {
    const id = /^(.*)\.(?:journal|checkpoint)$/.exec(name)?.[1];
    if (id === undefined || isFileName(id)) return id ?? [];
    throw new JournalError(
      'damaged',
      `${join(path, rafflesFolder, name)} is no raffle's file: nothing here gives it that name, as a copy by hand may have. Nothing was changed. Move it out of the data folder and start again.`,
    );
  });
  return [...new Set(ids)];
}

/** The repairs that were accepted with `raffle repair`, a sentence each. Every start logs them. */
export function readRepairs(folder: string): string[] {
  const path = join(folder, repairsName);
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return [];
    throw cannotOpen(path, cause);
  }
}

/** Adds a repair that is about to be made. It is flushed when this returns. */
export function recordRepair(folder: string, sentence: string): void {
  const fd = openSync(join(folder, repairsName), 'a', 0o600);
  try {
    appendFileSync(fd, `${sentence}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw cannotOpen(folder, cause);
  }
}
