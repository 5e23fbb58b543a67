import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Exists while `dist` is complete. Its time is when that build began. */
const stamp = 'dist/.built';
const sources = [
  'services',
  'ui',
  'participant-app',
  'admin-app',
  'verifier',
  'scripts',
  'cli',
  'package-lock.json',
  'rspack.config.ts',
];

/**
 * Builds every program into `dist`; with `--if-stale` only after a change since the last build. A
 * failed build ends with a failure and without the stamp: tests of built programs then refuse to run,
 * because `dist` still has older files. Plain JavaScript, because `npm ci` runs it with any Node from
 * 20.19.
 */
if (!process.argv.includes('--if-stale') || isStale()) {
  rmSync(stamp, { force: true });
  console.error('Building …');
  const startedAt = new Date();
  const rspack = ['node_modules/@rspack/cli/bin/rspack.js', 'build'];
  const { status } = spawnSync(process.execPath, rspack, { stdio: 'inherit' });
  if (status === 0) {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, '');
    utimesSync(stamp, startedAt, startedAt);
  } else {
    console.error('The build failed. Files in dist are not current.');
    process.exitCode = status ?? 1;
  }
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const { mtimeMs } = statSync(stamp);
  return sources.some((path) => newest(path) > mtimeMs);
}

/**
 * When the newest file or folder at or below a path was changed, in milliseconds. A deleted file
 * changes its folder.
 *
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const status = statSync(path);
  const inside = status.isDirectory() ? readdirSync(path) : [];
  return Math.max(status.mtimeMs, ...inside.map((name) => newest(join(path, name))));
}
