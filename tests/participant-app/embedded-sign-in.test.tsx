import {
  buy,
  eventually,
  isEnabled,
  pageUrl,
  problemReply,
  purchaseOf,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
} from '../support/participant.tsx';
import { act, screen } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';
import { holding, raffleView } from '../../participant-app/gallery/fixtures.ts';

resetBetweenTests();

/** An origin other than the page's: here the raffle is embedded. */
const serviceUrl = 'https://tickets.test';

/** Stubs a service that accepts bearer tokens only, and records its requests. */
function stubForeignService(held: readonly number[] = []): { bearers: string[] } {
  const bearers: string[] = [];
  const scope = nock(serviceUrl, { reqheaders: {} }).persist();
  scope.get('/api/raffles/spring/stream').reply(503);
  scope.get('/api/raffles/spring').reply(200, raffleView());
  const requireBearer = (headers: Record<string, string | string[]>): boolean => {
    const [bearer = ''] = [headers['authorization'] ?? ''].flat();
    bearers.push(bearer);
    return bearer === 'Bearer good';
  };
  const account = { id: 'ann', email: 'ann@example.org' };
  scope.get('/api/me').reply(function reply() {
    return requireBearer(this.req.headers) ? [200, { account }] : problemReply('sign-in-required');
  });
  scope.get('/api/raffles/spring/tickets/mine').reply(function reply() {
    return requireBearer(this.req.headers)
      ? [200, holding(held)]
      : problemReply('sign-in-required');
  });
  scope.post('/api/raffles/spring/tickets').reply(function reply() {
    return requireBearer(this.req.headers)
      ? [201, purchaseOf([11])]
      : problemReply('sign-in-required');
  });
  return { bearers };
}

/** Replaces the window that would open. */
function stubWindow() {
  const popup = { closed: false };
  const opened: string[] = [];
  window.open = ((url: string) => {
    opened.push(url);
    return popup;
  }) as never;
  const post = (data: object, { origin = serviceUrl, source = popup } = {}) =>
    act(() => {
      const event = new window.Event('message');
      Object.assign(event, { data, origin, source });
      window.dispatchEvent(event);
    });
  return { popup, opened, post };
}

const hourFromNow = () => new Date(Date.now() + 3_600_000).toISOString();

test.serial('an embedded raffle signs in through the service’s own window', async (t) => {
  const { bearers } = stubForeignService();
  const { opened, post } = stubWindow();
  const { user } = showDashboard({ serviceUrl });
  const signIn = await screen.findByRole('button', { name: 'Sign in to buy' });
  t.deepEqual(bearers, [], 'without a token there is no request for the account');
  await user.click(signIn);
  const query = new URLSearchParams({ origin: pageUrl, locale: 'en', raffle: 'spring' });
  t.deepEqual(opened, [`${serviceUrl}/sign-in/popup?${query.toString()}`]);

  const token = { type: 'raffle-sign-in', token: 'good', expiresAt: hourFromNow() };
  post({ ...token, token: 'forged' }, { origin: 'https://evil.test' });
  post({ ...token, token: 'forged' }, { source: { closed: false } });
  post({ type: 'something-else' });
  post(token);
  t.true(isEnabled(await readyToBuy()));
  t.deepEqual([...new Set(bearers)], ['Bearer good']);

  await buy(user);
  await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
  t.is(localStorage.length, 0, 'the token is kept for this tab only');
});

test.serial('an embedded raffle stays signed in across a reload until the sign-out', async (t) => {
  const { bearers } = stubForeignService([11]);
  const { post } = stubWindow();
  const first = showDashboard({ serviceUrl });
  await first.user.click(await screen.findByRole('button', { name: 'Sign in to buy' }));
  post({ type: 'raffle-sign-in', token: 'good', expiresAt: hourFromNow() });
  await screen.findByText('Yours: 11');

  first.unmount();
  const second = showDashboard({ serviceUrl });
  await screen.findByText('Yours: 11');
  t.deepEqual([...new Set(bearers)], ['Bearer good']);

  await second.user.click(screen.getByRole('button', { name: 'Sign out' }));
  second.unmount();
  const asked = bearers.length;
  showDashboard({ serviceUrl });
  await screen.findByRole('button', { name: 'Sign in to buy' });
  t.is(bearers.length, asked, 'the token is forgotten');
});

test.serial('an expired token is not used after a reload', async (t) => {
  const { bearers } = stubForeignService([11]);
  for (const expiresAt of ['2026-01-01T00:00:00.000Z', 'soon']) {
    const kept = JSON.stringify({ token: 'good', expiresAt });
    sessionStorage.setItem(`raffle-embed-token ${serviceUrl}`, kept);
    const { unmount } = showDashboard({ serviceUrl });
    await screen.findByRole('button', { name: 'Sign in to buy' });
    unmount();
  }
  t.deepEqual(bearers, []);
});

test.serial('an expired token is dropped, and the app offers to sign in again', async (t) => {
  stubForeignService();
  const { post } = stubWindow();
  const { user } = showDashboard({ serviceUrl });
  await user.click(await screen.findByRole('button', { name: 'Sign in to buy' }));
  await user.click(screen.getByRole('button', { name: 'Sign in to buy' }));
  const expiresAt = hourFromNow();
  post({ type: 'raffle-sign-in', token: 'good', expiresAt });
  await readyToBuy();
  const { now } = Date;
  t.teardown(() => (Date.now = now));
  Date.now = () => now() + 3_600_000;
  await buy(user);
  const toast = await screen.findByRole('alertdialog', { name: 'Your sign-in has ended' });
  t.true(toast.textContent.includes('No ticket was taken'));
});

test.serial(
  'closing the sign-in window changes nothing, and a blocked window shows a message',
  async (t) => {
    stubForeignService();
    const { popup } = stubWindow();
    const { user } = showDashboard({ serviceUrl });
    const button = await screen.findByRole('button', { name: 'Sign in to buy' });
    await user.click(button);
    let looks = 0;
    Object.defineProperty(popup, 'closed', {
      get: () => {
        looks += 1;
        return true;
      },
    });
    await eventually(() => looks > 0 && isEnabled(button));

    window.open = () => null;
    await user.click(button);
    t.truthy(await screen.findByText(/blocked the sign-in window/));
  },
);
