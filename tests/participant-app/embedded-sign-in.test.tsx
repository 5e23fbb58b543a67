import {
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

/** Another origin than the page's: here the raffle is a guest. */
const serviceUrl = 'https://tickets.test';

/** A service that knows bearers alone, and what it was sent. */
function stubForeignService(): { bearers: string[] } {
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
    return requireBearer(this.req.headers) ? [200, holding([])] : problemReply('sign-in-required');
  });
  scope.post('/api/raffles/spring/tickets').reply(function reply() {
    return requireBearer(this.req.headers)
      ? [201, purchaseOf([11])]
      : problemReply('sign-in-required');
  });
  return { bearers };
}

/** Puts a window in the place of the one that would open. */
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
  t.deepEqual(bearers, [], 'nobody is asked who they are without a token');
  await user.click(signIn);
  t.deepEqual(opened, [`${serviceUrl}/sign-in/popup?origin=${encodeURIComponent(pageUrl)}`]);

  const token = { type: 'raffle-sign-in', token: 'good', expiresAt: hourFromNow() };
  post({ ...token, token: 'forged' }, { origin: 'https://evil.test' });
  post({ ...token, token: 'forged' }, { source: { closed: false } });
  post({ type: 'something-else' });
  post(token);
  const button = await readyToBuy();
  t.true(isEnabled(button));
  t.deepEqual([...new Set(bearers)], ['Bearer good']);

  await user.click(button);
  await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
  t.is(localStorage.length, 0);
  t.false(
    Object.keys(sessionStorage).some((key) => sessionStorage.getItem(key)!.includes('good')),
    'kept in memory only',
  );
});

test.serial(
  'a token past its time is forgotten, and the app offers to sign in again',
  async (t) => {
    stubForeignService();
    const { post } = stubWindow();
    const { user } = showDashboard({ serviceUrl });
    await user.click(await screen.findByRole('button', { name: 'Sign in to buy' }));
    await user.click(screen.getByRole('button', { name: 'Sign in to buy' }));
    const expiresAt = new Date(Date.now() + 400).toISOString();
    post({ type: 'raffle-sign-in', token: 'good', expiresAt });
    const button = await readyToBuy();
    await act(async () => new Promise((resolve) => setTimeout(resolve, 500)));
    await user.click(button);
    const toast = await screen.findByRole('alertdialog', { name: 'Your sign-in has ended' });
    t.regex(toast.textContent, /No ticket was taken/);
  },
);

test.serial('a window that is closed changes nothing; one that is blocked says so', async (t) => {
  stubForeignService();
  const { popup } = stubWindow();
  const { user } = showDashboard({ serviceUrl });
  const button = await screen.findByRole('button', { name: 'Sign in to buy' });
  await user.click(button);
  popup.closed = true;
  await act(async () => new Promise((resolve) => setTimeout(resolve, 1200)));
  t.true(isEnabled(button));

  window.open = () => null;
  await user.click(button);
  t.truthy(await screen.findByText(/blocked the sign-in window/));
});
