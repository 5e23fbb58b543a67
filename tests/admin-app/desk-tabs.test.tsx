import { loseAnswers, resetBetweenTests } from './support/admin-app.tsx';
import { button, heading, openDesk, path } from './support/open-desk.tsx';
import { screen, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';

resetBetweenTests();
test.beforeEach(() => localStorage.clear());

const name = 'Sell 1 ticket · £2.00';
const noAnswer = { level: 2, name: 'This sale has no answer yet' };
const sold = { level: 2, name: 'Sold: ticket 1' };

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

test.serial('a sale without an answer is finished in a new tab, and made once', async (t) => {
  const { user, open, unmount, readTickets } = await openDesk(t);
  const findAnswers = loseAnswers(t, path);
  await user.click(await button('One ticket more'));
  await user.type(screen.getByRole('textbox', { name: 'Name (optional)' }), 'Ann');
  await user.click(await button('Sell 2 tickets · £4.00'));
  await heading(noAnswer.name);
  unmount();
  // A phone may close the tab.
  sessionStorage.clear();
  open();
  await heading(noAnswer.name);
  t.truthy(screen.getByText('2 tickets for Ann'));
  findAnswers();
  await heading('Sold: tickets 1 and 2');
  t.is((await readTickets()).length, 2);
});

test.serial('another tab shows the sale without an answer, and cannot make another', async (t) => {
  const { user, open, readTickets } = await openDesk(t);
  const tab = open();
  const elsewhere = within(tab.container);
  await elsewhere.findByRole('button', { name });
  const findAnswers = loseAnswers(t, path);
  await user.click((await screen.findAllByRole('button', { name }))[0]!);
  await heading(noAnswer.name);
  window.dispatchEvent(new StorageEvent('storage'));
  await elsewhere.findByRole('heading', noAnswer);
  t.is(elsewhere.queryByRole('button', { name }), null);
  findAnswers();
  // Shown by the tab that gets the answer first, and by the other one if it has asked as well.
  await screen.findAllByRole('heading', sold);
  t.is((await readTickets()).length, 1);
});

test.serial('a sale whose answer another tab got is not made again', async (t) => {
  const { user, readTickets } = await openDesk(t);
  const findAnswers = loseAnswers(t, path);
  await user.click(await button(name));
  await heading(noAnswer.name);
  // What the other tab does with its answer; the news of it has not come yet.
  localStorage.clear();
  findAnswers();
  await screen.findByRole('heading', { level: 2, name: /^Sold: ticket/ });
  t.is((await readTickets()).length, 1);
});

test.serial('a lost answer that another tab got first is asked for again', async (t) => {
  const { user, open, readTickets } = await openDesk(t);
  const loseAnswer = holdFirstAnswer(t);
  await user.click(await screen.findByRole('button', { name }));
  const other = open();
  await within(other.container).findByRole('heading', sold);
  other.unmount();
  loseAnswer();
  await screen.findByRole('heading', sold);
  t.is((await readTickets()).length, 1);
});

test.serial('a tab that asks again does so until it has the answer itself', async (t) => {
  const { user, readTickets } = await openDesk(t);
  const findAnswers = loseAnswers(t, path);
  await user.click(await screen.findByRole('button', { name }));
  await screen.findByRole('alert');
  localStorage.clear();
  window.dispatchEvent(new StorageEvent('storage'));
  findAnswers();
  await screen.findByRole('heading', sold);
  t.is((await readTickets()).length, 1);
});

test.serial('a tab without news of an unanswered sale shows it and makes no other', async (t) => {
  const { user, open, readTickets } = await openDesk(t);
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
  t.is((await readTickets()).length, 1);
});
