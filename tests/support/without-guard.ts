import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export interface Guard {
  /** The source file, from the top of the project. */
  readonly file: string;
  /** The guard as it stands there, exactly once. */
  readonly guard: string;
  /** What stands there when it is taken out. */
  readonly without: string;
  /** The test file that must fail then. */
  readonly test: string;
  /** Only the tests whose titles match. */
  readonly match?: string;
}

const root = join(import.meta.dirname, '..', '..');
/** Below the project, so that the copies find its packages. */
const copies = join(root, '.guards');
const copied = [
  'package.json',
  'tsconfig.json',
  'ava.config.js',
  'services',
  'ui',
  'participant-app',
  'admin-app',
  'verifier',
  'cli',
  'tests',
];

/**
 * Runs a test on a copy of the project from which one guard was taken out.
 *
 * @returns AVA's exit code and output. A test that is worth something makes it 1.
 */
export function runWithoutGuard(guard: Guard): { exitCode: number | null; output: string } {
  mkdirSync(copies, { recursive: true });
  const copy = mkdtempSync(join(copies, 'copy-'));
  try {
    for (const name of copied.filter((name) => existsSync(join(root, name)))) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    takeOut(guard, join(copy, guard.file));
    return runAva(copy, guard);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function takeOut({ guard, without, file }: Guard, path: string): void {
  const source = readFileSync(path, 'utf8');
  const places = source.split(guard).length - 1;
  if (places !== 1) throw new Error(`${file} has this guard ${places} times, not once: ${guard}`);
  writeFileSync(
    path,
    source.replace(guard, () => without),
  );
}

function runAva(folder: string, { test, match }: Guard) {
  const ava = join(root, 'node_modules', 'ava', 'entrypoints', 'cli.mjs');
  const options = match === undefined ? [] : ['--match', match];
  const { AVA_PATH: _, NODE_ENV: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [ava, '--tap', ...options, test], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { exitCode: status, output: stdout + stderr };
}
