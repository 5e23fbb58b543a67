import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs steps at the end of a test, or of all tests of a file. */
export interface Teardown {
  teardown(step: () => unknown): void;
}

/** Makes a folder that the caller deletes. */
export function makeTemporaryFolder(prefix = 'raffle-test-'): string {
  return mkdtempSync(join(process.env['RAFFLE_TEST_FOLDER'] ?? tmpdir(), prefix));
}

/** Makes a folder that is deleted after the test. */
export function temporaryFolder(t: Teardown): string {
  const path = makeTemporaryFolder();
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
