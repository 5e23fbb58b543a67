import type { Guard } from '../support/guards/guard.ts';

const mutations = {
  test: 'tests/admin-app/use-idempotent-mutation.test.tsx',
  file: 'services/raffle/contract/idempotent-mutation.ts',
};

export const guards: Record<string, Guard> = {
  'the synchronous guard': {
    ...mutations,
    guard: 'if (this.#isPending) return undefined;',
    without: '',
    match: 'two simultaneous presses send*',
  },
  'the key stored before it is sent': {
    ...mutations,
    guard: "this.#storage.save({ key, request, phase: 'sent' });",
    without: '',
    match: 'a request with an*',
  },
  'the intent of another tab': {
    ...mutations,
    test: 'tests/contract/idempotent-mutation.test.ts',
    guard: 'if (this.#isStored(key)) ',
    without: '',
    match: 'an answer leaves alone*',
  },
  'the answer that another tab may have': {
    ...mutations,
    test: 'tests/contract/idempotent-mutation.test.ts',
    guard: ' || !this.#isStored(key)',
    without: '',
    match: 'a refusal of a request that*',
  },
  'the list of refusals that do not look the key up': {
    ...mutations,
    guard: 'mayBeDone || ',
    without: '',
    match: 'a refusal before the*',
  },
};
