import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import {
  drawRequests,
  findButton,
  openActions,
  requestSettled,
  typeInDialog,
} from './support/draw.ts';
import { openRaffle } from './support/open-raffle.tsx';
import { watchRequests } from './support/watch-requests.ts';
import { winnerOf } from '../support/draws.ts';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };

test.serial('two organisers draw at once: both see the same winner', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 3 });
  const requests = watchRequests(t, drawRequests);
  let first = 0;
  requests.before(async () => {
    first = winnerOf(await operator.call('drawWinner', { params })).ticketNumber;
  });
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  t.truthy(
    await screen.findByText(
      (text) => text === `Another organiser has already drawn: ticket ${first}`,
    ),
  );
  t.truthy(await screen.findByText(`Ticket ${first} wins Spring fair.`, { selector: 'p' }));
  await requestSettled();
});

test.serial('the dialog says when another organiser draws while it is open', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring');
  const dialog = within(screen.getByRole('alertdialog'));
  await operator.call('drawWinner', { params });
  t.truthy(await dialog.findByText('The draw is already made. There is no second draw.'));
  t.true(dialog.getByRole<HTMLButtonElement>('button', { name: 'Draw the winner' }).disabled);
  t.is(dialog.queryByRole('img', { name: 'Right' }), null);
});
