import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import {
  drawRequests,
  findButton,
  findWinner,
  openActions,
  requestSettled,
  typeInDialog,
} from './support/draw.ts';
import { openRaffle } from './support/open-raffle.tsx';
import { watchRequests } from './support/watch-requests.ts';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };
const { draw: words } = messagesFor('en');

test.serial('the dialog shows what is known, and typing the id draws the winner', async (t) => {
  const { user, url } = await openRaffle(t, { buyers: 3, rules: { capacity: 10 } });
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  const dialog = await screen.findByRole('alertdialog', { name: 'Draw the winner of Spring fair' });
  const facts = () =>
    within(dialog)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
  await waitFor(() => {
    if (within(dialog).getAllByRole('img', { name: 'Right' }).length !== 3) throw new Error('wait');
  });
  const checkpoint = await (await fetch(`${url}/api/raffles/spring/checkpoint`)).text();
  const [, size] = checkpoint.split('\n');
  t.is(size, '7');
  t.deepEqual(facts(), [
    'The service answers',
    '6 sold + 4 unsold = 10 in all',
    'The public record is up to date: 7 entries',
    'Drawn by this server. That it is random can’t be checked.',
  ]);
  await typeInDialog(user, 'spring{Enter}');
  const sentence = await findWinner();
  await waitFor(() => {
    if (document.activeElement !== sentence) throw new Error('no focus yet');
  });
  const draw = await (await fetch(`${url}/api/raffles/spring/draw`)).json();
  const { ticketNumber } = draw.winner;
  t.is(sentence.textContent, `Ticket ${ticketNumber} wins Spring fair.`);
  t.truthy(await screen.findByText(words.drawn(draw)));
  t.truthy(screen.getAllByText(`buyer${Math.ceil(ticketNumber / 2) - 1}@example.org`).length > 0);
  t.is(screen.getByRole('link', { name: 'Verify' }).getAttribute('href'), '#/raffles/spring/audit');
  t.is(screen.queryByRole('button', { name: 'Draw the winner …' }), null);
  t.is(words.fairness.local, draw.fairness);
});

test.serial('repeated presses of Enter send one request', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  const requests = watchRequests(t, drawRequests);
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}{Enter}{Enter}');
  await findWinner();
  await requestSettled();
  t.is(requests.keys.length, 1);
});

test.serial(
  'a draw whose request was lost while tickets are on sale asks for the id again and keeps its key',
  async (t) => {
    const { user, unmount, open } = await openRaffle(t, { buyers: 1 });
    const requests = watchRequests(t, drawRequests);
    requests.loseNext();
    await openActions(user);
    await user.click(await findButton('Draw the winner …'));
    await typeInDialog(user, 'spring{Enter}');
    await screen.findByText(words.notHappened);
    t.is(screen.queryByRole('alert'), null);
    unmount();
    const again = open();
    await screen.findByText(words.notHappened);
    await openActions(again.user);
    await again.user.click(await findButton('Draw the winner …'));
    await typeInDialog(again.user, 'spring{Enter}');
    await findWinner();
    t.is(requests.keys.length, 2, 'the press that opened the dialog sent nothing');
    t.is(new Set(requests.keys).size, 1);
    await requestSettled();
  },
);

test.serial(
  'a draw whose request was lost after the sales is repeated with one press',
  async (t) => {
    const { user, operator } = await openRaffle(t, { buyers: 1 });
    await operator.call('closeRaffle', { params });
    await screen.findByText(words.consequenceClosed);
    const requests = watchRequests(t, drawRequests);
    requests.loseNext();
    await user.click(await findButton('Draw the winner …'));
    await typeInDialog(user, 'spring{Enter}');
    const again = await findButton('Try the draw again');
    t.truthy(screen.getByText(words.unsettled));
    t.true(sessionStorage.length > 0);
    await user.dblClick(again);
    await findWinner();
    t.is(requests.keys.length, 2);
    t.is(new Set(requests.keys).size, 1);
    await requestSettled();
  },
);

test.serial('no check is ticked while the service does not answer', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  const dialog = within(screen.getByRole('alertdialog'));
  await waitFor(() => {
    if (dialog.getAllByRole('img', { name: 'Right' }).length !== 3) throw new Error('wait');
  });
  const { fetch } = globalThis;
  globalThis.fetch = async () => Promise.reject(new TypeError('No connection.'));
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  window.dispatchEvent(new Event('offline'));
  t.truthy(await dialog.findByText(words.answersNot));
  t.is(dialog.queryByRole('img', { name: 'Right' }), null);
});

test.serial('a raffle without a sold ticket cannot be drawn, and the page says why', async (t) => {
  const { user } = await openRaffle(t);
  await openActions(user);
  t.true((await findButton('Draw the winner …')).disabled);
  t.truthy(screen.getByText('No ticket is sold, so there is no draw.'));
});
