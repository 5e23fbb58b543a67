import {
  beginAnew,
  catchDownloads,
  openPage,
  visitService,
  type Wire,
} from '../../support/own-page.tsx';
import { createHash } from 'node:crypto';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { type ExecutionContext } from 'ava';
import type { Purchase } from '#contract/tickets.ts';
import { Page } from '../../../participant-app/app/Page.tsx';
import { ReceiptPage } from '../../../participant-app/app/ReceiptPage.tsx';
import { startTestService, type Participant, type TestService } from '../../support/service.ts';

beginAnew();

/** Opens the raffle's own page at a real service as a participant. */
async function visit(t: ExecutionContext, email = 'ann@example.org') {
  const service = await startTestService(t);
  const ann = await service.signIn(email);
  return { service, ann, wire: visitService(service.url, ann.cookie) };
}

async function buy(participant: Participant, quantity = 1): Promise<Purchase> {
  return (await (await participant.buy('demo', { quantity })).json()) as Purchase;
}

const fingerprintOf = (text: string) => {
  const digits = createHash('sha256').update(text).digest('hex');
  return `${digits.slice(0, 4)} ${digits.slice(4, 8)}`;
};

/** Opens the page of one receipt. */
function openReceipt(number: number) {
  return openPage({ children: <ReceiptPage number={number} /> });
}

async function receiptOf(participant: Participant, number: number): Promise<string> {
  return (await participant.fetch(`/api/raffles/demo/tickets/${number}/receipt`)).text();
}

/** Waits until the page has polled four times more, so that what it would show is there. */
async function askAgain({ asked }: Wire): Promise<void> {
  const countPolls = () => asked.filter((line) => line === 'GET /api/raffles/demo').length;
  const end = countPolls() + 4;
  await waitFor(() => {
    if (countPolls() < end) throw new Error(`${end - countPolls()} polls are missing.`);
  });
}

/** Waits until a page opened after `start` requests has what it compares the receipts with. */
async function untilCompared({ asked }: Wire, start: number): Promise<void> {
  await waitFor(() => {
    for (const end of ['/tickets/mine', '/log']) {
      const isAsked = asked.slice(start).some((line) => line.endsWith(end));
      if (!isAsked) throw new Error(`${end} was not requested.`);
    }
  });
}
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
    const link = screen.getByRole('link', { name: 'Receipt for ticket 1' });
    t.regex(link.getAttribute('href')!, /\/raffles\/demo\/tickets\/1\/receipt$/);
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
    await screen.findByRole('link', { name: 'Receipt for ticket 1' });
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

const bent = (text: string) => text.replace(/\nindex 1\n/, '\nindex 0\n');
const notValid = [/receipt.* is not valid/, /NOT VALID\. \d of \d checks failed/] as const;
const unreadable = [/receipt.* cannot be read/i, /COULD NOT CHECK/] as const;
const lies = {
  'with a changed proof': [bent, notValid],
  'that is cut off': [(text: string) => text.slice(0, 200), unreadable],
  'that is not a receipt': [() => 'thank you for your purchase', unreadable],
} as const;

for (const [what, [lie, [message, verdict]]] of Object.entries(lies)) {
  test.serial(`a receipt ${what} shows a clear message and can be saved as evidence`, async (t) => {
    const { ann, wire } = await visit(t);
    await buy(ann);
    wire.bend = (path, text) => (path.endsWith('/receipt') ? lie(text) : text);
    const files = catchDownloads();
    openPage();
    await screen.findByText(message);
    const { user, container } = openReceipt(1);
    await screen.findByRole('alert');
    t.regex(screen.getByRole('alert').textContent, message);
    t.regex(container.textContent, verdict);
    t.false(container.textContent.includes('receipt proves that'));
    await user.click(screen.getByRole('button', { name: 'Save as evidence' }));
    t.is(files[0]!.name, 'demo-1.evidence.json');
    const evidence = JSON.parse(await files[0]!.text) as Record<string, unknown>;
    t.is(evidence['receipt'], lie(await receiptOf(ann, 1)));
    t.like(evidence, { raffle: 'demo', ticket: 1 });
  });
}

test.serial('a valid receipt of another ticket is not valid for this one', async (t) => {
  const { service, ann, wire } = await visit(t);
  await buy(ann);
  const bob = await service.signIn('bob@example.org');
  const [other] = (await buy(bob)).receipts;
  wire.bend = (path, text) => (path.endsWith('/tickets/1/receipt') ? other! : text);
  const { container } = openReceipt(1);
  await screen.findByText(/This receipt is not valid/);
  t.true(container.textContent.includes('1 of 5 checks failed'));
  t.true(container.textContent.includes('It is not the receipt for ticket 1'));
});

test.serial('a ticket that the service no longer lists is shown as denied', async (t) => {
  const { ann, wire } = await visit(t);
  const [text] = (await buy(ann)).receipts;
  openPage();
  await screen.findByText(fingerprintOf(text!));
  wire.bend = (path, text) =>
    path.endsWith('/mine') ? JSON.stringify({ ...JSON.parse(text), tickets: [] }) : text;
  openPage();
  await screen.findByText(/The raffle does not list this ticket any more/);
  const files = catchDownloads();
  const { container, user } = openReceipt(1);
  await screen.findByText(/Your receipt was signed when the ticket was sold/);
  t.true(container.textContent.includes('VALID. All 5 checks passed'));
  await user.click(screen.getByRole('button', { name: 'Save as evidence' }));
  const evidence = JSON.parse(await files[0]!.text) as Record<string, unknown>;
  t.like(evidence, { receipt: text, ticketsListed: [] });
});

test.serial('an invalid receipt does not count as evidence of a denied ticket', async (t) => {
  const { ann, wire } = await visit(t);
  await buy(ann);
  wire.bend = (path, text) => (path.endsWith('/receipt') ? bent(text) : text);
  openPage();
  await screen.findByText(/The receipt of this ticket is not valid/);
  wire.bend = (path, text) =>
    path.endsWith('/mine') ? JSON.stringify({ ...JSON.parse(text), tickets: [] }) : text;
  const start = wire.asked.length;
  openPage();
  await screen.findByText(/The receipt of this ticket is not valid/);
  await untilCompared(wire, start);
  await askAgain(wire);
  t.is(screen.queryByText(/does not list this ticket/), null);
});

test.serial(
  'a ticket list that is older than the receipt does not count as a denial',
  async (t) => {
    const { ann, wire } = await visit(t);
    const [text] = (await buy(ann)).receipts;
    openPage();
    await screen.findByText(fingerprintOf(text!));
    let lists = 0;
    wire.bend = (path, text) => {
      if (!path.endsWith('/mine')) return text;
      lists += 1;
      return lists > 1 ? text : JSON.stringify({ ...JSON.parse(text), tickets: [] });
    };
    openPage();
    await screen.findByText(fingerprintOf(text!));
    await waitFor(() => {
      if (lists < 2) throw new Error('The list was not asked for again.');
    });
    await askAgain(wire);
    t.is(screen.queryByText(/does not list this ticket/), null);
  },
);

/** The same address with another log: the data folder was created anew. */
async function replaceService(t: ExecutionContext, service: TestService): Promise<TestService> {
  await service.stop();
  return startTestService(t, { environment: { RAFFLE_PORT: new URL(service.url).port } });
}

test.serial(
  'a log with another key than at the first visit is reported, and the first key stays stored',
  async (t) => {
    const { service, ann, wire } = await visit(t);
    const [text] = (await buy(ann)).receipts;
    openPage();
    await screen.findByText(fingerprintOf(text!));
    const pinned = Object.entries(localStorage).find(([name]) =>
      name.startsWith('raffle-checkpoint'),
    );
    const after = await replaceService(t, service);
    const again = await after.signIn('ann@example.org');
    await buy(again);
    wire.cookie = again.cookie;
    openPage();
    await screen.findByText(/The receipt of this ticket is not valid/);
    const { container } = openReceipt(1);
    await screen.findByText(/The raffle’s signature has changed/);
    t.is(localStorage.getItem(pinned![0]), pinned![1] as string);
    t.true(container.textContent.includes('This receipt is not valid'));
  },
);

test.serial(
  'before the key is known a receipt is neither valid nor invalid, and is verified afterwards',
  async (t) => {
    const { wire } = await visit(t);
    let isKeyHidden = true;
    wire.bend = (path, text) => {
      if (path.endsWith('/log') && isKeyHidden) throw new TypeError('fetch failed');
      return text;
    };
    const { user } = openPage();
    await user.click(await screen.findByRole('button', { name: 'Buy 1 ticket' }));
    await user.click(await screen.findByRole('button', { name: 'Confirm 1 ticket' }));
    await screen.findByRole('link', { name: 'Receipt for ticket 1' });
    const { container } = openReceipt(1);
    await screen.findByText(/COULD NOT CHECK/);
    t.false(container.textContent.includes('VALID'));
    t.false(container.textContent.includes('is not valid'));
    t.false(container.textContent.includes('receipt proves'));
    isKeyHidden = false;
    openReceipt(1);
    await screen.findByText(/This receipt proves that ticket 1/);
  },
);

test.serial('the check of the result looks up this browser’s receipts in the log', async (t) => {
  const { service, ann, wire } = await visit(t);
  await buy(ann, 2);
  openPage();
  await screen.findByRole('listitem', { name: 'Tickets 1–2' });
  await service.operator.call('drawWinner', { params: { id: 'demo' } });
  cleanup();
  const { container, unmount } = render(<Page path="/raffles/demo/result" search="?locale=en" />);
  const user = userEvent.setup();
  await screen.findByText('Drawing …');
  await user.click(await screen.findByRole('button', { name: /check/i }));
  await screen.findByText(/Ticket 2 of the receipt is entry 2 of this log/);
  t.true(container.textContent.includes('Ticket 1 of the receipt is entry 1 of this log'));
  unmount();
  wire.cookie = (await service.signIn('bob@example.org')).cookie;
  openPage();
  await screen.findByText('You had no ticket in this raffle.');
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
