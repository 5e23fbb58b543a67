import type { Guard } from '../support/guards/guard.ts';

const site = {
  file: 'services/raffle/http/pages/admin-site.ts',
  test: 'tests/http/admin-site.test.ts',
  match: 'the content security policy*',
};
const origin = {
  file: 'services/raffle/http/requests/cross-origin.ts',
  test: 'tests/http/cors.test.ts',
};

export const guards: Record<string, Guard> = {
  'the script-src directive': { ...site, guard: `scriptSrc: ["'self'"],`, without: '' },
  'the frame-ancestors directive': { ...site, guard: `frameAncestors: ["'none'"],`, without: '' },
  'the require-trusted-types-for directive': {
    ...site,
    guard: `requireTrustedTypesFor: ["'script'"],`,
    without: '',
  },
  'the check that the request comes from the admin app’s origin': {
    ...origin,
    guard: "request.get('origin') !== adminUrl",
    without: "request.get('origin') === undefined",
    match: 'no other origin gets*',
  },
  'the list of endpoints that the admin app’s origin may read': {
    ...origin,
    guard: 'for (const name of read) router.all(endpoints[name].path, allow);',
    without: 'router.use(allow);',
    match: 'the participants’ endpoints have*',
  },
  'a taken port stops the start if it was configured': {
    file: 'services/raffle/http/server/listeners.ts',
    guard: 'isAdminPortUsual && fault',
    without: 'fault',
    test: site.test,
    match: 'a configured admin port*',
  },
};
