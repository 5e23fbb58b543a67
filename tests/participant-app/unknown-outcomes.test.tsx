import {
  answerOnce,
  buy,
  isEnabled,
  problemReply,
  purchaseOf,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  impatient,
} from '../support/participant.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import type nock from 'nock';
import { holding } from '../../participant-app/gallery/fixtures.ts';

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
