import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const ordered = { test: 'tests/admin-app/use-order.test.tsx', file: 'admin-app/use-order.ts' };

const guards: Record<string, Guard> = {
  'the synchronous guard': {
    ...ordered,
    guard: 'if (isBusy.current) return;',
    without: '',
    match: 'two presses*',
  },
  'the key kept before it is sent': {
    ...ordered,
    guard: 'unsettled.save(intent);',
    without: '',
    match: 'an order whose outcome*',
  },
  'the list of refusals that read no key': {
    ...ordered,
    guard: '!isUnread && ',
    without: '',
    match: 'a refusal from before*',
  },
};

test('the order test passes on a copy with every guard in place', (t) => {
  const guard = guards['the synchronous guard']!;
  const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`the order test fails without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok 1/m, output);
  });
}
