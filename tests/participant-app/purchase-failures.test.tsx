import {
  eventually,
  isEnabled,
  problemReply,
  purchaseOf,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
  timings,
} from '../support/participant.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';

resetBetweenTests();

test.serial(
  'a purchase that times out on the network raises a descriptive toast and enables the button; asked again with the same key it succeeds, and the toast goes',
  async (t) => {
    stubService();
    const keys: string[] = [];
    const answer = (interceptor: nock.Interceptor) =>
      interceptor.reply(function reply() {
        keys.push(String(this.req.headers['idempotency-key']));
        return [201, purchaseOf([11])];
      });
    answer(answerOnce().delay(timings.timeoutMs! * 5));
    const { user } = showDashboard();
    await user.click(await readyToBuy());

    const toast = await screen.findByRole('alertdialog', { name: 'No answer in time' });
    const text = within(toast).getByText(/We do not know yet whether a ticket was taken/);
    t.regex(text.textContent, /Ask again: however often you ask, it counts once/);
    const button = await readyToBuy(/^Finish buying 1 ticket/);
    t.true(isEnabled(button), 'the purchase button is enabled again');

    answer(answerOnce());
    await user.click(button);
    await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
    t.is(screen.queryByRole('alertdialog', { name: 'No answer in time' }), null, 'the toast goes');
    t.is(keys.length, 2, 'nothing was retried behind anybody’s back');
    t.is(new Set(keys).size, 1, 'one intent has one key');
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
    title: 'HTML that claims success',
    toast: 'The raffle did not answer',
    arrange: () => answerOnce().reply(200, '<html>Welcome</html>', { 'content-type': 'text/html' }),
  },
  {
    title: 'an answer that could not be confirmed on disk',
    toast: 'The service could not confirm it',
    arrange: () => answerOnce().reply(...problemReply('outcome-unknown')),
  },
];

for (const { title, toast, arrange } of unknownOutcomes) {
  test.serial(`${title} leaves the outcome open, and the button ready to find out`, async (t) => {
    stubService();
    arrange();
    const { user } = showDashboard();
    await user.click(await readyToBuy());
    const shown = await screen.findByRole('alertdialog', { name: toast });
    t.regex(shown.textContent, /We do not know yet whether a ticket was taken/);
    t.true(isEnabled(await readyToBuy(/^Finish buying 1 ticket/)));

    answerOnce().reply(201, purchaseOf([11]));
    await user.click(within(shown).getByRole('button', { name: 'Find out' }));
    await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
    t.is(screen.queryByRole('alertdialog', { name: toast }), null);
  });
}

test.serial(
  'sold out meanwhile: no ticket was taken, and the button is disabled and says why',
  async (t) => {
    const service = stubService();
    const { user } = showDashboard();
    const button = await readyToBuy();
    service.raffle = { ...service.raffle, sold: 100, remaining: 0, version: 101 };
    answerOnce().reply(...problemReply('sold-out'));
    await user.click(button);
    const toast = await screen.findByRole('alertdialog', { name: 'Not enough tickets left' });
    t.regex(toast.textContent, /No ticket was taken/);
    t.false(isEnabled(await screen.findByRole('button', { name: 'Sold out' })));
    t.truthy(screen.getByText('Sold out.', { selector: 'p' }));
  },
);

test.serial(
  'at the personal limit: the button is disabled and says how many one holds',
  async (t) => {
    const service = stubService();
    const { user } = showDashboard();
    const button = await readyToBuy();
    // The second ticket was bought in another window.
    service.mine = { ...service.mine, allowance: 0 };
    answerOnce().reply(...problemReply('limit-reached'));
    await user.click(button);
    const toast = await screen.findByRole('alertdialog', {
      name: /all the tickets one person may have/,
    });
    t.regex(toast.textContent, /No ticket was taken/);
    t.false(isEnabled(await screen.findByRole('button', { name: 'You hold 2 of 2' })));
  },
);

test.serial('closed meanwhile: the button is disabled and says so', async (t) => {
  const service = stubService();
  const { user } = showDashboard();
  const button = await readyToBuy();
  service.raffle = { ...service.raffle, status: 'closed', version: 12 };
  answerOnce().reply(...problemReply('raffle-closed'));
  await user.click(button);
  const toast = await screen.findByRole('alertdialog', { name: 'Sales have ended' });
  t.regex(toast.textContent, /No ticket was taken/);
  t.false(isEnabled(await screen.findByRole('button', { name: 'Sales have ended' })));
});

test.serial(
  'a session that ended opens the sign-in; the intent and its key are kept',
  async (t) => {
    const service = stubService();
    const keys: string[] = [];
    answerOnce().reply(function reply() {
      keys.push(String(this.req.headers['idempotency-key']));
      service.isSignedIn = false;
      return problemReply('sign-in-required');
    });
    const { user } = showDashboard();
    await user.click(await readyToBuy());
    const toast = await screen.findByRole('alertdialog', { name: 'Your sign-in has ended' });
    t.regex(toast.textContent, /No ticket was taken/);

    service.scope.post('/api/sign-in/codes', { email: 'ann@example.org' }).reply(202, {});
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

    const button = await readyToBuy();
    answerOnce().reply(function reply() {
      keys.push(String(this.req.headers['idempotency-key']));
      return [201, purchaseOf([11])];
    });
    await user.click(button);
    await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
    t.is(keys.length, 2, 'nothing was bought before the second press');
    t.is(new Set(keys).size, 1, 'the second press is still the same intent');
  },
);

for (const code of ['rate-limited', 'overloaded'] as const) {
  test.serial(
    `${code}: the toast names the time to wait, and the next press is the same intent`,
    async (t) => {
      stubService();
      const keys: string[] = [];
      answerOnce().reply(function reply() {
        keys.push(String(this.req.headers['idempotency-key']));
        return problemReply(code, { 'retry-after': '30' });
      });
      const { user } = showDashboard();
      await user.click(await readyToBuy());
      const toast = await screen.findByRole('alertdialog');
      t.regex(toast.textContent, /No ticket was taken\. Wait 30 seconds/);
      answerOnce().reply(function reply() {
        keys.push(String(this.req.headers['idempotency-key']));
        return [201, purchaseOf([11])];
      });
      await user.click(await readyToBuy());
      await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
      t.is(new Set(keys).size, 1);
    },
  );
}

test.serial('an error stays until it is dismissed, and is also beside the button', async (t) => {
  stubService();
  answerOnce().reply(...problemReply('rate-limited'));
  const { user } = showDashboard();
  await user.click(await readyToBuy());
  const toast = await screen.findByRole('alertdialog');
  await user.click(within(toast).getByRole('button', { name: /Close|Dismiss/ }));
  await eventually(() => screen.queryByRole('alertdialog') === null);
  t.truthy(screen.getByText(/No ticket was taken/));
});

test.serial(
  'a refusal that says nothing of the first request leaves its outcome open',
  async (t) => {
    stubService();
    answerOnce()
      .delay(timings.timeoutMs! * 5)
      .reply(201, purchaseOf([11]));
    const { user } = showDashboard();
    await user.click(await readyToBuy());
    await screen.findByRole('alertdialog', { name: 'No answer in time' });
    answerOnce().reply(...problemReply('rate-limited'));
    await user.click(await readyToBuy(/^Finish buying/));
    const toast = await screen.findByRole('alertdialog', { name: 'Too many requests from here' });
    t.regex(toast.textContent, /We do not know yet whether a ticket was taken/);
    t.true(isEnabled(await readyToBuy(/^Finish buying/)));
  },
);

function answerOnce(): nock.Interceptor {
  return nock('http://raffle.test').post(ticketsPath);
}
