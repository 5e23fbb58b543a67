import {
  eventually,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
} from '../support/participant.tsx';
import { render, screen, within } from '@testing-library/react';
import test from 'ava';
import { PrizeList } from '#ui/PrizeList.tsx';
import { drawnRaffle, holding, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { messagesFor } from '../../participant-app/shared/messages/messages.ts';

resetBetweenTests();

const fair = raffleView({
  sold: 10,
  prizes: [{ title: 'A bicycle' }, { title: 'A hamper' }],
  reserves: 2,
  closesAt: '2027-06-19T16:00:00.000Z',
  claimBy: '2027-07-01T16:00:00.000Z',
  notice: {
    organiser: 'Hillside School',
    price: { amount: 200, currency: 'GBP' },
    payment: 'Cash at the stall',
    drawAt: '2027-06-19T16:30:00.000Z',
  },
});

test.serial('before they buy, people read prizes, price, dates and organiser', async (t) => {
  stubService({ raffle: fair });
  showDashboard();
  const about = within(await screen.findByRole('region', { name: 'About this raffle' }));
  const facts = about
    .getAllByRole('term')
    .map(({ textContent, nextSibling }) => [
      textContent,
      nextSibling?.textContent?.replace(/ at .*| GMT.*/, ''),
    ]);
  t.deepEqual(facts, [
    ['Prizes, in the order of the draw', '1. A bicycle\n2. A hamper'],
    ['Price of a ticket', '£2.00'],
    ['How to pay', 'Cash'],
    ['Sales end', 'June 19, 2027'],
    ['Draw', 'June 19, 2027'],
    ['Collect prizes by', 'July 1, 2027'],
    ['Organiser', 'Hillside School'],
  ]);
  t.truthy(screen.getByText(/^2 more tickets are drawn as reserves\./));
});

test.serial('beside the button is the price of the chosen number of tickets', async (t) => {
  stubService({ raffle: fair });
  const { user } = showDashboard();
  await readyToBuy();
  t.truthy(screen.getByText(/^Price: £2\.00\./));
  await user.click(await screen.findByRole('button', { name: /Increase|\+/ }));
  t.truthy(await screen.findByText(/^Price: £4\.00\./));
});

test.serial('a voided ticket of mine is told with its reason', async (t) => {
  const voidedAt = '2026-03-03T10:00:00.000Z';
  const voided = [{ number: 7, sale: 7, reason: 'refunded' as const, voidedAt }];
  stubService({ mine: { ...holding([8]), voided } });
  showDashboard();
  t.truthy(await screen.findByText('Ticket 7 does not count any more: it was refunded.'));
});

test.serial('a void of my ticket is shown on the open page', async (t) => {
  const service = stubService({ mine: holding([7, 8]) });
  showDashboard();
  await screen.findByText(/^You have 2 tickets, the maximum/);
  const voidedAt = '2026-03-03T10:00:00.000Z';
  const voided = [{ number: 7, sale: 7, reason: 'unpaid' as const, voidedAt }];
  service.mine = { ...holding([8]), voided };
  service.raffle = raffleView({ sold: 9, version: 12 });
  t.truthy(await screen.findByText('Ticket 7 does not count any more: it was not paid.'));
});

test.serial('a prize that comes to my ticket by a forfeit is shown on the open page', async (t) => {
  const drawn = { ...drawnRaffle(4), version: 61 };
  const service = stubService({ raffle: drawn, mine: holding([9], false) });
  showDashboard();
  await screen.findByText(/^Ticket 4 was drawn\. Yours was number 9\./);
  service.mine = holding([9], true);
  service.raffle = {
    ...drawn,
    version: 62,
    prizes: [{ title: 'Prize', state: 'drawn', ticketNumber: 9 }],
    winner: { ticketNumber: 9 },
  };
  t.truthy(await screen.findByText('Your ticket 9 won.'));
});

test.serial('a name that the organiser requires is asked before the purchase', async (t) => {
  const { scope } = stubService({
    raffle: raffleView({ notice: { askFor: { name: 'required', phone: 'optional' } } }),
  });
  const sent: unknown[] = [];
  scope.put('/api/me').reply((_uri, body) => {
    sent.push(body);
    return [200, { account: { id: 'ann', email: 'ann@example.org', name: 'Ann Hill' } }];
  });
  const { user } = showDashboard();
  const name = await screen.findByLabelText('Your name');
  t.is(screen.queryByRole('button', { name: /^Buy/ }), null);
  await user.click(screen.getByRole('button', { name: 'Save and go on' }));
  t.truthy(await screen.findByText('Fill in what is not marked as optional.'));
  await user.type(name, ' Ann Hill ');
  await user.click(screen.getByRole('button', { name: 'Save and go on' }));
  await eventually(() => sent.length > 0);
  t.deepEqual(sent, [{ name: 'Ann Hill', phone: null }]);
});

test.serial('details that are known or optional do not stand before the button', async (t) => {
  stubService({ raffle: raffleView({ notice: { askFor: { phone: 'optional' } } }) });
  showDashboard();
  t.truthy(await readyToBuy());
  t.is(screen.queryByLabelText(/telephone/), null);
});

test.serial('a list of prizes says which were collected and which no ticket holds', (t) => {
  const { container } = render(
    <PrizeList
      words={messagesFor('en')}
      prizes={[
        { title: 'A bicycle', state: 'claimed', ticketNumber: 4 },
        { title: 'A hamper', state: 'drawn', ticketNumber: 9 },
        { title: 'A book', state: 'unawarded' },
      ]}
    />,
  );
  t.deepEqual(
    [...container.querySelectorAll('li')].map(({ textContent }) => textContent),
    ['A bicycle: ticket 4, collected', 'A hamper: ticket 9', 'A book: not awarded'],
  );
});
