import {
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
  ticketsPath,
  impatient,
} from '../support/participant.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';
import { closedRaffle, holding } from '../../participant-app/gallery/fixtures.ts';

resetBetweenTests();

test.serial(
  'a purchase that times out shows a descriptive toast and enables the button; a repetition with the same key succeeds and removes the toast',
  async (t) => {
    stubService();
    const keys: string[] = [];
    const answer = (interceptor: nock.Interceptor) =>
      interceptor.reply(function reply() {
        keys.push(String(this.req.headers['idempotency-key']));
        return [201, purchaseOf([11])];
      });
    answer(answerOnce().delay(60_000));
    const { user } = showDashboard({ timings: impatient });
    await buy(user);

    const toast = await screen.findByRole('alertdialog', { name: 'No answer in time' });
    const text = within(toast).getByText(/We do not know yet whether a ticket was taken/);
    t.true(text.textContent.includes('Try again. It is safe: it counts only once.'));
    const button = await readyToBuy(/^Finish buying 1 ticket/);
    t.true(isEnabled(button), 'the purchase button is enabled again');

    answer(answerOnce());
    await user.click(button);
    await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
    t.is(screen.queryByRole('alertdialog', { name: 'No answer in time' }), null, 'the toast goes');
    t.is(keys.length, 2, 'nothing was repeated without a press');
    t.is(new Set(keys).size, 1, 'one intent has one key');
  },
);

test.serial(
  'a ticket that came with a lost reply replaces “We do not know yet”, and the next press uses the same key',
  async (t) => {
    const service = stubService({ mine: holding([7]) });
    const keys: string[] = [];
    answerOnce().reply(function reply() {
      keys.push(String(this.req.headers['idempotency-key']));
      service.mine = holding([7, 11]);
      return [502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }];
    });
    const { user, unmount } = showDashboard();
    await buy(user);
    const toast = await screen.findByRole('alertdialog', { name: 'You have ticket 11' });
    t.is(screen.queryByText(/We do not know yet/), null);
    t.truthy(screen.getByText('You have ticket 11.'), 'it is said beside the button too');

    // After a reload the page still knows the tickets from before the press.
    unmount();
    showDashboard();
    await screen.findByText('You have ticket 11.');
    t.false(toast.isConnected);
    t.is(keys.length, 1, 'nothing was pressed but by the participant');

    answerOnce().reply(function reply() {
      keys.push(String(this.req.headers['idempotency-key']));
      return [201, purchaseOf([11])];
    });
    await user.click(await readyToBuy(/^Finish buying 1 ticket/));
    await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
    t.is(screen.queryByText('You have ticket 11.'), null);
    t.is(new Set(keys).size, 1, 'one intent has one key');
  },
);

test.serial(
  'tickets from before the press do not count as bought by the lost request',
  async (t) => {
    stubService({ mine: holding([7]) });
    answerOnce().reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
    const { user } = showDashboard();
    await buy(user);
    await screen.findByRole('alertdialog', { name: 'The raffle did not answer' });
    t.is(screen.queryByText(/You have ticket 7\./), null);
  },
);

interface UnknownCase {
  readonly title: string;
  readonly toast: string;
  arrange(): void;
}

const unknownOutcomes: readonly UnknownCase[] = [
  {
    title: 'a refused connection',
    toast: 'The raffle did not answer',
    arrange: () =>
      answerOnce().replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
  },
  {
    title: 'a 500',
    toast: 'The service failed',
    arrange: () => answerOnce().reply(...problemReply('internal')),
  },
  {
    title: 'HTML where JSON should be',
    toast: 'The raffle did not answer',
    arrange: () =>
      answerOnce().reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }),
  },
  {
    title: 'HTML with status 201',
    toast: 'The raffle did not answer',
    arrange: () => answerOnce().reply(200, '<html>Welcome</html>', { 'content-type': 'text/html' }),
  },
  {
    title: 'a reply that says the write could not be confirmed',
    toast: 'We could not confirm it',
    arrange: () => answerOnce().reply(...problemReply('outcome-unknown')),
  },
];

for (const { title, toast, arrange } of unknownOutcomes) {
  test.serial(
    `${title} leaves the outcome open, and the button can be pressed again`,
    async (t) => {
      stubService();
      arrange();
      const { user } = showDashboard();
      await buy(user);
      const shown = await screen.findByRole('alertdialog', { name: toast });
      t.true(shown.textContent.includes('We do not know yet whether a ticket was taken'));
      t.true(isEnabled(await readyToBuy(/^Finish buying 1 ticket/)));

      answerOnce().reply(201, purchaseOf([11]));
      await user.click(within(shown).getByRole('button', { name: 'Find out' }));
      await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
      t.is(screen.queryByRole('alertdialog', { name: toast }), null);
    },
  );
}

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
  'at the personal limit the disabled button says how many tickets the participant has',
  async (t) => {
    const service = stubService();
    const { user } = showDashboard();
    const button = await readyToConfirm(user);
    // The second ticket was bought in another window.
    service.mine = { ...service.mine, allowance: 0 };
    answerOnce().reply(...problemReply('limit-reached'));
    await user.click(button);
    const toast = await screen.findByRole('alertdialog', {
      name: /more than one person may have/,
    });
    t.true(toast.textContent.includes('No ticket was taken'));
    t.false(isEnabled(await screen.findByRole('button', { name: 'You hold 2 of 2' })));
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
  await screen.findByText('10 tickets are in the draw.');
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

test.serial(
  'a refusal that does not settle the first request leaves its outcome unknown',
  async (t) => {
    stubService();
    answerOnce()
      .delay(60_000)
      .reply(201, purchaseOf([11]));
    const { user } = showDashboard({ timings: impatient });
    await buy(user);
    await screen.findByRole('alertdialog', { name: 'No answer in time' });
    answerOnce().reply(...problemReply('rate-limited'));
    await user.click(await readyToBuy(/^Finish buying/));
    const toast = await screen.findByRole('alertdialog', { name: 'Too many requests from here' });
    t.true(toast.textContent.includes('We do not know yet whether a ticket was taken'));
    t.true(isEnabled(await readyToBuy(/^Finish buying/)));
  },
);

function answerOnce(): nock.Interceptor {
  return nock('http://raffle.test').post(ticketsPath);
}
