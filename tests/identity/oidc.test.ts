import express from 'express';
import test from 'ava';
import { MemoryRateLimits } from '../../services/raffle/http/limits/memory-rate-limits.ts';
import { limits } from '../../services/raffle/config/limits.ts';
import { replyProblem } from '../../services/raffle/http/requests/problem-replies.ts';
import { oidcRoutes } from '../../services/raffle/http/sign-in/oidc-routes.ts';
import { OrganisationAttempts } from '../../services/raffle/identity/organisation-attempts.ts';
import { OidcSignIn } from '../../services/raffle/identity/oidc.ts';
import { SignInRefused } from '../../services/raffle/identity/sign-in-refused.ts';
import { Browser, startOrganisation } from '../support/organisation.ts';
import { expectProblem } from '../support/problems.ts';
import { serveApp } from '../support/raw-http.ts';
import { asParticipant, problemOf } from '../support/service.ts';
import { hasCookieAttributes } from '../support/headers.ts';
import { ada, startWithOrganisation, startLogging } from '../support/organisation-sign-in.ts';
import { waitFor } from '../support/wait-limit.ts';

test('a member of the organisation signs in, buys and signs out', async (t) => {
  const { url, start, callback } = await startWithOrganisation(t);
  const browser = new Browser();
  const back = await browser.followTo(start, callback);
  const signedIn = await browser.visit(back);
  t.is(signedIn.status, 302);
  t.is(signedIn.headers.get('location'), '/');
  const person = asParticipant(url, ada.email, browser.cookieFor(url));
  t.like(await (await person.fetch('/api/me')).json(), { account: { email: 'ada@example.org' } });
  t.is((await person.buy('demo')).status, 201);
  const signedOut = await person.fetch('/api/sign-in/sessions/current', { method: 'DELETE' });
  t.is(signedOut.status, 204);
  await expectProblem(t, await person.fetch('/api/me'), 'sign-in-required');
});

test('the authorisation request has PKCE, state and nonce, and is bound to the browser', async (t) => {
  const { start, callback } = await startWithOrganisation(t);
  const reply = await fetch(start, { redirect: 'manual' });
  const asked = new URL(reply.headers.get('location')!).searchParams;
  t.is(asked.get('response_type'), 'code');
  t.is(asked.get('response_mode'), 'query');
  t.is(asked.get('code_challenge_method'), 'S256');
  t.is(asked.get('redirect_uri'), callback);
  for (const name of ['code_challenge', 'state', 'nonce']) t.regex(asked.get(name)!, /^[\w-]{43}$/);
  const cookie = reply.headers.get('set-cookie')!;
  t.true(cookie.startsWith('raffle_oidc='), cookie);
  t.true(hasCookieAttributes(cookie, 'Path=/', 'HttpOnly', 'SameSite=Lax'), cookie);
});

test('an address that the organisation has not verified is refused', async (t) => {
  const { url, start, callback } = await startWithOrganisation(t, {
    ...ada,
    email_verified: false,
  });
  const browser = new Browser();
  const back = await browser.followTo(start, callback);
  await expectProblem(t, await browser.visit(back), 'sign-in-refused');
  await expectProblem(t, await browser.visit(`${url}/api/me`), 'sign-in-required');
});

const tampered: Record<string, (back: URL) => void> = {
  'another state': (back) => back.searchParams.set('state', 'x'.repeat(43)),
  'no state': (back) => back.searchParams.delete('state'),
  'another code': (back) => back.searchParams.set('code', 'x'.repeat(43)),
  'no code': (back) => back.searchParams.delete('code'),
  'another issuer': (back) => back.searchParams.set('iss', 'https://evil.example'),
  'an error': (back) => {
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
  },
};

for (const [name, tamper] of Object.entries(tampered)) {
  test(`a callback with ${name} is refused`, async (t) => {
    const { url, start, callback } = await startWithOrganisation(t);
    const browser = new Browser();
    const back = new URL(await browser.followTo(start, callback));
    tamper(back);
    await expectProblem(t, await browser.visit(back.href), 'sign-in-refused');
    await expectProblem(t, await browser.visit(`${url}/api/me`), 'sign-in-required');
  });
}

test('a callback works once, in the browser that started the sign-in', async (t) => {
  const { start, callback } = await startWithOrganisation(t);
  const browser = new Browser();
  const back = await browser.followTo(start, callback);
  await expectProblem(t, await new Browser().visit(back), 'sign-in-refused');
  t.is((await browser.visit(back)).status, 302);
  await expectProblem(t, await browser.visit(back), 'sign-in-refused');
});

test('an unreachable organisation is reported, requested again at the next sign-in, and logged', async (t) => {
  const { url, warnings } = await startLogging(t, 'http://127.0.0.1:2', 'secret');
  for (let tries = 0; tries < 2; tries += 1) {
    const reply = await fetch(`${url}/api/sign-in/oidc`, { redirect: 'manual' });
    await expectProblem(t, reply, 'sign-in-refused');
  }
  t.deepEqual(
    warnings().map(({ level, causes }) => [level, (causes!.at(-1) as { code: string }).code]),
    [
      [40, 'ECONNREFUSED'],
      [40, 'ECONNREFUSED'],
    ],
  );
});

test('a refusal by the organisation is logged with its code, without secrets or the callback’s parameters', async (t) => {
  const organisation = await startOrganisation(t);
  const { url, lines, warnings } = await startLogging(t, organisation.issuer, 'not-its-secret');
  const callback = `${url}/api/sign-in/oidc/callback`;
  organisation.open(callback, ada);
  const browser = new Browser();
  const back = await browser.followTo(`${url}/api/sign-in/oidc`, callback);
  await expectProblem(t, await browser.visit(back), 'sign-in-refused');
  t.like(warnings()[0], { level: 40, causes: [{ status: 401 }] });
  const { searchParams } = new URL(back);
  for (const secret of ['not-its-secret', searchParams.get('code')!, searchParams.get('state')!]) {
    t.false(lines.join('').includes(secret), secret);
  }
});

test('one network may start a limited number of sign-ins per hour, and is then told when to retry', async (t) => {
  const begin = async () => ({ attempt: 'attempt', url: 'https://login.example.org' });
  const app = express().set('trust proxy', 1);
  const publicUrl = 'http://localhost:4000';
  const parts = { oidc: { begin }, publicUrl, rateLimits: new MemoryRateLimits() };
  app.use(oidcRoutes(parts as never), replyProblem(parts.publicUrl));
  const port = await serveApp(t, app);
  const start = async (address: string) =>
    fetch(`http://127.0.0.1:${port}/api/sign-in/oidc`, {
      redirect: 'manual',
      headers: { 'x-forwarded-for': address },
    });
  const { organisationSignInsPerNetworkPerHourMax: max } = limits;
  const startedAt = performance.now();
  let begun = 0;
  const refused = await waitFor('a refusal', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => start('192.0.2.1')));
    begun += replies.filter(({ status }) => status === 302).length;
    return replies.find(({ status }) => status !== 302);
  });
  // While they are begun, the allowance grows evenly over the hour.
  const refilled = Math.floor(((performance.now() - startedAt) / 3_600_000) * max);
  t.true(begun >= max && begun <= max + refilled, `${begun} begun, ${refilled} refilled`);
  t.like(await problemOf(refused), { status: 429, code: 'rate-limited' });
  t.true(Number(refused.headers.get('retry-after')) > 0);
  t.is((await start('192.0.2.2')).status, 302);
});

test('if too many sign-ins are pending, the oldest is dropped', async (t) => {
  const organisation = await startOrganisation(t);
  const redirectUri = 'http://localhost:4000/back';
  organisation.open(redirectUri, ada);
  const oidc = new OidcSignIn({
    ...organisation,
    clientAuth: 'auto',
    redirectUri,
    attempts: new OrganisationAttempts(2),
  });
  const attempts: string[] = [];
  for (let index = 0; index < 3; index += 1) attempts.push((await oidc.begin(index)).attempt);
  const isKnown = async (attempt: string) => {
    const { code } = await t.throwsAsync(oidc.finish(attempt, '', 3), {
      instanceOf: SignInRefused,
    });
    return code !== 'expired';
  };
  t.deepEqual(await Promise.all(attempts.map(isKnown)), [false, true, true]);
});

test('with OIDC configured, sign-in by code is not available', async (t) => {
  const { url } = await startWithOrganisation(t);
  for (const path of ['codes', 'sessions']) {
    const reply = await fetch(`${url}/api/sign-in/${path}`, { method: 'POST' });
    await expectProblem(t, reply, 'not-found');
  }
});
