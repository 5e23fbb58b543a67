import {
  eventually,
  problemReply,
  purchaseOf,
  readyToBuy,
  readyToConfirm,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
} from '../support/participant.tsx';
import { act, screen, within } from '@testing-library/react';
import test from 'ava';
import { holding } from '../../participant-app/gallery/fixtures.ts';

resetBetweenTests();

test.serial('a purchase and a sign-out in one dashboard appear in another at once', async (t) => {
  const service = stubService();
  const one = showDashboard();
  const other = showDashboard();
  const there = within(other.container);
  await there.findByText('You may buy 2 tickets.');
  service.scope.post(ticketsPath).reply(() => {
    service.mine = holding([11]);
    return [201, purchaseOf([11])];
  });
  await one.user.click(await within(one.container).findByRole('button', { name: 'Buy 1 ticket' }));
  await one.user.click(await screen.findByRole('button', { name: 'Confirm 1 ticket' }));
  await there.findByText('You may buy 1 more.');
  t.is(there.queryByRole('textbox', { name: 'How many' }), null, 'one is all that may be chosen');

  service.scope.delete('/api/sign-in/sessions/current').reply(() => {
    service.isSignedIn = false;
    return [204];
  });
  await one.user.click(within(one.container).getByRole('button', { name: 'Sign out' }));
  await there.findByRole('button', { name: 'Sign in to buy' });
});

test.serial(
  'tickets bought in another browser are shown when the page gets the focus',
  async (t) => {
    const service = stubService();
    showDashboard();
    await readyToBuy();
    service.mine = holding([11]);
    await act(async () => window.dispatchEvent(new window.Event('focus')));
    await screen.findByText('You may buy 1 more.');
    t.pass();
  },
);

test.serial(
  'tickets bought in another browser are shown when the limit refuses a purchase',
  async (t) => {
    const service = stubService();
    const { user } = showDashboard();
    const confirm = await readyToConfirm(user);
    service.mine = holding([11, 12]);
    service.scope.post(ticketsPath).reply(...problemReply('limit-reached'));
    await user.click(confirm);
    await screen.findByRole('button', { name: 'Show my tickets' });
    await eventually(() => screen.queryByText('You may buy 2 tickets.') === null);
    t.pass();
  },
);
