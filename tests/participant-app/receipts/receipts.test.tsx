import { beginAnew, catchDownloads, openPage, type Wire } from '../../support/own-page.tsx';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test from 'ava';
import { Page } from '../../../participant-app/app/Page.tsx';
import { ReceiptPage } from '../../../participant-app/app/ReceiptPage.tsx';
import { holdReveal } from '../../support/hold-reveal.ts';
import {
  visit,
  buy,
  fingerprintOf,
  openReceipt,
  receiptOf,
  askAgain,
} from '../../support/receipt-pages.tsx';

beginAnew();

const asksForReceipts = ({ asked }: Wire) => asked.filter((line) => line.endsWith('/receipt'));

test.serial(
  'a purchase includes its receipt: fingerprint on the stub, file, and no further request',
  async (t) => {
    const { ann, wire } = await visit(t);
    const files = catchDownloads();
    const { user } = openPage();
    await user.click(await screen.findByRole('button', { name: 'Buy 1 ticket' }));
    await user.click(await screen.findByRole('button', { name: 'Confirm 1 ticket' }));
    await user.click(await screen.findByRole('button', { name: 'Save the receipt for ticket 1' }));
    const text = await receiptOf(ann, 1);
    t.is(files[0]!.name, 'demo-1.tlog-proof');
    t.is(await files[0]!.text, text);
    t.truthy(screen.getByText(fingerprintOf(text)));
    t.deepEqual(asksForReceipts(wire), []);
    const link = screen.getByRole('link', { name: 'Show the receipt for ticket 1' });
    t.true(link.getAttribute('href')!.endsWith('/raffles/demo/tickets/1/receipt'));
    const print = screen.getByRole('link', { name: 'Print the receipt for ticket 1' });
    t.is(print.getAttribute('href'), `${link.getAttribute('href')}#print`);
    t.deepEqual(
      within(screen.getByRole('listitem', { name: 'Ticket 1' }))
        .getAllByText(/^(Show|Print|Save|Check code)$/)
        .map(({ textContent }) => textContent),
      ['Check code', 'Show', 'Print', 'Save'],
    );
  },
);

test.serial('the receipt of a ticket bought in another browser is fetched once', async (t) => {
  const { ann, wire } = await visit(t);
  const { receipts } = await buy(ann, 2);
  openPage();
  await screen.findByRole('listitem', { name: 'Tickets 1–2' });
  wire.bend = (path, text) => (path.endsWith('/receipt') ? 'another' : text);
  openPage();
  await screen.findByRole('listitem', { name: 'Tickets 1–2' });
  await askAgain(wire);
  cleanup();
  openPage({ children: <ReceiptPage number={undefined} /> });
  for (const text of receipts) t.truthy(await screen.findByText(fingerprintOf(text)));
  t.is(asksForReceipts(wire).length, 2);
});

test.serial(
  'a receipt’s page shows what it proves, what it does not, and that it was verified in the browser',
  async (t) => {
    const { ann } = await visit(t);
    await buy(ann);
    const { container } = openReceipt(1);
    await screen.findByText(/This receipt proves that ticket 1/);
    const { textContent } = container;
    t.true(textContent.includes('VALID. All 5 checks passed'));
    t.true(textContent.includes('This receipt proves that ticket 1 is in the raffle’s record'));
    t.true(textContent.includes('That others see the same log'));
    t.true(textContent.includes('That the operator holds no tickets'));
    t.true(textContent.includes('Entries in the log at its checkpoint2'));
    t.truthy(screen.getByRole('img', { name: 'QR code of the receipt for ticket 1' }));
  },
);

test.serial(
  'a receipt that could not be fetched is fetched at the press of a button',
  async (t) => {
    const { ann, wire } = await visit(t);
    await buy(ann);
    wire.bend = (path, text) => {
      if (path.endsWith('/receipt')) throw new TypeError('fetch failed');
      return text;
    };
    const { user } = openPage({ children: <ReceiptPage number={1} /> });
    const tryAgain = await screen.findByRole('button', { name: 'Try again' });
    wire.bend = (_path, text) => text;
    const before = asksForReceipts(wire).length;
    await user.click(tryAgain);
    // By itself the page asks again after five seconds.
    const hasAsked = () => {
      if (asksForReceipts(wire).length === before)
        throw new Error('The receipt was not asked for.');
    };
    await waitFor(hasAsked, { timeout: 2500 });
    t.truthy(await screen.findByText(/This receipt proves that ticket 1/));
  },
);

test.serial('without the service, a reopened page shows the stored receipts', async (t) => {
  const { ann, wire } = await visit(t);
  const [text] = (await buy(ann)).receipts;
  openPage();
  await screen.findByText(fingerprintOf(text!));
  wire.isCut = true;
  openPage();
  await screen.findByText(fingerprintOf(text!));
  t.truthy(screen.getByText(/These tickets are stored in this browser/));
  openReceipt(1);
  await screen.findByText(/This receipt proves that ticket 1/);
});

test.serial(
  'another account in the same browser sees no stored receipt, with or without the service',
  async (t) => {
    const { service, ann, wire } = await visit(t);
    const [text] = (await buy(ann)).receipts;
    openPage();
    await screen.findByText(fingerprintOf(text!));
    wire.cookie = (await service.signIn('bob@example.org')).cookie;
    openPage();
    await screen.findByText('None yet. They appear here the moment you buy.');
    t.is(screen.queryByText(fingerprintOf(text!)), null);
    wire.isCut = true;
    openPage();
    await screen.findByText('The raffle does not answer.');
    await askAgain(wire);
    t.is(screen.queryByText(fingerprintOf(text!)), null);
    openReceipt(1);
    await screen.findByText(/this browser has no such receipt/);
  },
);

test.serial(
  'signing out deletes the receipts in this browser and keeps the checkpoint of the log',
  async (t) => {
    const { ann, wire } = await visit(t);
    await buy(ann);
    const { user } = openPage();
    await screen.findByRole('link', { name: 'Show the receipt for ticket 1' });
    t.true(Object.keys(localStorage).some((name) => name.startsWith('raffle-receipts ')));
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    await screen.findByRole('button', { name: 'Sign in to buy' });
    t.deepEqual(
      Object.keys(localStorage).map((name) => name.split(' ')[0]),
      ['raffle-checkpoint'],
    );
    wire.isCut = true;
    openPage();
    await screen.findByText('The raffle does not answer.');
    await askAgain(wire);
    t.is(screen.queryByText('My tickets'), null);
  },
);

test.serial(
  'after a session has ended nothing of its account is shown, with or without the service',
  async (t) => {
    const { ann, wire } = await visit(t);
    const [text] = (await buy(ann)).receipts;
    openPage();
    await screen.findByText(fingerprintOf(text!));
    wire.cookie = '';
    openPage();
    await screen.findByRole('button', { name: 'Sign in to buy' });
    wire.isCut = true;
    openPage();
    await screen.findByText('The raffle does not answer.');
    await askAgain(wire);
    t.is(screen.queryByText(fingerprintOf(text!)), null);
    // The receipts are still hers.
    Object.assign(wire, { isCut: false, cookie: ann.cookie });
    openPage();
    await screen.findByText(fingerprintOf(text!));
    t.is(asksForReceipts(wire).length, 1);
  },
);

test.serial('the check of the result looks up this browser’s receipts in the log', async (t) => {
  const { service, ann, wire } = await visit(t);
  await buy(ann, 2);
  openPage();
  await screen.findByRole('listitem', { name: 'Tickets 1–2' });
  const release = holdReveal(t);
  await service.operator.call('drawWinner', { params: { id: 'demo' } });
  cleanup();
  const { container, unmount } = render(<Page path="/raffles/demo/result" search="?locale=en" />);
  const user = userEvent.setup();
  await screen.findByText('Drawing …');
  release();
  await user.click(await screen.findByRole('button', { name: /check/i }));
  await screen.findByText(/Ticket 2 of the receipt is entry 2 of this log/);
  t.true(container.textContent.includes('Ticket 1 of the receipt is entry 1 of this log'));
  unmount();
  wire.cookie = (await service.signIn('bob@example.org')).cookie;
  openPage();
  await screen.findByText('You had no ticket in the draw.');
  cleanup();
  const bobs = render(<Page path="/raffles/demo/result" search="?locale=en" />);
  await user.click(await screen.findByRole('button', { name: /check/i }));
  await screen.findByText(/VALID/);
  t.false(bobs.container.textContent.includes('of the receipt is entry'));
});

test.serial('the page says so if there is no such ticket or no session', async (t) => {
  const { ann, wire } = await visit(t);
  await buy(ann);
  openReceipt(2);
  t.truthy(await screen.findByText('You have no ticket 2 in this raffle.'));
  wire.cookie = '';
  openReceipt(1);
  t.truthy(await screen.findByText('Sign in to see your receipts.'));
  t.truthy(screen.getByRole('button', { name: 'Sign in to see your tickets' }));
});
