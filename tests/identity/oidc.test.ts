import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Browser } from '../support/browser.ts';
import { startDeployedService } from '../support/deployed-service.ts';
import { startOrganisation, type OrganisationMember } from '../support/organisation.ts';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, temporaryFolder } from '../support/service.ts';

const ada = { sub: 'ada-1', email: 'Ada@Example.org', email_verified: true };

/** The real service behind a real OpenID provider that knows one member. */
async function startWithOrganisation(t: ExecutionContext, member: OrganisationMember = ada) {
  const organisation = await startOrganisation(t);
  const secretFile = join(temporaryFolder(t), 'client-secret');
  writeFileSync(secretFile, `${organisation.clientSecret}\n`);
  const { url } = await startDeployedService(t, {
    environment: {
      RAFFLE_OIDC_ISSUER: organisation.issuer,
      RAFFLE_OIDC_CLIENT_ID: organisation.clientId,
      RAFFLE_OIDC_CLIENT_SECRET_FILE: secretFile,
    },
  });
  const callback = `${url}/api/sign-in/oidc/callback`;
  organisation.open(callback, member);
  return { url, start: `${url}/api/sign-in/oidc`, callback };
}

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

test('the organisation is asked with PKCE, state and nonce, and the browser is bound', async (t) => {
  const { start, callback } = await startWithOrganisation(t);
  const reply = await fetch(start, { redirect: 'manual' });
  const asked = new URL(reply.headers.get('location')!).searchParams;
  t.is(asked.get('response_type'), 'code');
  t.is(asked.get('response_mode'), 'query');
  t.is(asked.get('code_challenge_method'), 'S256');
  t.is(asked.get('redirect_uri'), callback);
  for (const name of ['code_challenge', 'state', 'nonce']) t.regex(asked.get(name)!, /^[\w-]{43}$/);
  t.regex(reply.headers.get('set-cookie')!, /^raffle_oidc=.*HttpOnly; SameSite=Lax/);
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
  test(`coming back with ${name} signs nobody in`, async (t) => {
    const { url, start, callback } = await startWithOrganisation(t);
    const browser = new Browser();
    const back = new URL(await browser.followTo(start, callback));
    tamper(back);
    await expectProblem(t, await browser.visit(back.href), 'sign-in-refused');
    await expectProblem(t, await browser.visit(`${url}/api/me`), 'sign-in-required');
  });
}

test('coming back works once, in the browser that left', async (t) => {
  const { start, callback } = await startWithOrganisation(t);
  const browser = new Browser();
  const back = await browser.followTo(start, callback);
  await expectProblem(t, await new Browser().visit(back), 'sign-in-refused');
  t.is((await browser.visit(back)).status, 302);
  await expectProblem(t, await browser.visit(back), 'sign-in-refused');
});

test('an organisation that does not answer is told of, and asked again next time', async (t) => {
  const organisation = await startOrganisation(t);
  const secretFile = join(temporaryFolder(t), 'client-secret');
  writeFileSync(secretFile, organisation.clientSecret);
  const { url } = await startDeployedService(t, {
    environment: {
      RAFFLE_OIDC_ISSUER: 'http://127.0.0.1:1',
      RAFFLE_OIDC_CLIENT_ID: organisation.clientId,
      RAFFLE_OIDC_CLIENT_SECRET_FILE: secretFile,
    },
  });
  for (let tries = 0; tries < 2; tries += 1) {
    const reply = await fetch(`${url}/api/sign-in/oidc`, { redirect: 'manual' });
    await expectProblem(t, reply, 'sign-in-refused');
  }
});

test('where the organisation signs people in, there are no codes', async (t) => {
  const { url } = await startWithOrganisation(t);
  const reply = await fetch(`${url}/api/sign-in/codes`, { method: 'POST' });
  await expectProblem(t, reply, 'not-found');
});
