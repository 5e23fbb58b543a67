import test from 'ava';
import { Browser, type ClientOptions, type OrganisationMember } from '../support/organisation.ts';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, startTestService } from '../support/service.ts';
import { ada, startWithOrganisation } from '../support/organisation-sign-in.ts';

const registered: Record<string, ClientOptions & { environment?: Record<string, string> }> = {
  client_secret_basic: { method: 'client_secret_basic' },
  'client_secret_post, if the provider offers nothing else': {
    method: 'client_secret_post',
    offered: ['client_secret_post'],
  },
  'client_secret_post, if configured': {
    method: 'client_secret_post',
    environment: { RAFFLE_OIDC_CLIENT_AUTH: 'post' },
  },
};

for (const [name, options] of Object.entries(registered)) {
  test(`a client registered for ${name} can sign people in`, async (t) => {
    const { start, callback } = await startWithOrganisation(t, ada, options);
    const browser = new Browser();
    t.is((await browser.visit(await browser.followTo(start, callback))).status, 302);
  });
}

const unusable: Record<string, [Partial<OrganisationMember>, string, string]> = {
  'no email_verified': [{ email_verified: undefined }, 'email_verified', 'missing'],
  'email_verified false': [{ email_verified: false }, 'email_verified', 'false'],
  'email_verified "true"': [
    { email_verified: 'true' },
    'email_verified',
    'a-string-and-not-the-boolean-true',
  ],
  'email_verified 1': [
    { email_verified: 1 },
    'email_verified',
    'a-number-and-not-the-boolean-true',
  ],
  'an invalid email address': [{ email: 'ada@localhost' }, 'email', 'not-an-address'],
};

for (const [name, [changes, claim, code]] of Object.entries(unusable)) {
  test(`with ${name} the log names the claim, and the browser gets a page with further steps`, async (t) => {
    const lines: string[] = [];
    const { start, callback } = await startWithOrganisation(
      t,
      { ...ada, ...changes },
      { log: (line) => lines.push(line) },
    );
    const browser = new Browser();
    const back = await browser.followTo(start, callback);
    const shown = await browser.visit(back, {
      headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': 'de-DE,en;q=0.5' },
    });
    t.is(shown.status, 403);
    t.is(shown.headers.get('content-type'), 'text/html; charset=utf-8');
    const page = await shown.text();
    t.true(page.includes('lang="de"'));
    t.true(page.includes('href="/"') && page.includes('href="/api/sign-in/oidc"'));
    const warning = lines.find((line) => line.includes('with the organisation failed'));
    t.like(JSON.parse(warning!), { level: 40, causes: [{ claim, code }] });
    t.false(lines.join('').includes('ada@'));
  });
}

test('the organisation’s error code is logged', async (t) => {
  const lines: string[] = [];
  const { start, callback } = await startWithOrganisation(t, ada, {
    log: (line) => lines.push(line),
  });
  const browser = new Browser();
  const back = new URL(await browser.followTo(start, callback));
  back.searchParams.delete('code');
  back.searchParams.set('error', 'access_denied');
  await expectProblem(t, await browser.visit(back.href), 'sign-in-refused');
  const warning = lines.find((line) => line.includes('with the organisation failed'));
  t.like(JSON.parse(warning!), { causes: [{ error: 'access_denied' }] });
});

test('a member whose address changes stays the same person and has the new address', async (t) => {
  const member = { ...ada };
  const { url, start, callback, stop, dataDir } = await startWithOrganisation(t, member);
  const buyBoth = async () => {
    const browser = new Browser();
    await browser.visit(await browser.followTo(start, callback));
    const person = asParticipant(url, member.email, browser.cookieFor(url));
    t.like(await (await person.fetch('/api/me')).json(), {
      account: { email: member.email.toLowerCase() },
    });
    return person.buy('demo', { quantity: 2 });
  };
  t.is((await buyBoth()).status, 201);
  member.email = 'ada.new@example.org';
  await expectProblem(t, await buyBoth(), 'limit-reached');
  await stop();
  const { operator } = await startTestService(t, { dataDir });
  const { tickets } = await operator.call('listSoldTickets', { params: { id: 'demo' } });
  t.deepEqual(
    tickets.map(({ email }) => email),
    [member.email, member.email],
  );
});
