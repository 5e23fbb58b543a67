import type { Guard } from '../support/guards/guard.ts';

const enrolment = { test: 'tests/admin-app/enrolment.test.tsx' };
const keys = { test: 'tests/admin-app/keys.test.tsx' };

export const guards: Record<string, Guard> = {
  'the private half that cannot be exported': {
    ...enrolment,
    file: 'admin-app/shared/session/key-store.ts',
    guard: 'crypto.subtle.generateKey(algorithm, false, [',
    without: 'crypto.subtle.generateKey(algorithm, true, [',
    match: 'the private half*',
  },
  'the removal of the invitation from the address': {
    ...enrolment,
    file: 'admin-app/features/keys/EnrolPage.tsx',
    guard: "history.replaceState(null, '', '#/enrol')",
    without: 'void 0',
    match: 'the invitation is removed*',
  },
  'the new key stored before it is sent': {
    ...enrolment,
    file: 'admin-app/features/keys/EnrolPage.tsx',
    guard: 'await keyStore.keep(key);',
    without: '',
    match: 'an enrolment whose reply*',
  },
  'the listener for a refused key': {
    ...keys,
    file: 'admin-app/shared/service.tsx',
    guard: 'onRefused();',
    without: '',
    match: 'a key that was*',
  },
  'the test of the browser’s storage': {
    ...keys,
    file: 'admin-app/shared/session/session.tsx',
    guard: 'if (enrolled === undefined) await tryToStoreKey(keyStore);',
    without: '',
    match: 'a browser that cannot*',
  },
  'the reason that stops an auditor': {
    ...keys,
    file: 'admin-app/shared/session/use-disabled-reason.ts',
    guard: "action !== 'read' && key.role !== 'admin'",
    without: 'false as boolean',
    match: 'an auditor sees the keys*',
  },
  'the id that the service chooses': {
    test: 'tests/admin-app/raffles.test.tsx',
    file: 'admin-app/features/raffles/use-creation.ts',
    guard: 'readDraft(draft)',
    without: 'readDraft({ ...draft, id: draft.id ?? proposedId })',
    match: 'a create request whose*',
  },
  'the comparison of the bundle’s raffle': {
    test: 'tests/admin-app/audit.test.tsx',
    file: 'admin-app/features/audit/run-audit.ts',
    guard: 'auditInSteps(bundle, { raffle: raffleId, fetchedAtMs })',
    without: 'auditInSteps(bundle)',
    match: 'a valid bundle of*',
  },
  'the refusal of the service’s own origin': {
    test: 'tests/admin-app/config.test.ts',
    file: 'admin-app/app/config.ts',
    guard: 'if (serviceUrl === new URL(base).origin)',
    without: 'if (false as boolean)',
    match: '*own origin*',
  },
};
