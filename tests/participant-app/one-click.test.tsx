import {
  buy,
  eventually,
  isEnabled,
  pollAgain,
  readyToBuy,
  readyToConfirm,
  resetBetweenTests,
  showDashboard,
  stubService,
  timings,
} from '../support/participant.tsx';
import { act, fireEvent, screen } from '@testing-library/react';
import test from 'ava';
import { countPurchases, waitForPurchase } from '../support/counted-purchases.ts';

resetBetweenTests();

test.serial('a double-click buys once', async (t) => {
  stubService();
  const { keys, hold } = countPurchases();
  const answer = hold();
  const { user } = showDashboard();
  await user.dblClick(await readyToConfirm(user));
  answer();
  await waitForPurchase();
  t.is(keys.length, 1);
});

test.serial('two presses before the next render buy once', async (t) => {
  stubService();
  const { keys } = countPurchases();
  const { user } = showDashboard();
  const button = await readyToConfirm(user);
  // React has not rendered between these two, so only synchronous state can stop the second.
  act(() => {
    button.click();
    button.click();
  });
  await waitForPurchase();
  t.is(keys.length, 1);
});

test.serial('pressing Enter repeatedly buys once', async (t) => {
  stubService();
  const { keys, hold } = countPurchases();
  const answer = hold();
  const { user } = showDashboard();
  const button = await readyToBuy();
  const confirm = await readyToConfirm(user);
  act(() => confirm.focus());
  await user.keyboard('{Enter}');
  act(() => button.focus());
  await user.keyboard('{Enter}{Enter} {Enter}');
  t.is(document.activeElement, button, 'focus stays on the button while it is pending');
  answer();
  await waitForPurchase();
  t.is(keys.length, 1);
});

test.serial('a press shortly after a purchase buys no second ticket', async (t) => {
  stubService();
  const { keys } = countPurchases();
  const { user } = showDashboard({ timings: { ...timings, restMs: 600_000 } });
  const button = await readyToBuy();
  const confirm = await readyToConfirm(user);
  await user.click(confirm);
  await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
  t.false(isEnabled(button), 'the button says so');
  act(() => button.click());
  t.is(screen.queryByRole('dialog'), null);
  t.is(keys.length, 1);
});

test.serial('a while after a purchase another ticket can be bought', async (t) => {
  stubService();
  const { keys } = countPurchases();
  const { user } = showDashboard();
  const button = await readyToBuy();
  await buy(user);
  await waitForPurchase();
  await eventually(() => isEnabled(button));
  await buy(user);
  await eventually(() => keys.length > 1);
  await waitForPurchase();
  t.is(keys.length, 2);
});

test.serial('the button is pending at once and has a label that says so', async (t) => {
  stubService();
  const answer = countPurchases().hold();
  const { user } = showDashboard();
  const button = await readyToBuy();
  fireEvent.click(await readyToConfirm(user));
  t.is(button.getAttribute('aria-disabled'), 'true', 'in the render of the press');
  t.false(isEnabled(button));
  t.truthy(
    await screen.findByText(/It is safe to wait/),
    'and after a while that it is safe to wait',
  );
  answer();
  await waitForPurchase();
});

test.serial('a press while offline sends nothing, then or after reconnecting', async (t) => {
  const service = stubService();
  const { keys } = countPurchases();
  const { user } = showDashboard();
  const confirm = await readyToConfirm(user);
  setOnline(false);
  t.teardown(() => setOnline(true));
  await user.click(confirm);
  const toast = await screen.findByRole('alertdialog', { name: 'You are offline' });
  t.true(
    toast.textContent.includes(
      'No ticket was taken. Nothing was sent, and nothing will be sent automatically',
    ),
  );
  setOnline(true);
  await pollAgain(5);
  t.deepEqual(keys, []);
  t.deepEqual(service.mine.tickets, []);
  t.true(isEnabled(await readyToBuy()));
  t.is(screen.queryByText(/You are offline/), null, 'nor is it said any longer');
});

function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { value: isOnline, configurable: true });
  act(() => {
    window.dispatchEvent(new window.Event(isOnline ? 'online' : 'offline'));
  });
}
