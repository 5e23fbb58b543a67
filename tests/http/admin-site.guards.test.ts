import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const site = {
  file: 'services/raffle/http/admin-site.ts',
  test: 'tests/http/admin-site.test.ts',
  match: 'the page may load its own files*',
};
const origin = { file: 'services/raffle/http/admin-origin.ts', test: 'tests/http/cors.test.ts' };

const guards: Record<string, Guard> = {
  'the policy against foreign scripts': { ...site, guard: `scriptSrc: ["'self'"],`, without: '' },
  'the policy against frames': { ...site, guard: `frameAncestors: ["'none'"],`, without: '' },
  'the trusted types': {
    ...site,
    guard: `requireTrustedTypesFor: ["'script'"],`,
    without: '',
  },
  'the one origin': {
    ...origin,
    guard: "request.get('origin') !== adminUrl",
    without: "request.get('origin') === undefined",
    match: 'no other origin is let in*',
  },
  'the list of what it may read': {
    ...origin,
    guard: 'for (const name of readable) router.all(endpoints[name].path, allow);',
    without: 'router.use(allow);',
    match: 'what participants use*',
  },
  'the precedence of a port that was asked for': {
    file: 'services/raffle/http/listeners.ts',
    guard: 'isAdminPortUsual && fault',
    without: 'fault',
    test: site.test,
    match: 'a port that was asked for*',
  },
};

for (const [name, guard] of Object.entries(guards)) {
  test(`the tests of the admin origin fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
