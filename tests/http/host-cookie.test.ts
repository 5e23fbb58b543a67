import test from 'ava';
import type { Request, Response } from 'express';
import { HostCookie } from '../../services/raffle/http/sign-in/host-cookie.ts';

/** Returns the options with which a cookie is set, by the cookie's name. */
function setBy(cookie: HostCookie): Map<string, object> {
  const set = new Map<string, object>();
  const response = {
    cookie: (name: string, _value: string, options: object) => set.set(name, options),
  };
  cookie.set(response as never as Response, 'value');
  return set;
}

for (const name of ['raffle_session', 'raffle_challenge', 'raffle_oidc', 'raffle_known']) {
  test(`on https another host cannot set ${name}`, (t) => {
    const cookie = new HostCookie(name, 'https://raffle.example.org', 'lax');
    const options = { httpOnly: true, sameSite: 'lax', secure: true, path: '/' };
    t.deepEqual([...setBy(cookie)], [[`__Host-${name}`, options]]);
    const from = (text: string) => cookie.read({ headers: { cookie: text } } as never as Request);
    t.is(from(`a=b; __Host-${name}=yes`), 'yes');
    t.is(from(`${name}=planted`), undefined);
  });
}

test('on http the cookie has its plain name, because the prefix requires https', (t) => {
  const cookie = new HostCookie('raffle_oidc', 'http://localhost:4000', 'strict');
  t.deepEqual([...setBy(cookie).keys()], ['raffle_oidc']);
});
