import {
  buy,
  eventually,
  impatient,
  isEnabled,
  pollAgain,
  purchaseOf,
  raffleId,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
} from '../support/participant.tsx';
import { cleanup, screen, within } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';
import { holding, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { countPurchases, waitForPurchase } from '../support/counted-purchases.ts';

resetBetweenTests();

test.serial('a purchase names the rules that the buyer saw', async (t) => {
  stubService();
  const { rules } = countPurchases();
  const { user } = showDashboard();
  await buy(user);
  await waitForPurchase();
  t.deepEqual(rules, [0]);
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

test.serial('a purchase counts at once, while the tickets are asked for again', async (t) => {
  const raffle = raffleView({ sold: 10 });
  const service = stubService({ raffle });
  nock('http://raffle.test')
    .post(ticketsPath)
    .reply(() => {
      service.mineHeldBack = new Promise(() => {});
      return [201, purchaseOf([11, 12], raffle)];
    });
  const { user } = showDashboard();
  await readyToBuy();
  await user.click(screen.getByRole('button', { name: /Increase/ }));
  await buy(user, /^Buy 2 tickets/);
  t.truthy(await screen.findByText('You have 2 tickets, the maximum: 11 and 12.'));
  t.truthy(screen.getByRole('button', { name: 'Show my tickets' }));
  t.is(screen.queryByRole('button', { name: /^Buy/ }), null);
});

test.serial('after a purchase no more is offered than is allowed', async (t) => {
  const raffle = raffleView({ sold: 10, perPersonLimit: 3 });
  const service = stubService({ raffle, mine: { ...holding([]), allowance: 3 } });
  nock('http://raffle.test')
    .post(ticketsPath)
    .reply(() => {
      service.mine = { ...holding([11, 12]), allowance: 1 };
      return [201, purchaseOf([11, 12], raffle)];
    });
  const { user } = showDashboard();
  await readyToBuy();
  await user.click(screen.getByRole('button', { name: /Increase/ }));
  await buy(user, /^Buy 2 tickets/);
  t.truthy(await readyToBuy(/^Buy 1 ticket$/));
  t.truthy(screen.getByText('You may buy 1 more.'));
  t.is(screen.queryByRole('button', { name: /Increase/ }), null);
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
  await waitForPurchase();
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
    await waitForPurchase();
    t.is(keys.length, 1);
    t.true(isEnabled(await screen.findByRole('button', { name: 'Show my tickets' })));
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

test.serial('a purchase fetches the tickets again, but not the log', async (t) => {
  const service = stubService();
  const asked: string[] = [];
  // Without an answer the log is not asked for again by itself.
  service.scope.get(/^\/api\/raffles\/spring\/(log|checkpoint|consistency)/).reply((uri) => {
    asked.push(uri);
    return new Promise(() => {});
  });
  countPurchases();
  const { user } = showDashboard();
  await readyToBuy();
  await eventually(() => asked.length > 0);
  await pollAgain();
  const askedBefore = asked.length;
  service.mine = holding([11]);
  await buy(user);
  await waitForPurchase();
  t.is(asked.length, askedBefore);
});
