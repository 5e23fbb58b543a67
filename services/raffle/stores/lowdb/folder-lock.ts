import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { rafflesFolder } from './folder-layout.ts';
import { codeOf, JournalError } from './journal-error.ts';

/**
 * Locks a data folder for this process, and makes it if it is missing.
 *
 * @returns The descriptor of the lock file. The lock ends when it is closed, or with the process.
 * @throws {JournalError} `in-use`: another process has the folder; `unwritable`.
 */
export function lockFolder(path: string): number {
  const lockFd = openLockFile(path);
  try {
    requireLock(path, lockFd);
    return lockFd;
  } catch (error) {
    closeSync(lockFd);
    throw error;
  }
}

/** @throws {JournalError} another process has the folder, or its file system has no locks. */
function requireLock(path: string, lockFd: number): void {
  let isOurs: boolean;
  try {
    isOurs = tryLock(lockFd);
  } catch (cause) {
    throw new JournalError(
      'unwritable',
      `The file system of the data folder ${path} has no file locks (${codeOf(cause)}), so nothing would keep a second service from writing there. Use a folder on another one, such as a local disk.`,
      { cause },
    );
  }
  if (isOurs) return;
  throw new JournalError(
    'in-use',
    `Another raffle service is using ${path}. Stop it, or give this one its own RAFFLE_DATA_DIR.`,
  );
}

function openLockFile(path: string): number {
  try {
    const raffles = join(path, rafflesFolder);
    const made = mkdirSync(raffles, { recursive: true, mode: 0o700 });
    if (made !== undefined) flushNewFolders(made, raffles);
    return openSync(join(path, 'lock'), 'a', 0o600);
  } catch (cause) {
    throw new JournalError(
      'unwritable',
      `The data folder ${path} cannot be written: ${codeOf(cause)}.`,
      { cause },
    );
  }
}

/** Flushes the parents of the folders from `first` down to `last`, which were just made. */
function flushNewFolders(first: string, last: string): void {
  if (process.platform === 'win32') return;
  const top = dirname(resolve(first));
  for (let folder = resolve(last); folder !== top;) {
    folder = dirname(folder);
    const fd = openSync(folder, 'r');
    fsyncSync(fd);
    closeSync(fd);
  }
}
