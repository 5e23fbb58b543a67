import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs AVA and prints each test as it ends, then the real counts as the last line. Arguments are
 * passed on: `npm test -- tests/domain/decide.test.ts`.
 */
const ava = spawn('ava', ['--tap', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
const counts = { passed: 0, failed: 0 };

for await (const line of createInterface({ input: ava.stdout })) {
  const result = /^(not ok|ok) \d+ - (.*)$/.exec(line);
  if (result === null) {
    if (/^\s/.test(line)) console.log(line);
    continue;
  }
  const [, verdict, title = ''] = result;
  // A test that did not run has not passed.
  const isPassed = verdict === 'ok' && !/# (SKIP|TODO)/.test(title);
  counts[isPassed ? 'passed' : 'failed'] += 1;
  console.log(`${isPassed ? '✔' : '✘'} ${title}`);
}

const exitCode = await new Promise<number>((resolve) => {
  if (ava.exitCode !== null) resolve(ava.exitCode);
  else ava.on('exit', (code) => resolve(code ?? 1));
});
const isGreen = exitCode === 0 && counts.failed === 0 && counts.passed > 0;
if (!isGreen && counts.failed === 0) console.log(`AVA ended with exit code ${exitCode}.`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = isGreen ? 0 : 1;
