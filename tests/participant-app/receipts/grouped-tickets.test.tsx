import { resetBetweenTests } from '../../support/participant.tsx';
import { render, screen, within } from '@testing-library/react';
import test from 'ava';
import { Surface } from '#ui/Surface.tsx';
import { DashboardView } from '../../../participant-app/app/DashboardView.tsx';
import {
  closedRaffle,
  dashboardState,
  drawnRaffle,
  holding,
  known,
  signedIn,
} from '../../../participant-app/gallery/fixtures.ts';
import { keptReceipts } from '../../../participant-app/gallery/receipts.ts';
import { ownPage, StaticDashboard } from '../../../participant-app/gallery/StaticDashboard.tsx';

resetBetweenTests();

const mine = [42, 43];

function show(changes: Parameters<typeof dashboardState>[0], isOwnPage = true) {
  const state = dashboardState({
    live: known(closedRaffle()),
    viewer: signedIn(holding(mine)),
    receipts: keptReceipts(mine),
    ...changes,
  });
  render(
    <Surface locale="en">
      <StaticDashboard state={state} place={{ ...ownPage, isOwnPage }}>
        <DashboardView headingLevel={1} />
      </StaticDashboard>
    </Surface>,
  );
  const list = within(screen.getByRole('region', { name: 'My tickets' }));
  return list.getAllByRole('listitem').map((item) => item.getAttribute('aria-label'));
}

test.serial('tickets of one purchase stand together, with one way to show and print them', (t) => {
  t.deepEqual(show({}), ['Tickets 42–43']);
  const stub = within(screen.getByRole('listitem', { name: 'Tickets 42–43' }));
  const hrefs = stub
    .getAllByRole('link')
    .map((link) => [link.textContent, (link as HTMLAnchorElement).pathname]);
  t.deepEqual(hrefs, [
    ['Show', '/raffles/spring/receipts'],
    ['Print', '/raffles/spring/receipts'],
  ]);
});

test.serial('on another site’s page the tickets are shown in a dialog', (t) => {
  show({}, false);
  t.truthy(screen.getByRole('button', { name: 'Show' }));
  t.is(screen.queryByRole('link', { name: 'Print' }), null);
});

test.serial('a ticket that won stands alone', (t) => {
  const won = { live: known(drawnRaffle(42)), viewer: signedIn(holding(mine, true)) };
  t.deepEqual(show(won), ['Ticket 43', 'Ticket 42']);
});

test.serial('a denied ticket stands alone', (t) => {
  const receipts = keptReceipts(mine, { denied: new Set([42]) });
  t.deepEqual(show({ receipts, viewer: signedIn(holding([43])) }), ['Ticket 43', 'Ticket 42']);
});

test.serial('tickets of two purchases stand apart', (t) => {
  const { tickets, ...rest } = holding(mine);
  const [first, second] = tickets;
  const later = { ...second!, purchasedAt: '2026-03-04T08:00:00.000Z' };
  t.deepEqual(show({ viewer: signedIn({ ...rest, tickets: [first!, later] }) }), [
    'Ticket 43',
    'Ticket 42',
  ]);
});
