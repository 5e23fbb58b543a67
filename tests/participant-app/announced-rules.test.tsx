import {
  buy,
  eventually,
  problemReply,
  purchaseOf,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
} from '../support/participant.tsx';
import { render, screen, within } from '@testing-library/react';
import test from 'ava';
import { formatsOf } from '#ui/formats.ts';
import { PrizeResults } from '#ui/event/PrizeResults.tsx';
import { drawnRaffle, holding, raffleView } from '../../participant-app/gallery/fixtures.ts';

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

/** The terms and their texts in an element, with times as ISO 8601. */
function factsIn(element: HTMLElement) {
  return within(element)
    .getAllByRole('term')
    .map((term) => {
      const text = term.nextElementSibling!;
      return [term.textContent, text.querySelector('time')?.dateTime ?? text.textContent];
    });
}

test.serial('before they buy, people read prizes, price, dates and organiser', async (t) => {
  stubService({ raffle: fair });
  const { container } = showDashboard();
  await readyToBuy();
  t.deepEqual(
    screen.getAllByText(/^A (bicycle|hamper)$/).map(({ textContent }) => textContent),
    ['A bicycle', 'A hamper'],
  );
  t.truthy(screen.getByText('By Hillside School'));
  t.deepEqual(factsIn(container).slice(0, 3), [
    ['Ticket', '£2.00'],
    ['Sales end', '2027-06-19T16:00:00.000Z'],
    ['Draw', '2027-06-19T16:30:00.000Z'],
  ]);
  const about = await screen.findByRole('region', { name: 'About this raffle' });
  const facts = factsIn(about).map(([label, text]) => [label, text?.replace(/ at .*/, '')]);
  t.deepEqual(facts, [
    ['How to pay', 'Cash'],
    ['Collect by', 'July 1, 2027'],
  ]);
  t.truthy(
    screen.getByText(
      '2 more tickets are drawn as reserves. If a prize is declined or not collected, it goes to the next reserve.',
    ),
  );
});

test.serial('beside the button is the price of the chosen number of tickets', async (t) => {
  stubService({ raffle: fair });
  const { user } = showDashboard();
  await readyToBuy();
  const total = screen.getByText('£2.00', { selector: 'output' });
  await user.click(await screen.findByRole('button', { name: 'Increase How many' }));
  await eventually(() => total.textContent === '£4.00');
  t.pass();
});

test.serial('the question before a purchase says what, how much, and how to pay', async (t) => {
  stubService({ raffle: fair });
  const { user } = showDashboard();
  await user.click(await screen.findByRole('button', { name: 'Buy 1 ticket' }));
  const question = within(await screen.findByRole('dialog', { name: 'Buy tickets' }));
  t.truthy(question.getByText('1 ticket'));
  t.truthy(question.getByText('£2.00'));
  t.truthy(question.getByText('Cash at the stall'));
  t.truthy(question.getByText('We write to ann@example.org.'));
  await user.click(question.getByRole('button', { name: 'Back' }));
  t.is(screen.queryByRole('dialog'), null);
});

test.serial('changed rules are shown with the old ones, and asked again', async (t) => {
  const service = stubService({ raffle: fair });
  const sent: unknown[] = [];
  const dearer = {
    ...fair,
    rules: 11,
    version: 12,
    notice: { ...fair.notice, price: { amount: 300, currency: 'GBP' } },
  };
  service.scope.post(ticketsPath).reply((_uri, body) => {
    sent.push(body);
    if (sent.length > 1) return [201, purchaseOf([11], { ...dearer, version: 13 })];
    service.raffle = dearer;
    return problemReply('rules-changed');
  });
  const { user } = showDashboard();
  await buy(user);
  const alert = await screen.findByRole('alert');
  t.deepEqual(
    [...alert.querySelectorAll('dt, ins, del')].map(({ textContent }) => textContent),
    ['Price of a ticket', '£3.00', '£2.00'],
  );
  t.deepEqual(sent, [{ quantity: 1, rules: 0 }]);
  await user.click(screen.getByRole('button', { name: 'Confirm 1 ticket' }));
  await screen.findByRole('alertdialog', { name: 'Ticket 11 is yours' });
  t.deepEqual(sent.slice(1), [{ quantity: 1, rules: 11 }]);
});

test.serial('rules that changed after a sale are shown with their old values', async (t) => {
  const closesAt = '2027-06-12T16:00:00.000Z';
  const amendments = [
    { rule: 'title' as const, before: 'Summer fare' },
    { rule: 'place' as const },
    { rule: 'closesAt' as const, before: closesAt },
  ];
  const notice = { ...fair.notice, place: 'The hall' };
  stubService({ raffle: { ...fair, title: 'Summer fair', notice, amendments } });
  showDashboard();
  const name = 'Changed since the first ticket was sold';
  const changes = factsIn(await screen.findByRole('region', { name }));
  const { day } = formatsOf('en');
  t.deepEqual(changes, [
    ['Title', 'Summer fair (was: Summer fare)'],
    ['Place', 'The hall (was: nothing)'],
    ['Sales end', `${day(fair.closesAt!)} (was: ${day(closesAt)})`],
  ]);
});

test.serial('a voided ticket of mine is told with its reason', async (t) => {
  const voidedAt = '2026-03-03T10:00:00.000Z';
  const voided = [{ number: 7, sale: 7, reason: 'refunded' as const, voidedAt }];
  stubService({ mine: { ...holding([8]), voided } });
  showDashboard();
  t.truthy(await screen.findByText('Ticket 7 does not count any more (refunded).'));
});

test.serial('a void of my ticket is shown on the open page', async (t) => {
  const service = stubService({ mine: holding([7, 8]) });
  showDashboard();
  await screen.findByText('You have 2 tickets, the maximum: 7 and 8.');
  const voidedAt = '2026-03-03T10:00:00.000Z';
  const voided = [{ number: 7, sale: 7, reason: 'unpaid' as const, voidedAt }];
  service.mine = { ...holding([8]), voided };
  service.raffle = raffleView({ sold: 9, version: 12 });
  t.truthy(await screen.findByText('Ticket 7 does not count any more (not paid).'));
});

test.serial('a prize that comes to my ticket by a forfeit is shown on the open page', async (t) => {
  const drawn = { ...drawnRaffle(4), version: 61 };
  const service = stubService({ raffle: drawn, mine: holding([9], false) });
  showDashboard();
  await screen.findByText('Ticket 4 was drawn. Yours was number 9. Thank you for taking part.');
  service.mine = holding([9], true);
  service.raffle = {
    ...drawn,
    version: 62,
    prizes: [{ title: 'Prize', state: 'drawn', ticketNumber: 9 }],
    winner: { ticketNumber: 9 },
  };
  t.truthy(await screen.findByText('Your ticket 9 won.'));
});

test.serial('the holder of a drawn ticket is told why its prize was passed on', async (t) => {
  const passedOn = [{ ticketNumber: 9, reason: 'unclaimed' as const }];
  const prizes = [{ title: 'Prize', state: 'drawn' as const, ticketNumber: 4, passedOn }];
  stubService({ raffle: { ...drawnRaffle(4), prizes }, mine: holding([9, 10], false) });
  showDashboard();
  t.truthy(
    await screen.findByText(
      'Ticket 4 was drawn. Your ticket 9 was drawn, but its prize was passed on: not collected in time. Thank you for taking part.',
    ),
  );
});

test.serial('a winner whose prize was handed over is not asked to collect it', async (t) => {
  const prizes = [{ prize: 1, title: 'Prize', ticketNumber: 9, state: 'claimed' as const }];
  const claimed = { title: 'Prize', state: 'claimed' as const, ticketNumber: 9 };
  stubService({
    raffle: { ...drawnRaffle(9), prizes: [claimed] },
    mine: { ...holding([9], true), prizes },
  });
  showDashboard();
  t.truthy(await screen.findByText('The prize is marked as collected.'));
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
  t.is(screen.queryByRole('button', { name: 'Buy 1 ticket' }), null);
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
  t.is(screen.queryByLabelText('Your telephone number (optional)'), null);
});

test.serial(
  'a list of prizes says which were collected, which were passed on, and which no ticket holds',
  (t) => {
    render(
      <PrizeResults
        winningLabel="Winning ticket"
        prizes={[
          { title: 'A bicycle', state: 'claimed', ticketNumber: 4 },
          {
            title: 'A hamper',
            state: 'drawn',
            ticketNumber: 9,
            passedOn: [{ ticketNumber: 5, reason: 'unclaimed' }],
          },
          { title: 'A book', state: 'unawarded' },
        ]}
      />,
    );
    t.deepEqual(
      screen.getAllByRole('listitem').map(({ textContent }) => textContent),
      [
        'A bicycleTicket 4Collected',
        'A hamperTicket 9DrawnPassed on from ticket 5: not collected in time.',
        'A bookNot awarded',
      ],
    );
  },
);
