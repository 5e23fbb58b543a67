import type { Guard } from '../support/guards/guard.ts';

const enrolment = { test: 'tests/admin-app/enrolment.test.tsx' };
const people = { test: 'tests/admin-app/people.test.tsx' };

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
    file: 'admin-app/features/people/EnrolPage.tsx',
    guard: "history.replaceState(null, '', '#/enrol')",
    without: 'void 0',
    match: 'the invitation is removed*',
  },
  'the new key stored before it is sent': {
    ...enrolment,
    file: 'admin-app/features/people/EnrolPage.tsx',
    guard: 'await keyStore.keep(key);',
    without: '',
    match: 'an enrolment whose reply*',
  },
  'the listener for a refused key': {
    ...people,
    file: 'admin-app/shared/service.tsx',
    guard: 'onRefused();',
    without: '',
    match: 'a device that was removed elsewhere*',
  },
  'the test of the browser’s storage': {
    ...people,
    file: 'admin-app/shared/session/session.tsx',
    guard: 'if (enrolled === undefined) await tryToStoreKey(keyStore);',
    without: '',
    match: 'a browser that cannot*',
  },
  'the reason that stops an auditor': {
    ...people,
    file: 'admin-app/shared/session/session.tsx',
    guard: "action === 'read' || key.role === 'admin'",
    without: 'true',
    match: 'an auditor sees the people*',
  },
  'the German texts that are loaded late': {
    test: 'tests/admin-app/start.test.tsx',
    file: 'admin-app/shared/messages/languages.ts',
    guard: 'addGerman();',
    without: '',
    match: 'German is loaded*',
  },
  'the id that the service chooses': {
    test: 'tests/admin-app/create.test.tsx',
    file: 'admin-app/features/raffles/use-creation.ts',
    guard: 'readCreation(draft, { id: typedId,',
    without: 'readCreation(draft, { id: typedId ?? proposeRaffleId(draft.title, takenIds),',
    match: 'a request whose reply*',
  },
  'the faults of a draft': {
    test: 'tests/admin-app/create-faults.test.tsx',
    file: 'admin-app/features/raffles/creation.ts',
    guard: 'request: isRight ? data : undefined,',
    without: 'request: data,',
    match: 'times that contradict*',
  },
  'the removal of what a browser writes into a picture': {
    test: 'tests/admin-app/encode-picture.test.ts',
    file: 'admin-app/shared/picture/encode-picture.ts',
    guard: '!isOfApplication && marker !== 0xfe',
    without: 'true',
  },
  'the comparison of the bundle’s raffle': {
    test: 'tests/admin-app/audit.test.tsx',
    file: 'admin-app/features/audit/run-audit.ts',
    guard: '      raffle: raffleId,\n',
    without: '',
    match: 'a valid bundle of*',
  },
  'the refusal of the service’s own origin': {
    test: 'tests/admin-app/config.test.ts',
    file: 'admin-app/app/config.ts',
    guard: 'if (serviceUrl === new URL(base).origin)',
    without: 'if (false as boolean)',
    match: '*own origin*',
  },
  'the form of a new raffle that is offered to those who can send it': {
    file: 'admin-app/features/raffles/CreatePage.tsx',
    guard: "mayNot === undefined || status === 'refused'",
    without: 'true',
    test: 'tests/admin-app/create-faults.test.tsx',
    match: 'a browser without a key is offered no form*',
  },
  'the desk that is offered to a browser with a key': {
    file: 'admin-app/features/desk/DeskPage.tsx',
    guard: '<Note size="text">{mayNot}</Note>',
    without: '<Desk raffleId={raffleId} state={state} />',
    test: 'tests/admin-app/create-faults.test.tsx',
    match: 'a browser without a key is offered no form*',
  },
  'the filled in form that stays when the key is refused': {
    file: 'admin-app/features/raffles/CreatePage.tsx',
    guard: " || status === 'refused'",
    without: '',
    test: 'tests/admin-app/create-faults.test.tsx',
    match: 'what was filled in stays*',
  },
};
