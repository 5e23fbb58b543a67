import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { Request, Response } from 'express';
import { Sessions } from '../../services/raffle/http/sign-in/sessions.ts';
import { Secret } from '../../services/raffle/identity/secret.ts';
import { SessionTokens } from '../../services/raffle/identity/tokens.ts';
import type { AccountStore } from '../../services/raffle/stores/account-store.ts';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, startTestService } from '../support/service.ts';

const hourMs = 60 * 60 * 1000;

test('a cookie that is forged, cut, empty or guessed is refused', async (t) => {
  const { url, signIn } = await startTestService(t);
  const { cookie } = await signIn('ada@example.org');
  const [name, token] = cookie.split('; ')[0]!.split('=') as [string, string];
  const text = token.slice(0, token.lastIndexOf('.'));
  const forged = createHmac('sha256', 'guess').update(text).digest('base64url');
  for (const value of [
    '',
    '.',
    '.....',
    text,
    `${text}.`,
    `${text}.${forged}`,
    token.slice(0, -1),
    `${token}A`,
    'null',
    '__proto__',
    '%00',
  ]) {
    const me = asParticipant(url, '', `${name}=${value}`).fetch('/api/me');
    await expectProblem(t, await me, 'sign-in-required');
  }
});

test('a session expires twelve hours after the sign-in and two hours after its last use', async (t) => {
  const { url, dataDir, signIn } = await startTestService(t);
  const { cookie } = await signIn('ada@example.org');
  const secret = new Secret(readFileSync(join(dataDir, 'secret')));
  const tokens = new SessionTokens(secret.derive('session'));
  const now = Date.now();
  const session = tokens.read(/raffle_session=([^;]*)/.exec(cookie)![1]!, now)!;
  const ask = (signedInAgoMs: number, seenAgoMs: number) => {
    const aged = { ...session, signedInAt: now - signedInAgoMs, seenAt: now - seenAgoMs };
    return asParticipant(url, '', `raffle_session=${tokens.issue(aged)}`).fetch('/api/me');
  };
  await expectProblem(t, await ask(12 * hourMs, 0), 'sign-in-required');
  await expectProblem(t, await ask(2 * hourMs, 2 * hourMs), 'sign-in-required');
  const busy = await ask(11 * hourMs, hourMs);
  t.is(busy.status, 200);
  const maxAge = Number(/Max-Age=(\d+);/.exec(busy.headers.get('set-cookie')!)?.[1]);
  t.true(maxAge <= 3600 && maxAge > 3540, `${maxAge} s`);
  t.is((await ask(hourMs, 0)).headers.get('set-cookie'), null);
});

test('behind https the session cookie is bound to the host', async (t) => {
  const account = { id: 'a', email: 'ada@example.org', person: 'p', epoch: 0 };
  const accounts = { find: () => account } as unknown as AccountStore;
  const tokens = new SessionTokens(Buffer.alloc(32));
  const sessions = new Sessions(tokens, accounts, 'https://raffle.example.org');
  const cookies: unknown[][] = [];
  const response = { cookie: (...cookie: unknown[]) => cookies.push(cookie) } as never as Response;
  sessions.begin(account, response, 0);
  const [name, token, options] = cookies[0]!;
  t.is(name, '__Host-raffle_session');
  t.deepEqual(options, {
    httpOnly: true,
    sameSite: 'lax',
    secure: true,
    path: '/',
    maxAge: 12 * hourMs,
  });
  const from = (cookie: string) =>
    ({ headers: { cookie }, get: () => undefined }) as never as Request;
  const prefixed = from(`a=b; __Host-raffle_session=${String(token)}`);
  t.is(await sessions.require(prefixed, response, 1), account);
  const plain = from(`raffle_session=${String(token)}`);
  await t.throwsAsync(sessions.require(plain, response, 1), { name: 'HttpProblem' });
});
