import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const rehearsal = { file: 'services/raffle/domain/rehearsal.ts' };
const rehearsalTest = { test: 'tests/domain/rehearsal.test.ts' };

const guards: Record<string, Guard> = {
  'the rule that nobody in a real raffle is made up': {
    ...rehearsal,
    ...rehearsalTest,
    guard: 'if (opened.opened.rehearsal === true) return opened;',
    without: 'return opened;',
    match: 'nobody made up*',
  },
  'the same rule, seen from outside': {
    ...rehearsal,
    guard: 'if (opened.opened.rehearsal === true) return opened;',
    without: 'return opened;',
    test: 'tests/http/rehearsals.test.ts',
    match: 'a real raffle*',
  },
  'the rule that a real raffle is never deleted': {
    ...rehearsal,
    ...rehearsalTest,
    guard: "if (raffle.status !== 'deleted') requireRehearsal(raffle);",
    without: "if (raffle.status !== 'deleted') requireOpened(raffle);",
    match: 'a real raffle*',
  },
  'the look at the address of an order': {
    file: 'services/raffle/domain/decision.ts',
    guard: ' && isSameAddress(earlier, now)',
    without: '',
    test: 'tests/identity/admin-request.retry.test.ts',
    match: '*closes nothing*',
  },
  'the look at what the order took before': {
    file: 'services/raffle/domain/decide.ts',
    ...rehearsalTest,
    guard: 'if (before.length > 0) return replay(before);\n  const remaining',
    without: 'const remaining',
    match: 'a purchase by the same order*',
  },
};

for (const [name, guard] of Object.entries(guards)) {
  test(`the tests of the rules fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
