import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { publicChainHash } from '#contract/randomness-kind.ts';
import { findButton as button, openActions, typeInDialog as type } from './support/draw.ts';
import { raffleView } from '../../participant-app/gallery/fixtures.ts';
import { openRaffle } from './support/open-raffle.tsx';
import { watchRequests } from './support/watch-requests.ts';

resetBetweenTests();

const { close: words, session } = messagesFor('en');

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
    t.is(screen.queryByRole('button', { name: 'Close the sales …' }), null);
    t.truthy(await button('Draw the winner …'));
    t.is((await operator.call('showRaffle', { params: { id: 'spring' } })).status, 'closed');
    await waitFor(() => {
      const { activeElement } = document;
      if (activeElement?.textContent !== 'Sales have ended. The winner is not drawn yet.')
        throw new Error('no focus yet');
    });
  },
);

test.serial('the dialog says how many unpaid tickets can no longer be voided', async (t) => {
  const notice = { price: { amount: 200, currency: 'GBP' } };
  const { user, operator } = await openRaffle(t, { buyers: 2, rules: { notice } });
  const params = { id: 'spring' };
  await operator.call('markPayments', { params, body: { numbers: [1], paid: true } });
  await user.click(await button('Close the sales …'));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Close Spring fair' }));
  t.truthy(
    await dialog.findByText(
      '3 sold tickets are not marked as paid. After closing, no ticket can be voided: unpaid ones take part in the draw.',
    ),
  );
});

test.serial('the dialog to close a free raffle says nothing of payments', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  await screen.findByText('0 paid · 2 not paid');
  await user.click(await button('Close the sales …'));
  const dialog = await screen.findByRole('alertdialog', { name: 'Close Spring fair' });
  t.false(dialog.textContent.includes('marked as paid'));
});

test.serial('the dialog to close a raffle without tickets does not mention a draw', async (t) => {
  const { user } = await openRaffle(t);
  await openActions(user);
  await user.click(await button('Close the sales …'));
  await type(user, 'spring{Enter}');
  t.truthy(await screen.findByText(words.doneText({ sold: 0 })));
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
    const raffle = { ...raffleView({ sold: 2 }), randomness: 'drand' } as const;
    t.truthy(await screen.findByText(words.final({ ...raffle, chainHash: publicChainHash })));
  },
);

for (const [role, why] of [
  ['auditor', session.reasons.auditor('Ada')],
  ['signed-out', session.reasons.none],
] as const) {
  test.serial(`closing and drawing are disabled with the reason, ${role}`, async (t) => {
    const { user } = await openRaffle(t, { buyers: 1, role });
    await openActions(user);
    for (const name of ['Close the sales …', 'Draw the winner …']) {
      const action = await button(name);
      await waitFor(() => {
        const reason = document.getElementById(action.getAttribute('aria-describedby') ?? '');
        if (reason?.textContent !== why) throw new Error('no reason yet');
      });
      t.true(action.disabled, name);
    }
  });
}

test.serial('with an announced end, sales are closed early only while none is sold', async (t) => {
  const closesAt = new Date(Date.now() + 3_600_000).toISOString();
  const { user, signIn } = await openRaffle(t, { rules: { closesAt } });
  t.truthy(screen.getByText(messagesFor('en').raffle.next.waitToClose(closesAt)));
  await openActions(user);
  t.false((await button('Close the sales early …')).disabled);
  await (await signIn('ann@example.org')).buy('spring');
  await screen.findAllByText(words.promised(closesAt));
  t.true((await button('Close the sales early …')).disabled);
  t.true((await button('Draw the winner …')).disabled);
});

test.serial('before the sales begin there is nothing to close or to draw', async (t) => {
  const opensAt = new Date(Date.now() + 3_600_000).toISOString();
  const { user } = await openRaffle(t, { rules: { opensAt } });
  t.truthy(screen.getByText(messagesFor('en').raffle.next.waitToOpen(opensAt)));
  await openActions(user);
  t.truthy(await button('Cancel the raffle …'));
  for (const name of ['Close the sales …', 'Close the sales early …', 'Draw the winner …']) {
    t.is(screen.queryByRole('button', { name }), null, name);
  }
});
