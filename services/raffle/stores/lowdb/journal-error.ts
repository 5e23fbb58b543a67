import { CodedError } from '#errors';

/** Exit codes of a service that cannot use its data folder (sysexits.h). */
export const journalExitCodes = {
  damaged: 65,
  outdated: 65,
  'in-use': 75,
  unwritable: 74,
} as const;

/**
 * The data folder or one of its files cannot be used; nothing confirmed was changed. `damaged`: its
 * contents are wrong. `outdated`: a version of this program wrote it that had other entries. `in-use`: another process uses it. `unwritable`: the disk, its file system or
 * its permissions prevent it.
 */
export class JournalError extends CodedError<keyof typeof journalExitCodes> {
  override name = 'JournalError';
}

/** Error codes of a full disk: no space, no quota, or the largest file a process may write. */
const fullDiskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A ticket takes about 400 bytes, so this is space for some thousand tickets. */
export const spaceNeeded = 'Make at least 1 MiB free, or sales stop at the next purchase.';

export function isFullDisk(cause: unknown): boolean {
  return fullDiskCodes.has(codeOf(cause));
}

/** The `code` of an error, such as `EIO`, or its message if it has none. */
export function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

/**
 * An existing file could not be read or opened. Its contents are unknown, so the error is
 * `unwritable` and never `damaged`.
 */
export function cannotOpen(path: string, cause: unknown): JournalError {
  const code = codeOf(cause);
  const advice =
    code === 'EMFILE' || code === 'ENFILE'
      ? 'Too many files are open. A raffle that is not drawn yet needs two: raise the limit (ulimit -n, or LimitNOFILE= of a systemd unit), and start again.'
      : code === 'EACCES' || code === 'EPERM'
        ? 'The user that the service runs as may not open it. Change its owner or mode, and start again.'
        : code === 'ENOTDIR'
          ? 'It is not a folder. Name another one, and start again.'
          : 'The disk or its file system failed. Check them, and start again; do not replace the file while they fail.';
  return new JournalError(
    'unwritable',
    `${path} cannot be opened: ${code}. Nothing was changed. ${advice}`,
    { cause },
  );
}

/** The error of a failed write: a full disk is explained, any other cause is returned as it is. */
export function explainWriteFailure(path: string, bytes: number, cause: unknown): unknown {
  if (!isFullDisk(cause)) return cause;
  return new JournalError(
    'unwritable',
    `The disk is full: ${path} needs ${bytes} bytes more (${codeOf(cause)}). ${spaceNeeded}`,
    { cause },
  );
}

export function changedByOthers(path: string): JournalError {
  return new JournalError('in-use', `Another process changed ${path}.`);
}

export function outdated(path: string): JournalError {
  return new JournalError(
    'outdated',
    `${path} was written by an earlier version of this program, whose entries had another form (log schema 1). This version cannot read them. Nothing was changed. Start the version that wrote it, or set RAFFLE_DATA_DIR to another folder.`,
  );
}
