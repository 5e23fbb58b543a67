import type { Guard } from '../support/guards/guard.ts';

const test = 'tests/bench/load.test.ts';

export const guards: Record<string, Guard> = {
  'the status that every reply of a load must have': {
    file: 'bench/support/load.ts',
    guard: 'requireStatus(result, status, requests.length);',
    without: '',
    test,
    match: 'a load of which one reply*',
  },
  'the tickets on disk after a load of purchases': {
    file: 'bench/support/load.ts',
    guard: '  purchases.onDisk.require(purchases.count);\n',
    without: '',
    test,
    match: 'a load of purchases*',
  },
  'the flushes that purchases need': {
    file: 'bench/support/load.ts',
    guard: 'if (flushes >= purchases / connections) return;',
    without: 'return;',
    test,
    match: 'a service that confirms more*',
  },
  'the count of flushes': {
    file: 'bench/support/report.ts',
    guard: 'flushes += 1;',
    without: '',
    test,
    match: 'the flushes of a server*',
  },
  'the share of its time in which a server must be busy': {
    file: 'bench/support/rounds.ts',
    guard: ' && ownShare / (ownShare + idleShare) >= busyShareMin',
    without: '',
    test,
    match: 'a load is void*',
  },
  'the share of its core that a server must have': {
    file: 'bench/support/rounds.ts',
    guard: 'ownShare >= ownShareMin && ',
    without: '',
    test,
    match: 'a load is void*',
  },
  'the number of rounds without which there is no figure': {
    file: 'bench/support/rounds.ts',
    guard: 'return this.#all.length >= completeMin;',
    without: 'return true;',
    test,
    match: 'fewer than three*',
  },
};
