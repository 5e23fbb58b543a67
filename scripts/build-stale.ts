import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** Builds what `npm start` and `npx raffle` run, unless nothing has changed since the last build. */
if (!existsSync(stamp) || sources.some((path) => newest(path) > statSync(stamp).mtimeMs)) {
  rmSync(stamp, { force: true });
  console.error('Building …');
  execFileSync(process.execPath, ['node_modules/@rspack/cli/bin/rspack.js', 'build'], {
    stdio: 'inherit',
  });
  writeFileSync(stamp, '');
}

/** When the newest file at or below a path was changed, in milliseconds. */
function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
