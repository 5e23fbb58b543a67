import { readGuards } from '../tests/support/guards/read-guards.ts';
import { useMemoryFolder } from '../tests/support/runner/memory-folder.ts';
import { runGuards, type GuardResult } from '../tests/support/guards/run-guards.ts';

/**
 * Removes each guard from the source in memory and checks that its tests fail. Arguments select by
 * name: `npm run guards -- stores/ flush`.
 */
const wanted = process.argv.slice(2);
const guards = (await readGuards()).filter(({ name }) =>
  wanted.every((part) => `tests/${name}`.includes(part)),
);
const counts = { passed: 0, failed: 0 };
const failures: string[] = [];
/** The tests of a file that fails without a change fail for each of its guards. */
const firstLines = (text: string) => text.split('\n').slice(0, 12).join('\n');
const report = ({ guard, fault, durationMs }: GuardResult) => {
  const duration = `(${(durationMs / 1000).toFixed(1)}s)`;
  counts[fault === undefined ? 'passed' : 'failed'] += 1;
  console.log(`  ${fault === undefined ? '✔' : '✘'} ${guard.name} ${duration}`);
  if (fault === undefined) return;
  const why = `${fault.code} (${guard.test}, “${guard.match ?? '*'}”)`;
  console.log(`    ${why}`);
  failures.push(`${guard.name}: ${why}\n${firstLines(fault.detail)}`);
};
useMemoryFolder();
await runGuards(guards, report);
// Last, because the end of a long output is what is kept.
for (const failure of failures) console.log(`\n${failure}\n`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
