import type { Guard } from '../../support/guards/guard.ts';

const folder = 'services/raffle/stores/postgres';
const list = {
  file: `${folder}/raffle-list.ts`,
  test: 'tests/stores/postgres/raffle-list.test.ts',
  match: 'after any command*',
};

export const guards: Record<string, Guard> = {
  'the voids that a list counts': {
    ...list,
    guard: 'size: saleCount - voidCount,',
    without: 'size: saleCount,',
  },
  'the first sale in a list': {
    ...list,
    guard: 'const firstIndex = gap < 0 ? rows.length : gap;',
    without: 'const firstIndex = rows.length + 0 * gap;',
  },
  'the time of the last entry in a list': {
    ...list,
    guard: 'return { ...raffle, pool, lastAt, version };',
    without: 'return { ...raffle, pool, version };',
  },
  'the log index of an entry in a list': {
    ...list,
    guard: 'isOpened(raffle) ? { ...raffle, version: index } : raffle;',
    without: 'raffle;',
  },
  'the change of a raffle that a list has read': {
    ...list,
    guard: 'known.get(id)?.changed === changed;',
    without: 'known.has(id) || changed.length === 0;',
  },
  'the new raffle that a request reads before its notification': {
    file: `${folder}/raffle-store.ts`,
    guard: 'const known = this.#versions.get(raffleId);',
    without:
      'const known = this.#versions.get(raffleId) ?? (isOpened(state) ? version : undefined);',
    test: 'tests/stores/postgres/change-feed.test.ts',
    match: 'what a request reads before*',
  },
  'the new raffle that a list for a request shows before its notification': {
    file: `${folder}/raffle-store.ts`,
    guard: 'isFirst ? raffles : []',
    without: 'raffles',
    test: 'tests/stores/postgres/change-feed.test.ts',
    match: 'what a request reads before*',
  },
  'the raffles that the first list has made known': {
    file: `${folder}/raffle-store.ts`,
    guard:
      'if (!this.#versions.has(opened.raffleId)) this.#versions.set(opened.raffleId, version);',
    without: '',
    test: 'tests/stores/postgres/change-feed.test.ts',
    match: 'a raffle that the first list has shown*',
  },
};
