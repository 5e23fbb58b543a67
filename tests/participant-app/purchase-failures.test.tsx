import {
  answerOnce,
  buy,
  eventually,
  isEnabled,
  problemReply,
  purchaseOf,
  raffleId,
  readyToBuy,
  readyToConfirm,
  resetBetweenTests,
  showDashboard,
  stubService,
} from '../support/participant.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import { closedRaffle, holding } from '../../participant-app/gallery/fixtures.ts';

resetBetweenTests();

test.serial(
  'sold out during the purchase: no ticket is sold, and the disabled button says why',
  async (t) => {
    const service = stubService();
    const { user } = showDashboard();
    const button = await readyToConfirm(user);
    service.raffle = { ...service.raffle, sold: 100, remaining: 0, version: 101 };
    answerOnce().reply(...problemReply('sold-out'));
    await user.click(button);
    const toast = await screen.findByRole('alertdialog', { name: 'Not enough tickets left' });
    t.true(toast.textContent.includes('No ticket was taken'));
    t.false(isEnabled(await screen.findByRole('button', { name: 'Sold out' })));
    t.truthy(screen.getByText('Sold out.', { selector: 'p' }));
  },
);

test.serial(
  'at the personal limit the bar says why nothing can be bought, and leads to the tickets',
  async (t) => {
    const service = stubService();
    const { user } = showDashboard();
    const button = await readyToConfirm(user);
    // The second ticket was bought in another window.
    service.mine = holding([11, 12]);
    answerOnce().reply(...problemReply('limit-reached'));
    await user.click(button);
    const toast = await screen.findByRole('alertdialog', {
      name: /more than one person may have/,
    });
    t.true(toast.textContent.includes('No ticket was taken'));
    t.truthy(await screen.findByText('One person may have 2 tickets at most.'));
    await screen.findByRole('heading', { name: 'My tickets' });
    await user.click(await screen.findByRole('button', { name: 'Show my tickets' }));
    const list = screen.getByRole('listitem', { name: 'Ticket 11' }).parentElement;
    t.is(document.activeElement, list);
  },
);

test.serial('closed during the purchase: the page says so, and there is no button', async (t) => {
  const service = stubService();
  const { user } = showDashboard();
  const button = await readyToConfirm(user);
  service.raffle = closedRaffle({ sold: 10, version: 12 });
  answerOnce().reply(...problemReply('raffle-closed'));
  await user.click(button);
  const toast = await screen.findByRole('alertdialog', { name: 'Sales have ended' });
  t.true(toast.textContent.includes('No ticket was taken'));
  await screen.findByText('The draw comes next. The result appears here.');
  t.is(screen.queryByRole('button', { name: 'Buy 1 ticket' }), null);
});

test.serial(
  'an expired session opens the sign-in, and the intent and its key are kept',
  async (t) => {
    const service = stubService();
    const keys: string[] = [];
    answerOnce().reply(function reply() {
      keys.push(String(this.req.headers['idempotency-key']));
      service.isSignedIn = false;
      return problemReply('sign-in-required');
    });
    const { user } = showDashboard();
    await buy(user);
    const toast = await screen.findByRole('alertdialog', { name: 'Your sign-in has ended' });
    t.true(toast.textContent.includes('No ticket was taken'));

    service.scope
      .post('/api/sign-in/codes', { email: 'ann@example.org', locale: 'en', raffle: raffleId })
      .reply(202, {});
    service.scope.post('/api/sign-in/sessions').reply(() => {
      service.isSignedIn = true;
      return [201, { account: { id: 'ann', email: 'ann@example.org' } }];
    });
    await user.type(
      await screen.findByRole('textbox', { name: 'E-mail address' }),
      'ann@example.org',
    );
    await user.click(screen.getByRole('button', { name: 'Send me a code' }));
    await user.click(await screen.findByRole('textbox', { name: 'Code from the mail' }));
    await user.paste('1234 5678');

    await readyToBuy();
    answerOnce().reply(function reply() {
      keys.push(String(this.req.headers['idempotency-key']));
      return [201, purchaseOf([11])];
    });
    await buy(user);
    await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
    t.is(keys.length, 2, 'nothing was bought before the second press');
    t.is(new Set(keys).size, 1, 'the second press is still the same intent');
  },
);

for (const code of ['rate-limited', 'overloaded'] as const) {
  test.serial(
    `${code}: the toast has the time to wait, and the next press uses the same intent`,
    async (t) => {
      stubService();
      const keys: string[] = [];
      answerOnce().reply(function reply() {
        keys.push(String(this.req.headers['idempotency-key']));
        return problemReply(code, { 'retry-after': '30' });
      });
      const { user } = showDashboard();
      await buy(user);
      const toast = await screen.findByRole('alertdialog');
      t.true(toast.textContent.includes('No ticket was taken. Wait 30 seconds'));
      answerOnce().reply(function reply() {
        keys.push(String(this.req.headers['idempotency-key']));
        return [201, purchaseOf([11])];
      });
      await buy(user);
      await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
      t.is(new Set(keys).size, 1);
    },
  );
}

test.serial(
  'an error stays until it is dismissed and is also shown beside the button',
  async (t) => {
    stubService();
    answerOnce().reply(...problemReply('rate-limited'));
    const { user } = showDashboard();
    await buy(user);
    const toast = await screen.findByRole('alertdialog');
    await user.click(within(toast).getByRole('button', { name: /Close|Dismiss/ }));
    await eventually(() => screen.queryByRole('alertdialog') === null);
    t.truthy(screen.getByText(/No ticket was taken/));
  },
);
