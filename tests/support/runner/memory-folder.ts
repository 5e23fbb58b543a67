import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux has a file system in memory. */
const memory = '/dev/shm';
/** A container often has only 64 MB there. */
const bytesMin = 4e9;

/**
 * Puts the temporary folders of tests into memory, where that has room, until this process ends: on a
 * slow or busy disk the tests would mostly wait for flushes and deletions.
 */
export function useMemoryFolder(): void {
  // Read by tests/support/temporary-folder.ts.
  if (process.env['RAFFLE_TEST_FOLDER'] !== undefined || !hasRoom()) return;
  const folder = mkdtempSync(join(memory, 'raffle-tests-'));
  // PostgreSQL, which has a user of its own, deletes its folders there.
  chmodSync(folder, 0o1777);
  process.env['RAFFLE_TEST_FOLDER'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }));
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return process.platform === 'linux' && bavail * bsize >= bytesMin;
  } catch {
    return false;
  }
}
