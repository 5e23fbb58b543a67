import { beginAnew, visitService } from '../../support/own-page.tsx';
import { render, screen } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { isPage, readRoute } from '../../../participant-app/app/route.ts';
import { Page } from '../../../participant-app/app/Page.tsx';
import { holdReveal } from '../../support/hold-reveal.ts';
import { startTestService } from '../../support/service.ts';

beginAnew();

const params = { id: 'fair' };

/** Tickets 1 to `quantity`, sold at the desk; `open` shows the page of their link. */
async function sellAtDesk(t: ExecutionContext, quantity: number) {
  const { operator, url } = await startTestService(t);
  const rules = {
    title: 'Summer fair',
    capacity: Math.max(2, quantity),
    perPersonLimit: quantity,
    prizes: ['A weekend hamper'],
  };
  await operator.call('createRaffle', { body: { ...params, ...rules } });
  const call = { params, body: { quantity }, idempotencyKey: 'one' };
  const { claimUrl } = await operator.call('sellTickets', call);
  const wire = visitService(url);
  const token = claimUrl.split('/').at(-1)!;
  const open = (secret = token) =>
    render(<Page path={`/raffles/fair/claims/${secret}`} search="?locale=en" />);
  return { operator, open, token, wire };
}

test.serial('the link of a desk sale shows its tickets, verified and ready to print', async (t) => {
  const { operator, open } = await sellAtDesk(t, 2);
  const voiding = { params, body: { numbers: [1], reason: 'unpaid' as const } };
  await operator.call('voidTickets', { ...voiding, idempotencyKey: 'two' });
  open();
  t.truthy(await screen.findByText('Ticket 1 does not count any more (not paid).'));
  t.truthy(screen.getByRole('heading', { name: 'Summer fair' }));
  t.deepEqual(
    screen.getAllByText(/^(Valid|Not valid any more)$/).map(({ textContent }) => textContent),
    ['Not valid any more', 'Valid'],
  );
  t.truthy(screen.getByRole('img', { name: 'QR code of the receipt for ticket 2' }));
  t.truthy(screen.getByRole('button', { name: 'Print all' }));
  const receipt = screen.getByRole('link', { name: 'Receipt for ticket 2' });
  t.is((receipt as HTMLAnchorElement).pathname, '/receipt', 'checked by anyone without an app');
});

test.serial('the link of a sale of many tickets shows all of them', async (t) => {
  const { open } = await sellAtDesk(t, 60);
  open();
  t.truthy(await screen.findByRole('button', { name: 'Print all' }));
  const codes = screen.getAllByRole('img', { name: /^QR code of the receipt/ });
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  t.deepEqual(
    codes.map((code) => code.getAttribute('aria-label')),
    numbers.map((number) => `QR code of the receipt for ticket ${number}`),
  );
  t.is(screen.getAllByText('Valid').length, 60);
});

test.serial('the link tells what the ticket won, when every screen does', async (t) => {
  const { operator, open } = await sellAtDesk(t, 1);
  const release = holdReveal(t);
  await operator.call('drawWinner', { params });
  open();
  t.truthy(await screen.findByText('Drawing …'));
  release();
  t.truthy(await screen.findByText('You won: A weekend hamper (ticket 1).'));
  t.truthy(screen.getByText('Show this page to the organiser to collect it.'));
});

test.serial('sales to others do not make the page read its tickets again', async (t) => {
  const { operator, open, token, wire } = await sellAtDesk(t, 1);
  const countReads = () => wire.asked.filter((each) => each.endsWith(token)).length;
  open();
  t.truthy(await screen.findByText('You have 1 ticket, number 1.'));
  t.truthy(screen.getByText('The result appears here after the draw.'));
  await operator.call('sellTickets', { params, body: { quantity: 1 }, idempotencyKey: 'two' });
  const before = countReads();
  t.truthy(await screen.findByText('Sold out. You have 1 ticket, number 1.'));
  const voiding = { params, body: { numbers: [1], reason: 'unpaid' as const } };
  await operator.call('voidTickets', { ...voiding, idempotencyKey: 'three' });
  t.truthy(await screen.findByText('Ticket 1 does not count any more (not paid).'));
  t.is(countReads(), before + 1);
  t.truthy(await screen.findByText('Tickets are on sale.'));
});

test.serial('a wrong link says so and leads to the raffle', async (t) => {
  const { open } = await sellAtDesk(t, 1);
  open('1-AAAAAAAAAAAAAAAAAAAAAA');
  const link = await screen.findByRole('link', { name: 'To the raffle' });
  t.is((link as HTMLAnchorElement).pathname, '/raffles/fair');
});

test('the page of a link is never kept for a visit without a network', (t) => {
  const path = '/raffles/fair/claims/1-AAAA';
  t.deepEqual(readRoute(path), { page: 'claim', raffleId: 'fair', token: '1-AAAA' });
  t.false(isPage(path));
  t.true(isPage('/raffles/fair/receipts'));
});
