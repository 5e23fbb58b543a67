import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const rush = { test: 'tests/user/concurrency.test.ts' };

const guards: Record<string, Guard> = {
  'the lock': {
    ...rush,
    file: 'services/raffle/stores/lowdb/commit-queue.ts',
    guard: 'lock.acquire(lockKey, () => this.#drain())',
    without: 'this.#drain(lock, lockKey)',
    match: '50 people*',
  },
  'the check of what is left': {
    ...rush,
    file: 'services/raffle/domain/decide.ts',
    guard: 'command.quantity > remaining',
    without: 'command.quantity > remaining + opened.capacity',
    match: '500 people*',
  },
  'the check of the cap': {
    ...rush,
    file: 'services/raffle/domain/decide.ts',
    guard: 'held.length + command.quantity > opened.perPersonLimit',
    without: 'command.quantity > opened.perPersonLimit',
    match: 'one person*',
  },
};

test('the concurrency test passes on a copy with every guard in place', (t) => {
  const lock = guards['the lock']!;
  const { exitCode, output } = runWithoutGuard({ ...lock, without: lock.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`the concurrency test fails without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok 1/m, output);
  });
}
