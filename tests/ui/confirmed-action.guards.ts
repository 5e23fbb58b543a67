import type { Guard } from '../support/guards/guard.ts';

const described = {
  file: 'ui/ConfirmedAction.tsx',
  test: 'tests/ui/confirmed-action.test.tsx',
  match: 'the dialog has the focus and is described*',
};

export const guards: Record<string, Guard> = {
  'the consequences that describe the dialog': {
    ...described,
    guard: '<Text slot="description" elementType="div">',
    without: '<Text slot={null} elementType="div">',
  },
};
