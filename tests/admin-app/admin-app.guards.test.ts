import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const enrolment = { test: 'tests/admin-app/enrolment.test.tsx' };
const keys = { test: 'tests/admin-app/keys.test.tsx' };

const guards: Record<string, Guard> = {
  'the private half that stays in': {
    ...enrolment,
    file: 'admin-app/session/browser-key.ts',
    guard: 'crypto.subtle.generateKey(algorithm, false, [',
    without: 'crypto.subtle.generateKey(algorithm, true, [',
    match: 'the private half*',
  },
  'the invitation taken out of the address': {
    ...enrolment,
    file: 'admin-app/keys/EnrolPage.tsx',
    guard: "history.replaceState(null, '', '#/enrol')",
    without: 'void 0',
    match: 'the invitation is in the address*',
  },
  'the new key kept before it is sent': {
    ...enrolment,
    file: 'admin-app/keys/use-enrolment.ts',
    guard: 'await keyStore.keep(key);',
    without: '',
    match: 'a lost answer*',
  },
  'the ear for a refused key': {
    ...keys,
    file: 'admin-app/service.tsx',
    guard: 'onRefused();',
    without: '',
    match: 'a key that was revoked elsewhere*',
  },
  'the trial of what a browser keeps': {
    ...keys,
    file: 'admin-app/session/session.tsx',
    guard: 'if (enrolled === undefined) await tryToKeep(keyStore);',
    without: '',
    match: 'a browser that can keep no key*',
  },
  'the reason that stops an auditor': {
    ...keys,
    file: 'admin-app/session/reasons.ts',
    guard: "action === 'change' && key.role !== 'admin'",
    without: 'false as boolean',
    match: 'an auditor sees the keys*',
  },
  'the id left to the service': {
    test: 'tests/admin-app/raffles.test.tsx',
    file: 'admin-app/raffles/use-creation.ts',
    guard: 'readDraft(draft)',
    without: 'readDraft({ ...draft, id: draft.id ?? proposedId })',
    match: 'an answer that got lost*',
  },
  'the raffle that was asked about': {
    test: 'tests/admin-app/audit.test.tsx',
    file: 'admin-app/audit/run-audit.ts',
    guard: 'auditInSteps(bundle, { raffle: raffleId })',
    without: 'auditInSteps(bundle)',
    match: 'the bundle of another raffle*',
  },
  'the refusal of the service’s own origin': {
    test: 'tests/admin-app/config.test.ts',
    file: 'admin-app/config.ts',
    guard: 'if (serviceUrl === new URL(base).origin)',
    without: 'if (false as boolean)',
    match: '*own origin*',
  },
};

test('the tests of keys pass on a copy with every guard in place', (t) => {
  const guard = guards['the private half that stays in']!;
  const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`its test fails without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok 1/m, output);
  });
}
