import type { Guard } from '../support/guards/guard.ts';

export const guards: Record<string, Guard> = {
  'the error boundary': {
    test: 'tests/participant-app/display-failure.test.tsx',
    file: 'ui/ErrorBoundary.tsx',
    guard: 'return { caught: { error } };',
    without: 'throw error;',
    match: 'an error while rendering leaves*',
  },
  'the prizes of a drawn view': {
    test: 'tests/contract/raffle-view.test.ts',
    file: 'services/raffle/contract/raffles.ts',
    guard: 'prizes: z.array(AwardedPrize),',
    without: 'prizes: z.optional(z.array(AwardedPrize)),',
    match: 'a drawn raffle without*',
  },
};
