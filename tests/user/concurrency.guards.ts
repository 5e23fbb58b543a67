import type { Guard } from '../support/guards/guard.ts';

const rush = { test: 'tests/user/concurrency.test.ts' };

export const guards: Record<string, Guard> = {
  'the check of what is left': {
    ...rush,
    file: 'services/raffle/domain/buy-tickets.ts',
    guard: 'if (quantity > remaining) {',
    without: 'if (quantity > remaining + capacity) {',
    match: '500 people*',
  },
  'the check of the cap': {
    ...rush,
    file: 'services/raffle/domain/buy-tickets.ts',
    guard: 'held.length + quantity > perPersonLimit',
    without: 'quantity > perPersonLimit',
    match: 'one person*',
  },
};
