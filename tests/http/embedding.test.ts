import test from 'ava';
import type { EmbedToken } from '#contract/accounts.ts';
import type { MyTickets, Purchase } from '#contract/tickets.ts';
import {
  askForToken,
  club,
  fetchFrom,
  school,
  startEmbeddableService,
  unlistedSite,
  tokenFor,
} from '../support/embedding.ts';
import { asParticipant, postJson, problemOf } from '../support/service.ts';

const mine = '/api/raffles/demo/tickets/mine';
const tickets = '/api/raffles/demo/tickets';
const purchase = (key = 'once') => postJson({ quantity: 1 }, { 'idempotency-key': key });

test('a token buys from the site it was issued for, once for each idempotency key', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const token = await tokenFor(await signIn('ann@example.org'), club);
  const first = await fetchFrom(club, url + tickets, { token, ...purchase() });
  const again = await fetchFrom(club, url + tickets, { token, ...purchase() });
  t.deepEqual([first.status, again.status], [201, 201]);
  t.is(again.headers.get('idempotency-replayed'), 'true');
  const me = await fetchFrom(club, `${url}/api/me`, { token });
  t.is(((await me.json()) as { account: { email: string } }).account.email, 'ann@example.org');
  const held = (await (await fetchFrom(club, url + mine, { token })).json()) as MyTickets;
  t.is(held.tickets.length, 1);
});

test('a token reads the receipts of its own account’s tickets only', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const token = await tokenFor(await signIn('ann@example.org'), club);
  const bought = await fetchFrom(club, url + tickets, { token, ...purchase() });
  const { receipts } = (await bought.json()) as Purchase;
  await (await signIn('bob@example.org')).buy('demo');
  const receiptOf = (number: number) =>
    fetchFrom(club, `${url}/api/raffles/demo/tickets/${number}/receipt`, { token });
  t.is(await (await receiptOf(1)).text(), receipts[0]!);
  t.is((await problemOf(await receiptOf(2))).code, 'not-found');
});

test('a token expires within 15 minutes', async (t) => {
  const { signIn } = await startEmbeddableService(t);
  const reply = await askForToken(await signIn('ann@example.org'), club);
  t.is(reply.status, 201);
  t.is(reply.headers.get('cache-control'), 'no-store');
  const { expiresAt } = (await reply.json()) as EmbedToken;
  const leftMs = Date.parse(expiresAt) - Date.now();
  t.true(leftMs > 14 * 60_000 && leftMs <= 15 * 60_000, expiresAt);
});

test('a token is refused from another origin', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const token = await tokenFor(await signIn('ann@example.org'), club);
  for (const origin of [school, unlistedSite, url, 'null', `${club}.evil.example`]) {
    const reply = await fetchFrom(origin, `${url}/api/me`, { token });
    t.is((await problemOf(reply)).code, 'sign-in-required', origin);
  }
  const noOrigin = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  t.is((await problemOf(noOrigin)).code, 'sign-in-required');
});

test('a token is refused after its account has signed out in any browser', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const ann = await signIn('ann@example.org');
  const token = await tokenFor(ann, club);
  await ann.fetch('/api/sign-in/sessions/current', { method: 'DELETE' });
  const reply = await fetchFrom(club, url + tickets, { token, ...purchase() });
  t.is((await problemOf(reply)).code, 'sign-in-required');
});

test('a token is refused after its site was removed from the embed list', async (t) => {
  const before = await startEmbeddableService(t);
  const token = await tokenFor(await before.signIn('ann@example.org'), club);
  await before.stop();
  const environment = { RAFFLE_EMBED_ORIGINS: school };
  const after = await startEmbeddableService(t, { dataDir: before.dataDir, environment });
  const reply = await fetchFrom(club, `${after.url}/api/me`, { token });
  t.is((await problemOf(reply)).code, 'sign-in-required');
});

test('a site that is not listed gets no token', async (t) => {
  const { signIn } = await startEmbeddableService(t);
  const ann = await signIn('ann@example.org');
  for (const origin of [unlistedSite, `${club}/`, `${club}:8443`, 'null', '*', '']) {
    const problem = await problemOf(await askForToken(ann, origin));
    t.deepEqual([problem.status, problem.code], [403, 'embedding-not-allowed'], origin);
  }
  const problem = await problemOf(await askForToken(ann, 42));
  t.is(problem.code, 'invalid-request');
});

test('only the service’s own page gets a token, and only with a session', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const ann = await signIn('ann@example.org');
  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: club },
    { 'sec-fetch-site': 'same-site', origin: club },
    { origin: club },
  ];
  for (const headers of elsewhere) {
    const problem = await problemOf(await askForToken(ann, club, headers));
    t.is(problem.code, 'cross-site-request', JSON.stringify(headers));
  }
  const signedOut = asParticipant(url, '', '');
  t.is((await problemOf(await askForToken(signedOut, club))).code, 'sign-in-required');
  const token = await tokenFor(ann, club);
  const withBearer = { 'sec-fetch-site': 'same-origin', authorization: `Bearer ${token}` };
  t.is((await problemOf(await askForToken(signedOut, club, withBearer))).code, 'sign-in-required');
});

test('a cookie is ignored on a request from another origin', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const { cookie } = await signIn('ann@example.org');
  for (const site of ['cross-site', 'same-site']) {
    for (const path of ['/api/me', mine]) {
      const headers = { cookie, 'sec-fetch-site': site };
      const reply = await fetchFrom(club, url + path, { headers });
      t.is((await problemOf(reply)).code, 'sign-in-required', `${site} ${path}`);
    }
  }
  const older = await fetch(`${url}/api/me`, { headers: { cookie, origin: club } });
  t.is((await problemOf(older)).code, 'sign-in-required');
  const bought = await fetchFrom(club, url + tickets, {
    ...purchase(),
    headers: { ...(purchase().headers as object), cookie },
  });
  t.is((await problemOf(bought)).code, 'cross-site-request');
});

test('a request with an invalid token is refused even with a valid cookie', async (t) => {
  const { signIn } = await startEmbeddableService(t);
  const ann = await signIn('ann@example.org');
  for (const authorization of ['Bearer x.y', 'Bearer', 'Basic YTpi', '']) {
    const reply = await ann.fetch('/api/me', { headers: { authorization } });
    t.is((await problemOf(reply)).code, 'sign-in-required', authorization);
  }
  const cross = { 'sec-fetch-site': 'cross-site', authorization: 'Bearer x.y' };
  const { body } = purchase();
  const headers = { ...(purchase().headers as object), ...cross, origin: club };
  const reply = await ann.fetch(tickets, { method: 'POST', headers, body: body! });
  t.is((await problemOf(reply)).code, 'sign-in-required');
});

test('a session cookie is refused as a token, and a token as a session cookie', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const ann = await signIn('ann@example.org');
  const session = ann.cookie.split('raffle_session=')[1]!.split(';')[0]!;
  const asToken = await fetchFrom(club, `${url}/api/me`, { token: session });
  t.is((await problemOf(asToken)).code, 'sign-in-required');
  const token = await tokenFor(ann, club);
  const asCookie = await asParticipant(url, '', `raffle_session=${token}`).fetch('/api/me');
  t.is((await problemOf(asCookie)).code, 'sign-in-required');
});

test('a token can neither sign out nor use the admin API', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const token = await tokenFor(await signIn('ann@example.org'), club);
  const out = await fetchFrom(club, `${url}/api/sign-in/sessions/current`, {
    method: 'DELETE',
    token,
  });
  t.is((await problemOf(out)).code, 'cross-site-request');
  const admin = await fetchFrom(club, `${url}/api/admin/raffles/demo/tickets`, { token });
  t.is((await problemOf(admin)).code, 'signature-missing');
  t.is((await fetchFrom(club, `${url}/api/me`, { token })).status, 200);
});

test('log lines never contain tokens', async (t) => {
  const lines: string[] = [];
  const { url, signIn } = await startEmbeddableService(t, { log: (line) => lines.push(line) });
  const token = await tokenFor(await signIn('ann@example.org'), club);
  await fetchFrom(club, `${url}/api/me`, { token });
  await fetchFrom(unlistedSite, `${url}/api/me`, { token });
  t.true(lines.some((line) => line.includes('/api/me')));
  const [secret] = token.split('.').slice(-1);
  t.deepEqual(
    lines.filter((line) => line.includes(secret!)),
    [],
  );
});
