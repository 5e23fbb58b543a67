import { loseAnswers, resetBetweenTests } from './support/admin-app.tsx';
import { openRaffle } from './support/open-raffle.tsx';
import { screen, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';

resetBetweenTests();
test.beforeEach(() => localStorage.clear());

const path = '/api/admin/raffles/spring/sales';
const name = 'Sell 1 ticket · £2.00';
const noAnswer = { level: 2, name: 'This sale has no answer yet' };
const sold = { level: 2, name: 'Sold: ticket 1' };

/** Opens the desk. Tabs of a test share their storage, but get no news of it by themselves. */
async function openDesk(t: ExecutionContext) {
  const app = await openRaffle(t, {
    role: 'seller',
    view: '/desk',
    rules: { capacity: 10, notice: { price: { amount: 200, currency: 'GBP' } } },
  });
  const countTickets = async () =>
    (await app.operator.call('listSoldTickets', { params: { id: 'spring' } })).tickets.length;
  return { ...app, countTickets };
}

/** Keeps the first answer back until the returned function loses it. */
function holdFirstAnswer(t: ExecutionContext): () => void {
  const { fetch } = globalThis;
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let count = 0;
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (new URL(reply.url).pathname !== path) return reply;
    count += 1;
    if (count > 1) return reply;
    await held;
    throw new TypeError('The answer got lost.');
  };
  return () => release();
}

test.serial('a lost answer that another tab got first is asked for again', async (t) => {
  const { user, open, countTickets } = await openDesk(t);
  const loseAnswer = holdFirstAnswer(t);
  await user.click(await screen.findByRole('button', { name }));
  const other = open();
  await within(other.container).findByRole('heading', sold);
  other.unmount();
  loseAnswer();
  await screen.findByRole('heading', sold);
  t.is(await countTickets(), 1);
});

test.serial('a tab that asks again does so until it has the answer itself', async (t) => {
  const { user, countTickets } = await openDesk(t);
  const findAnswers = loseAnswers(t, path);
  await user.click(await screen.findByRole('button', { name }));
  await screen.findByRole('alert');
  localStorage.clear();
  window.dispatchEvent(new StorageEvent('storage'));
  findAnswers();
  await screen.findByRole('heading', sold);
  t.is(await countTickets(), 1);
});

test.serial('a tab without news of an unanswered sale shows it and makes no other', async (t) => {
  const { user, open, countTickets } = await openDesk(t);
  const other = within(open().container);
  const sell = await other.findByRole('button', { name });
  const findAnswers = loseAnswers(t, path);
  const [first] = await screen.findAllByRole('button', { name });
  await user.click(first!);
  await screen.findByRole('heading', noAnswer);
  await user.type(other.getByRole('textbox', { name: 'Name (optional)' }), 'Bob');
  await user.click(sell);
  await other.findByRole('heading', noAnswer);
  t.truthy(other.getByText('1 ticket'), 'not the one for Bob');
  findAnswers();
  await other.findByRole('heading', sold);
  t.is(await countTickets(), 1);
});
