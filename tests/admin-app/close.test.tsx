import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import test from 'ava';
import { openRaffle } from './support/open-raffle.tsx';
import { watchRequests } from './support/watch-requests.ts';

resetBetweenTests();

/** Types into the dialog. */
const type = async (user: UserEvent, text: string) => {
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.type(dialog.getByRole('textbox'), text);
};
const button = (name: RegExp | string) => screen.findByRole<HTMLButtonElement>('button', { name });

test.serial(
  'the sales are closed after the id is typed, and the dialog names the final consequences',
  async (t) => {
    const { user, operator } = await openRaffle(t, { buyers: 2, rules: { capacity: 10 } });
    await user.click(await button('Close the sales …'));
    const dialog = await screen.findByRole('alertdialog', { name: 'Close Spring fair' });
    t.truthy(within(dialog).getByText('Closing ends the sales. This is final.'));
    t.truthy(within(dialog).getByText('4 sold and 6 unsold of 10 stay as they are.'));
    t.truthy(within(dialog).getByText('Type the raffle’s id (spring) to close it'));
    await type(user, 'sprin{Enter}');
    t.is((await operator.call('showRaffle', { params: { id: 'spring' } })).status, 'open');
    await type(user, 'g{Enter}{Enter}{Enter}');
    t.truthy(await screen.findByText('Sales of Spring fair have ended'));
    await screen.findByText('Sales have ended. The winner is not drawn yet.');
    const closing = await button('Close the sales …');
    t.true(closing.disabled);
    t.truthy(screen.getByText('Sales have ended already.'));
    t.is((await operator.call('showRaffle', { params: { id: 'spring' } })).status, 'closed');
    await waitFor(() => {
      const { activeElement } = document;
      if (activeElement?.textContent !== 'No more tickets can be bought.')
        throw new Error('no focus yet');
    });
  },
);

test.serial('the dialog to close a raffle without tickets does not mention a draw', async (t) => {
  const { user } = await openRaffle(t);
  await user.click(await button('Close the sales …'));
  await type(user, 'spring{Enter}');
  t.truthy(await screen.findByText(/No ticket was sold, so there is no draw/));
});

test.serial('the dialog shows that another operator has closed the sales', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  await user.click(await button('Close the sales …'));
  await type(user, 'spring');
  await operator.call('closeRaffle', { params: { id: 'spring' } });
  const dialog = within(screen.getByRole('alertdialog'));
  t.truthy(await dialog.findByText('Sales have ended already.'));
  t.true(dialog.getByRole<HTMLButtonElement>('button', { name: 'Close the sales' }).disabled);
});

test.serial('the second of two closing operators gets the message for operators', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  const requests = watchRequests(t, { method: 'POST', path: '/api/admin/raffles/spring/close' });
  requests.before(async () => {
    await operator.call('closeRaffle', { params: { id: 'spring' } });
  });
  await user.click(await button('Close the sales …'));
  // The page does not receive the new state in time.
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    if (new Request(input, init).method === 'GET') throw new TypeError('No answer.');
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  window.dispatchEvent(new Event('offline'));
  await type(user, 'spring{Enter}');
  const dialog = within(screen.getByRole('alertdialog'));
  t.truthy(await dialog.findByText('Sales have ended already.'));
  t.is(dialog.queryByText(/The result appears here/), null);
});

test.serial('Escape closes the dialog, keeps the sales open and returns the focus', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  await user.click(await button('Close the sales …'));
  await type(user, 'spring{Escape}');
  await waitFor(() => {
    if (screen.queryByRole('alertdialog') !== null) throw new Error('still open');
  });
  t.is(document.activeElement, await button('Close the sales …'));
  t.is((await operator.call('showRaffle', { params: { id: 'spring' } })).status, 'open');
});

test.serial(
  'the dialog to close a sealed raffle says that the draw is sealed with it',
  async (t) => {
    const { user } = await openRaffle(t, { buyers: 1, rules: { randomness: 'drand' } });
    await user.click(await button('Close the sales …'));
    t.truthy(await screen.findByText(/The draw is sealed with them, to a future round/));
  },
);

for (const role of ['auditor', 'signed-out'] as const) {
  test.serial(`closing and drawing are disabled with the reason, ${role}`, async (t) => {
    await openRaffle(t, { buyers: 1, role });
    const why = role === 'auditor' ? /\(auditor\)/ : /not signed in/i;
    for (const name of ['Close the sales …', 'Draw the winner …']) {
      const action = await button(name);
      await waitFor(() => {
        const reason = document.getElementById(action.getAttribute('aria-describedby') ?? '');
        if (!why.test(reason?.textContent ?? '')) throw new Error('no reason yet');
      });
      t.true(action.disabled, name);
    }
  });
}
