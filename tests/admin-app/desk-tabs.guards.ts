import type { Guard } from '../support/guards/guard.ts';

const tabs = {
  test: 'tests/admin-app/desk-tabs.test.tsx',
  file: 'admin-app/shared/use-idempotent-mutation.ts',
};

export const guards: Record<string, Guard> = {
  'the request whose answer another tab got first': {
    ...tabs,
    guard: 'const intent = isRemoved ? attempted : stored;',
    without: 'const intent = stored;',
    match: 'a lost answer that*',
  },
  'the request that this tab asks for again': {
    ...tabs,
    guard: 'shown.isPending || isAsking',
    without: 'shown.isPending',
    match: 'a tab that asks again*',
  },
  'the stored request that this tab has no news of': {
    ...tabs,
    guard: "where === 'localStorage' && stored?.phase === 'sent' && !mutation.isPending",
    without: 'false',
    match: 'a tab without news*',
  },
};
