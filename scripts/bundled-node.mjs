import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs after `npm ci`. npm puts `node_modules/.bin` first in PATH, so a bundled Node that cannot run
 * (it needs glibc 2.28 or newer; Alpine has musl) would hide the system's Node. It is unlinked then.
 * Plain JavaScript without dependencies, because tsx does not start before this is done.
 */
const bundled = join('node_modules', '.bin', 'node');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (process.platform !== 'win32' && existsSync(bundled)) {
  const { status } = spawnSync(bundled, ['--version'], { stdio: 'ignore' });
  if (status !== 0) {
    rmSync(bundled);
    console.error(
      `The bundled Node needs glibc 2.28 or newer, which this system does not have. npm start uses the system's Node ${process.version} (${process.execPath}) instead.`,
    );
  }
}
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.version} is too old: install Node 20.19 or newer.`);
  process.exitCode = 1;
}
