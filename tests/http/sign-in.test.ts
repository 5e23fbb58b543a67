import test from 'ava';
import { expectProblem } from '../support/problems.ts';
import {
  asParticipant,
  cookiesOf,
  postJson,
  readCode,
  startTestService,
} from '../support/service.ts';
import { hasCookieAttributes } from '../support/headers.ts';

const email = 'ada@example.org';

test('a code signs in the browser that requested it, and the reply has the account', async (t) => {
  const { url } = await startTestService(t);
  const asked = await fetch(`${url}/api/sign-in/codes`, postJson({ email }));
  t.is(asked.status, 202);
  t.deepEqual(await asked.json(), {});
  const challenge = asked.headers.get('set-cookie')!;
  t.true(hasCookieAttributes(challenge, 'Path=/', 'HttpOnly', 'SameSite=Strict'), challenge);
  const signedIn = await fetch(
    `${url}/api/sign-in/sessions`,
    postJson({ email, code: await readCode(url, email) }, { cookie: cookiesOf(asked) }),
  );
  t.is(signedIn.status, 201);
  const answer = (await signedIn.json()) as { account: { email: string } };
  t.is(answer.account.email, email);
  const session = signedIn.headers
    .getSetCookie()
    .find((text) => text.startsWith('raffle_session='));
  t.true(hasCookieAttributes(session!, 'Path=/', 'HttpOnly', 'SameSite=Lax'), session);
  const me = await fetch(`${url}/api/me`, { headers: { cookie: cookiesOf(signedIn) } });
  t.is(me.headers.get('cache-control'), 'no-store');
  t.deepEqual(await me.json(), answer);
});

test('the same code is refused in another browser', async (t) => {
  const { url } = await startTestService(t);
  await fetch(`${url}/api/sign-in/codes`, postJson({ email }));
  const code = await readCode(url, email);
  const elsewhere = await fetch(`${url}/api/sign-in/codes`, postJson({ email: 'eve@example.org' }));
  for (const cookie of ['', cookiesOf(elsewhere), 'raffle_challenge=']) {
    const reply = await fetch(`${url}/api/sign-in/sessions`, postJson({ email, code }, { cookie }));
    await expectProblem(t, reply, 'code-wrong');
  }
});

test('several browsers sign in to one account at the same time', async (t) => {
  const { url, signIn } = await startTestService(t);
  const browsers = await Promise.all(Array.from({ length: 4 }, () => signIn(email)));
  t.is(new Set(browsers.map(({ cookie }) => cookie)).size, browsers.length);
  for (const { cookie } of browsers) {
    const me = await fetch(`${url}/api/me`, { headers: { cookie } });
    t.is(((await me.json()) as { account: { email: string } }).account.email, email);
  }
});

test('a code works once', async (t) => {
  const { url } = await startTestService(t);
  const asked = await fetch(`${url}/api/sign-in/codes`, postJson({ email }));
  const request = postJson(
    { email, code: await readCode(url, email) },
    { cookie: cookiesOf(asked) },
  );
  t.is((await fetch(`${url}/api/sign-in/sessions`, request)).status, 201);
  await expectProblem(t, await fetch(`${url}/api/sign-in/sessions`, request), 'code-wrong');
});

test('five wrong codes void the right one', async (t) => {
  const { url } = await startTestService(t);
  const asked = await fetch(`${url}/api/sign-in/codes`, postJson({ email }));
  const right = await readCode(url, email);
  const wrong = right === '00000000' ? '00000001' : '00000000';
  for (const code of [wrong, wrong, wrong, wrong, wrong, right]) {
    const request = postJson({ email, code }, { cookie: cookiesOf(asked) });
    await expectProblem(t, await fetch(`${url}/api/sign-in/sessions`, request), 'code-wrong');
  }
});

test('spaces in a typed code are ignored', async (t) => {
  const { url } = await startTestService(t);
  const asked = await fetch(`${url}/api/sign-in/codes`, postJson({ email: ` Ada@Example.ORG ` }));
  const code = (await readCode(url, email)).replace(/^(....)/, ' $1 ');
  const request = postJson({ email, code }, { cookie: cookiesOf(asked) });
  t.is((await fetch(`${url}/api/sign-in/sessions`, request)).status, 201);
});

test('signing out in one browser ends the session in another', async (t) => {
  const { url, signIn } = await startTestService(t);
  const [here, there] = [await signIn(email), await signIn(email)];
  const bo = await signIn('bo@example.org');
  const signedOut = await here.fetch('/api/sign-in/sessions/current', { method: 'DELETE' });
  t.is(signedOut.status, 204);
  const removed = signedOut.headers.get('set-cookie')!;
  t.true(removed.startsWith('raffle_session=;'), removed);
  t.true(hasCookieAttributes(removed, 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'), removed);
  await expectProblem(t, await there.fetch('/api/me'), 'sign-in-required');
  await expectProblem(t, await there.buy('demo'), 'sign-in-required');
  await expectProblem(t, await here.fetch('/api/me'), 'sign-in-required');
  t.is((await bo.fetch('/api/me')).status, 200);
  t.is((await (await signIn(email)).fetch('/api/me')).status, 200);
  t.is((await fetch(`${url}/api/raffles/demo`)).status, 200);
});

test('an ended session stays ended after a restart', async (t) => {
  const first = await startTestService(t);
  const [here, there] = [await first.signIn(email), await first.signIn('bo@example.org')];
  await here.fetch('/api/sign-in/sessions/current', { method: 'DELETE' });
  await first.stop();
  const { url } = await startTestService(t, { dataDir: first.dataDir });
  const again = (cookie: string) => asParticipant(url, email, cookie).fetch('/api/me');
  await expectProblem(t, await again(here.cookie), 'sign-in-required');
  t.is((await again(there.cookie)).status, 200);
});

const badAddresses = {
  'no @': 'ada',
  'a quote': '"ada"@example.org',
  'a line break and a header': 'ada@example.org\r\nBcc: eve@example.org',
  'an IP address instead of a host': 'ada@[127.0.0.1]',
  'a path after the host': 'ada@example.org/evil',
  'more than 320 characters': `ada@${'a'.repeat(320)}.org`,
  'a number': 1,
  'a list': ['ada@example.org', 'eve@example.org'],
};

for (const [name, address] of Object.entries(badAddresses)) {
  test(`no code is sent to an address with ${name}`, async (t) => {
    const { url } = await startTestService(t);
    const reply = await fetch(`${url}/api/sign-in/codes`, postJson({ email: address }));
    await expectProblem(t, reply, 'invalid-request');
    const mailbox = await fetch(`${url}/dev/mailbox`, { headers: { accept: 'application/json' } });
    t.deepEqual(await mailbox.json(), { messages: [] });
  });
}
