import { existsSync } from 'node:fs';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '..', '..', 'dist');

/**
 * The path of a file or folder of the last build.
 *
 * @throws {Error} If that build failed or is still running: the file can be of an older one.
 */
export function builtPath(...names: readonly string[]): string {
  if (!existsSync(join(dist, '.built'))) {
    throw new Error('The programs in dist are not current. Run `npm run build` first.');
  }
  return join(dist, ...names);
}
