import { mkdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tmpfs = 0x01_02_19_94;

/**
 * Puts the temporary folders of a test file on a disk, because `raffle doctor` reports a data folder in
 * memory.
 */
export function useDiskFolder(): void {
  const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'tests');
  const isInMemory = process.platform === 'linux' && statfsSync(tmpdir()).type === tmpfs;
  if (isInMemory) mkdirSync(cache, { recursive: true });
  // Read by tests/support/temporary-folder.ts.
  process.env['RAFFLE_TEST_FOLDER'] = isInMemory ? cache : tmpdir();
}
