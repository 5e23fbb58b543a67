import type { Guard } from '../support/guards/guard.ts';

export const guards: Record<string, Guard> = {
  'the policy file that is chosen again': {
    file: 'ui/check-run/PolicyChoice.tsx',
    test: 'tests/ui/policy-choice.test.tsx',
    guard: "currentTarget.value = '';",
    without: '',
    match: 'a policy file is read*',
  },
};
