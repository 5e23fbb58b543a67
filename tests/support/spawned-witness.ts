import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { builtPath } from './built.ts';
import { sourceOption, startsBuilt } from './spawned-service.ts';
import type { Teardown } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs `raffle witness serve` in its own process and waits for its address. */
export async function spawnWitness(t: Teardown, folder: string) {
  const program = startsBuilt ? [builtPath('cli', 'raffle.js')] : [sourceOption, 'cli/main.ts'];
  const args = [...program, 'witness', 'serve', '--port', '0', '--folder', folder];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'close');
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const [line] = (await Promise.race([
    once(child.stdout.setEncoding('utf8'), 'data'),
    ended.then(() => Promise.reject(new Error('It did not start.'))),
  ])) as [string];
  return {
    url: line.trim(),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
