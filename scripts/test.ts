import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { useMemoryFolder } from '../tests/support/runner/memory-folder.ts';
import { shareOut } from '../tests/support/runner/share-out.ts';
import type { TestResult } from '../tests/support/runner/test-run.ts';

/**
 * Runs all tests and prints the total counts as the last line.
 *
 * - `npm test`: every test file, with AVA's runner, in a few processes that load packages once.
 * - `npm test -- tests/domain --match='…'`: AVA itself, with these arguments.
 * - `npm test -- --all`: at full length (tests/support/effort.ts), and every guard.
 */
const args = process.argv.slice(2);
const isAll = args.includes('--all');
// Read by tests/support/effort.ts.
if (isAll) process.env['RAFFLE_TESTS'] = 'full';
const avaArgs = args.filter((arg) => arg !== '--all');
const root = join(import.meta.dirname, '..');
const counts = { passed: 0, failed: 0 };
const failures: string[] = [];
const fileTimes = new Map<string, number>();

/** Files that start browsers or built services: they mostly wait. */
const startedFirst = ['tests/browser/', 'tests/embedding/', 'tests/faults/', 'tests/attacks/'];

const isFirst = (file: string) => startedFirst.some((folder) => file.startsWith(folder));

function testFiles(): string[] {
  const names = readdirSync(join(root, 'tests'), { recursive: true }).map(String);
  const files = names.filter((name) => /\.test\.tsx?$/.test(name)).map((name) => `tests/${name}`);
  return [
    ...files.filter(isFirst).toSorted(),
    ...files.filter((file) => !isFirst(file)).toSorted(),
  ];
}

/** The name of a file in the titles of its tests: `http › cookies`. */
function nameOf(file: string): string {
  return file
    .replace(/^tests\//, '')
    .replace(/\.test\.tsx?$/, '')
    .replaceAll('/', ' › ');
}

function formatDuration(milliseconds: number): string {
  if (milliseconds < 100) return '';
  return milliseconds < 1000
    ? ` (${Math.round(milliseconds)}ms)`
    : ` (${(milliseconds / 1000).toFixed(1)}s)`;
}

function fail(name: string, reason: string): void {
  counts.failed += 1;
  console.log(`  ✘ ${name}`);
  failures.push(`${name}\n\n${reason}`);
}

function report(file: string, { title, durationMs, logs, failure }: TestResult): void {
  const name = `${nameOf(file)} › ${title}`;
  if (failure !== undefined) return fail(name, failure);
  counts.passed += 1;
  console.log(`  ✔ ${name}${formatDuration(durationMs)}`);
  for (const line of logs) console.log(`    ℹ ${line}`);
}

async function runTestFiles(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'raffle-problems-'));
  const answered = join(folder, 'answered');
  // Read by tests/support/answered-problems.ts.
  process.env['RAFFLE_ANSWERED_PROBLEMS'] = answered;
  // Read by tests/support/spawned-service.ts.
  process.env['RAFFLE_TEST_BUILT'] = 'on';
  try {
    await runEachFile();
    const { findUnanswered } = await import('../tests/support/answered-problems.ts');
    const unanswered = findUnanswered(readFileSync(answered, 'utf8'));
    const reason = `No test got these documented replies:\n${unanswered.join('\n')}`;
    if (unanswered.length > 0) fail('contract › every documented problem is answered', reason);
  } finally {
    // The guards that run next must not write there, and change sources.
    delete process.env['RAFFLE_ANSWERED_PROBLEMS'];
    delete process.env['RAFFLE_TEST_BUILT'];
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runEachFile(): Promise<void> {
  await shareOut(
    testFiles(),
    (test) => test,
    async (tests, test) => {
      const startedAt = performance.now();
      const error = await tests.run({ test }, (result) => report(test, result));
      if (error !== undefined) fail(nameOf(test), error);
      fileTimes.set(test, performance.now() - startedAt);
    },
  );
  const slowest = [...fileTimes].toSorted(([, left], [, right]) => right - left).slice(0, 10);
  console.log('The files that took longest:');
  for (const [test, durationMs] of slowest) console.log(`  ${test}${formatDuration(durationMs)}`);
}

/** Runs a program, prints its output and counts the tests that it reports. */
async function runProgram(command: string, commandArgs: readonly string[]): Promise<void> {
  const failedBefore = counts.failed;
  const program = spawn(command, commandArgs, {
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  const exited = new Promise<number>((resolve) => {
    program.on('close', (code) => resolve(code ?? 1));
  });
  for await (const line of createInterface({ input: program.stdout })) {
    console.log(line);
    if (/^\s*✔ /.test(line)) counts.passed += 1;
    // A test that did not run counts as failed: `- [skip]`, `- [todo]`.
    else if (/^\s*(✘|- \[\w+\])/.test(line)) counts.failed += 1;
  }
  const exitCode = await exited;
  if (exitCode !== 0 && counts.failed === failedBefore) {
    fail(commandArgs.join(' '), `It ended with exit code ${exitCode}.`);
  }
}

async function time(name: string, step: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await step();
  console.log(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

useMemoryFolder();
if (avaArgs.length > 0) await time('AVA', () => runProgram('ava', avaArgs));
else await time('Tests', runTestFiles);
// A guard's tests fail without it at any length.
delete process.env['RAFFLE_TESTS'];
if (isAll) await time('Guards', () => runProgram('node', ['scripts/guards.ts']));
for (const failure of failures) console.log(`\n${failure}\n`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
