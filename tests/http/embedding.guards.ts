import type { Guard } from '../support/guards/guard.ts';

const cases = { test: 'tests/http/embedding.test.ts' };
const token = {
  test: 'tests/identity/embed-token.test.ts',
  file: 'services/raffle/identity/tokens.ts',
};
const participants = { ...cases, file: 'services/raffle/http/sign-in/participants.ts' };
const pages = {
  test: 'tests/http/page-policies.test.ts',
  file: 'services/raffle/http/pages/participant-pages.ts',
};

export const guards: Record<string, Guard> = {
  'the check of a token’s origin': {
    ...cases,
    file: token.file,
    guard: 'grant.origin === origin && now',
    without: 'now',
    match: 'a token is refused from*',
  },
  'the expiry of a token': {
    ...token,
    guard: ' && now < grant.expiresAt',
    without: '',
    match: 'a token contains what*',
  },
  'the check of a token’s signature': {
    ...token,
    guard: 'found.length === expected.length && timingSafeEqual(found, expected)',
    without: "token !== ''",
    match: 'a token signed with*',
  },
  'the check of a token’s session epoch': {
    ...participants,
    guard: 'account?.epoch === grant?.epoch',
    without: "origin !== ''",
    match: 'a token is refused after its account*',
  },
  'the check of the embed list when a token is used': {
    ...participants,
    guard: 'token === undefined || !isListed',
    without: 'token === undefined || (isListed && origin === token)',
    match: 'a token is refused after its site*',
  },
  'the check of the embed list when a token is requested': {
    ...participants,
    guard: 'this.#requireListed(origin);',
    without: '',
    match: 'a site that is not listed*',
  },
  'the same-site check of the sign-in window': {
    ...cases,
    file: 'services/raffle/http/sign-in/sessions.ts',
    guard: "if (!isOwn && !['GET', 'HEAD'].includes(request.method)) throw crossSiteRequest();",
    without: '',
    match: 'only the service*',
  },
  'the same-site check for cookies': {
    ...cases,
    file: 'services/raffle/http/sign-in/sessions.ts',
    guard: 'isOwn ? this.#cookie',
    without: 'isOwn || !isOwn ? this.#cookie',
    match: 'a cookie is ignored*',
  },
  'the frame-ancestors directive': {
    ...pages,
    guard: `frames: "'none'"`,
    without: "frames: '*'",
    match: 'no site may frame*',
  },
  'the limits on requests from a framed page': {
    ...pages,
    guard: '{ connect, frames: adminUrl }',
    without: `{ connect: ["'self'"], frames: adminUrl }`,
    match: 'the admin app may frame*',
  },
  'the embed list for embed.js': {
    test: 'tests/http/embed-script.test.ts',
    file: 'services/raffle/http/pages/built-files.ts',
    guard: "'/embed.js', allowEmbedOrigins(embedOrigins)",
    without: "'/embed.js', allowEmbedOrigins(['https://stranger.example.net'])",
    match: 'a site that is not listed may not run*',
  },
  'the rule that a cookie is ignored beside a token': {
    ...participants,
    guard: 'if (authorization === undefined)',
    without: 'if (authorization !== null)',
    match: 'a request with an*',
  },
};
