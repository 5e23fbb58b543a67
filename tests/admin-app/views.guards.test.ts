import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const guards: Record<string, Guard> = {
  'the apostrophe before a formula': {
    file: 'admin-app/tickets/write-csv.ts',
    guard: 'beginsFormula.test(value)',
    without: 'false',
    test: 'tests/admin-app/write-csv.test.ts',
  },
  'holding the shown number against seal and beacon': {
    file: 'admin-app/projector/explain-draw.ts',
    guard: '!== index) return',
    without: '< 0) return',
    test: 'tests/admin-app/projector.test.tsx',
    match: 'a sealed draw is explained*',
  },
  'asking for the log from where it is known': {
    file: 'admin-app/log/use-public-log.ts',
    guard: 'query: { from }',
    without: 'query: { from: 0 }',
    test: 'tests/admin-app/sales.test.tsx',
    match: 'what was read of the log*',
  },
  'waiting with the same order for the beacon': {
    file: 'admin-app/draw/when-published.ts',
    guard: '!isPending || ',
    without: 'true || ',
    test: 'tests/admin-app/draw.test.tsx',
    match: 'a sealed draw waits*',
  },
};

test('the same tests pass on a copy with every guard in place', (t) => {
  for (const guard of Object.values(guards)) {
    const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
    t.is(exitCode, 0, output);
  }
});

for (const [name, guard] of Object.entries(guards)) {
  test(`a test fails without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
  });
}
