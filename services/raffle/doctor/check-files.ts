import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { secretPath, type Settings } from '../config.ts';
import { limits } from '../config/limits.ts';
import { connectionLimits } from '../http/server/connection-limits.ts';
import { spaceNeeded } from '../stores/lowdb/journal-error.ts';
import { fault, ok, warning, type Check, type Found } from './finding.ts';

/** Below the first, a purchase may fail at any time; below the second, soon. */
const spaceBytesMin = 1024 ** 2;
const spaceBytesFew = 256 * 1024 ** 2;

export const checkDisk: Check = {
  name: 'disk',
  run: async ({ dataDir, databaseUrl }) => {
    if (databaseUrl !== undefined) return [];
    const place = firstExisting(resolve(dataDir));
    const found = findDiskFaults(dataDir);
    if (!isInMemory(place)) return found;
    const text = `${place} is in memory (tmpfs), so a restart of the machine loses all raffles. Set RAFFLE_DATA_DIR to a folder on a disk.`;
    return [...found, fault(text)];
  },
};

/** Whether the data folder can be written, and how much space it has. */
export function findDiskFaults(dataDir: string): Found[] {
  const place = firstExisting(resolve(dataDir));
  if (!statSync(place).isDirectory()) {
    return [fault(`${place} is not a folder. Set RAFFLE_DATA_DIR to another path.`)];
  }
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      fault(
        `${place} cannot be written by this user. Run as the service's user, or change its owner or mode.`,
      ),
    ];
  }
  const { bavail, bsize } = statfsSync(place);
  const freeBytes = bavail * bsize;
  const free = `${Math.floor(freeBytes / 1024 ** 2)} MiB free at ${place}`;
  if (freeBytes < spaceBytesMin) return [fault(`${free}. ${spaceNeeded}`)];
  if (freeBytes < spaceBytesFew) return [warning(`${free}. Make more space, or watch it.`)];
  return [ok(`${free}.`)];
}

export const checkPermissions: Check = {
  name: 'permissions',
  run: async (settings) => {
    const exposures = findExposures(settings);
    if (exposures.length > 0) return exposures.map(warning);
    return [ok('Other users of this machine can read no secret of the service.')];
  },
};

export const checkOpenFiles: Check = {
  name: 'open files',
  run: async ({ proxyHops, adminPort }) => {
    const part = adminPort === undefined ? 1 : 7 / 8;
    const { max } = connectionLimits({ proxyHops, part });
    const text = `With this limit of open files the service accepts ${max} connections.`;
    if (max >= limits.connectionsFew) return [ok(text)];
    return [warning(`${text} Raise it (ulimit -n, LimitNOFILE of systemd).`)];
  },
};

/** Describes the files of the service that other users of the machine can read or write. */
export function findExposures(settings: Settings): string[] {
  const { dataDir, databaseUrl, namedFiles } = settings;
  return [
    databaseUrl === undefined ? describeExposure('The data folder', dataDir) : undefined,
    describeExposure('The secret', secretPath(settings)),
    ...namedFiles.map(({ name, path }) =>
      describeExposure(name, path, { isPublic: !name.endsWith('SECRET_FILE') }),
    ),
  ].filter((exposure) => exposure !== undefined);
}

/**
 * Describes a file or folder that other users can read or write, although only its owner should.
 *
 * @param options.isPublic Other users may read it, but not write it.
 * @returns undefined if access is limited to the owner, if there is no such file, and on Windows, which
 *   has no such modes.
 */
function describeExposure(
  what: string,
  path: string,
  { isPublic = false } = {},
): string | undefined {
  // Of what is no folder, or may not be searched, the other checks tell.
  const stats = existsSync(path) ? statSync(path) : undefined;
  const forbidden = isPublic ? 0o022 : 0o077;
  if (stats === undefined || process.platform === 'win32') return undefined;
  if ((stats.mode & forbidden) === 0) return undefined;
  const mode = (stats.mode & 0o777).toString(8).padStart(3, '0');
  const right = stats.isDirectory() ? '700' : isPublic ? '644' : '600';
  const can = (stats.mode & 0o022) === 0 ? 'read' : 'write';
  return `${what} ${path} has mode ${mode}: other users of this machine may ${can} it. Set its mode with chmod ${right}.`;
}

/** The folder itself, or the one that it would be made in. */
function firstExisting(path: string): string {
  return existsSync(path) ? path : firstExisting(dirname(path));
}

/** File systems of Linux that a restart empties: tmpfs and ramfs. */
function isInMemory(place: string): boolean {
  if (process.platform !== 'linux') return false;
  return [0x01_02_19_94, 0x85_84_58_f6].includes(statfsSync(place).type);
}
