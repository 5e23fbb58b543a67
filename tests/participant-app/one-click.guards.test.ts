import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const oneClick = {
  test: 'tests/participant-app/one-click.test.tsx',
  file: 'participant-app/purchase/purchase-desk.ts',
};

const guards: Record<string, Guard> = {
  'the synchronous guard': {
    ...oneClick,
    guard: 'if (this.#isBusy) return undefined;',
    without: '',
    match: 'two presses*',
  },
  'the key kept for the intent': {
    ...oneClick,
    guard: 'if (left?.quantity === quantity) return left;',
    without: '',
    match: 'the key of an unanswered*',
  },
  'the refusal to send while offline': {
    ...oneClick,
    guard: 'if (!isOnline()) return this.#fail(offline, wasUnknown);',
    without: '',
    match: 'a press while offline*',
  },
};

test('the one-click test passes on a copy with every guard in place', (t) => {
  const guard = guards['the synchronous guard']!;
  const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`the one-click test fails without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok 1/m, output);
  });
}
