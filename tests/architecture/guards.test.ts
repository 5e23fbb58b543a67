import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { removeGuard, type NamedGuard } from '../support/guards/guard.ts';
import { readGuards } from '../support/guards/read-guards.ts';

const root = join(import.meta.dirname, '..', '..');

/** What keeps a guard from being run; undefined if nothing does. */
function faultOf(guard: NamedGuard): string | undefined {
  const missing = [guard.file, guard.test].find((path) => !existsSync(join(root, path)));
  if (missing !== undefined) return `${guard.name}: there is no file ${missing}`;
  try {
    removeGuard(guard, readFileSync(join(root, guard.file), 'utf8'));
    return undefined;
  } catch (error) {
    return `${guard.name}: ${String(error)}`;
  }
}

test('the text of every guard is in its source file exactly once', async (t) => {
  const guards = await readGuards();
  t.true(guards.length > 190, `${guards.length} guards`);
  t.deepEqual(guards.map(faultOf).filter(Boolean), []);
});
