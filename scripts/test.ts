import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs AVA, shows what it says, and prints the real counts as the last line. Arguments are passed
 * on: `npm test -- tests/domain`.
 */
const ava = spawn('ava', process.argv.slice(2), {
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
const exited = new Promise<number>((resolve) => {
  ava.on('close', (code) => resolve(code ?? 1));
});
const counts = { passed: 0, failed: 0 };

for await (const line of createInterface({ input: ava.stdout })) {
  console.log(line);
  if (/^\s*✔ /.test(line)) counts.passed += 1;
  // A test that did not run has not passed: `- [skip]`, `- [todo]`.
  else if (/^\s*(✘|- \[\w+\])/.test(line)) counts.failed += 1;
}

const exitCode = await exited;
if (exitCode !== 0 && counts.failed === 0) {
  console.log(`AVA ended with exit code ${exitCode}.`);
  counts.failed += 1;
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
