import {
  buy,
  eventually,
  impatient,
  isEnabled,
  pollAgain,
  purchaseOf,
  raffleId,
  readyToBuy,
  readyToConfirm,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
  timings,
} from '../support/participant.tsx';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';
import { holding } from '../../participant-app/gallery/fixtures.ts';

resetBetweenTests();

/** Counts the purchases that reach the network, and replies to each with the next ticket. */
function countPurchases() {
  let answer = () => {};
  let answered = Promise.resolve();
  const seen = {
    keys: [] as string[],
    quantities: [] as number[],
    rules: [] as unknown[],
    /** Holds the replies back until the returned function is called. */
    hold(): () => void {
      answered = new Promise((resolve) => (answer = resolve));
      return () => answer();
    },
  };
  nock('http://raffle.test')
    .persist()
    .post(ticketsPath)
    .reply(async function reply(_uri, body) {
      const { quantity, rules } = body as { quantity: number; rules: unknown };
      seen.keys.push(String(this.req.headers['idempotency-key']));
      seen.quantities.push(quantity);
      seen.rules.push(rules);
      await answered;
      return [201, purchaseOf(Array.from({ length: quantity }, (_, index) => 11 + index))];
    });
  return seen;
}

async function settled(): Promise<void> {
  await screen.findByRole('alertdialog', { name: /yours$/ });
  await pollAgain();
}

test.serial('a purchase names the rules that the buyer saw', async (t) => {
  stubService();
  const { rules } = countPurchases();
  const { user } = showDashboard();
  await buy(user);
  await settled();
  t.deepEqual(rules, [0]);
});

test.serial('a double-click buys once', async (t) => {
  stubService();
  const { keys, hold } = countPurchases();
  const answer = hold();
  const { user } = showDashboard();
  await user.dblClick(await readyToConfirm(user));
  answer();
  await settled();
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
  await settled();
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
  await settled();
  t.is(keys.length, 1);
});

test.serial('a press shortly after a purchase buys no second ticket', async (t) => {
  stubService();
  const { keys } = countPurchases();
  const { user } = showDashboard({ timings: { ...timings, restMs: 3_000 } });
  const button = await readyToBuy();
  const confirm = await readyToConfirm(user);
  await user.click(confirm);
  await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
  t.false(isEnabled(button), 'the button says so');
  act(() => button.click());
  t.is(screen.queryByRole('dialog'), null);
  t.is(keys.length, 1);
  await eventually(() => isEnabled(button));
  await buy(user);
  await eventually(() => keys.length > 1);
  await settled();
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
  await settled();
});

test.serial('the chosen quantity is bought under one key', async (t) => {
  stubService();
  const { quantities } = countPurchases();
  const { user } = showDashboard();
  await readyToBuy();
  await user.click(screen.getByRole('button', { name: /Increase/ }));
  await buy(user, /^Buy 2 tickets/);
  const notice = await screen.findByRole('alertdialog', { name: 'Tickets 11 and 12 are yours' });
  t.truthy(within(notice).getByText('You find them under “My tickets”.'));
  t.deepEqual(quantities, [2]);
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

test.serial('the key of an unanswered purchase survives a reload', async (t) => {
  stubService();
  const sent: string[] = [];
  const answer = (interceptor: nock.Interceptor) =>
    interceptor.reply(function reply() {
      sent.push(String(this.req.headers['idempotency-key']));
      return [201, purchaseOf([11])];
    });
  answer(nock('http://raffle.test').post(ticketsPath).delay(60_000));
  const first = showDashboard();
  await buy(first.user);
  await eventually(() => sent.length === 1);
  cleanup();

  answer(nock('http://raffle.test').post(ticketsPath));
  const { user } = showDashboard();
  const button = await readyToBuy(/^Finish buying 1 ticket/);
  t.truthy(screen.getByText(/The page closed before we got an answer/));
  t.is(sent.length, 1, 'it is not asked again by itself');
  await user.click(button);
  await settled();
  t.is(new Set(sent).size, 1);
});

test.serial(
  'an unsettled purchase can be repeated when no more tickets can be bought',
  async (t) => {
    const service = stubService();
    nock('http://raffle.test').post(ticketsPath).delay(60_000).reply(201, '');
    const { user } = showDashboard({ timings: impatient });
    await buy(user);
    // The first request did succeed, and took the last ticket.
    service.raffle = { ...service.raffle, sold: 100, remaining: 0, version: 101 };
    service.mine = holding([100]);
    const { keys } = countPurchases();
    await screen.findByText('Sold out. You have 1 ticket, number 100.');
    const button = await readyToBuy(/^Finish buying 1 ticket/);
    t.true(isEnabled(button));
    await user.click(button);
    await settled();
    t.is(keys.length, 1);
    t.false(isEnabled(await screen.findByRole('button', { name: 'Sold out' })));
  },
);

test.serial('success moves the focus to the new ticket and calls the host once', async (t) => {
  const service = stubService();
  nock('http://raffle.test')
    .post(ticketsPath)
    .reply(() => {
      service.mine = holding([11]);
      return [201, purchaseOf([11])];
    });
  const bought: (readonly number[])[] = [];
  const { user } = showDashboard({
    onPurchased: ({ ticketNumbers, ...event }) => {
      t.is(event.raffleId, raffleId);
      bought.push(ticketNumbers);
    },
  });
  await buy(user);
  const ticket = await screen.findByRole('listitem', { name: 'Ticket 11' });
  await eventually(() => document.activeElement === ticket);
  t.deepEqual(bought, [[11]]);
});

function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { value: isOnline, configurable: true });
  act(() => {
    window.dispatchEvent(new window.Event(isOnline ? 'online' : 'offline'));
  });
}

test.serial('a purchase fetches the tickets again, but not the log', async (t) => {
  const service = stubService();
  const asked: string[] = [];
  service.scope.get(/^\/api\/raffles\/spring\/(log|checkpoint|consistency)/).reply((uri) => {
    asked.push(uri);
    return [503, 'down'];
  });
  countPurchases();
  const { user } = showDashboard();
  await readyToBuy();
  await eventually(() => asked.length > 0);
  await pollAgain();
  const askedBefore = asked.length;
  service.mine = holding([11]);
  await buy(user);
  await settled();
  t.is(asked.length, askedBefore);
});
