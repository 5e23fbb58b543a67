import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs steps at the end of a test, or of all tests of a file. */
export interface Teardown {
  teardown(step: () => unknown): void;
}

/** Makes a folder that is deleted after the test. */
export function temporaryFolder(t: Teardown): string {
  const path = mkdtempSync(join(tmpdir(), 'raffle-test-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
