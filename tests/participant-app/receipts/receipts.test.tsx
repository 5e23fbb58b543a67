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
import type { Purchase } from '#contract/schemas.ts';
import { Page } from '../../../participant-app/page/Page.tsx';
import { ReceiptPage } from '../../../participant-app/page/ReceiptPage.tsx';
import { startTestService, type Participant, type TestService } from '../../support/service.ts';

beginAnew();

/** Somebody on the raffle's own page, at a real service. */
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
  return openPage({ renderView: (props) => <ReceiptPage {...props} number={number} /> });
}

async function receiptOf(participant: Participant, number: number): Promise<string> {
  return (await participant.fetch(`/api/raffles/demo/tickets/${number}/receipt`)).text();
}

/** Long enough for whatever would come to come. */
const settledMs = 400;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const asksForReceipts = ({ asked }: Wire) => asked.filter((line) => line.endsWith('/receipt'));

test.serial(
  'a purchase brings its receipt: fingerprint on the stub, file, and no further question',
  async (t) => {
    const { ann, wire } = await visit(t);
    const files = catchDownloads();
    const { user } = openPage();
    await user.click(await screen.findByRole('button', { name: /^Buy 1 ticket/ }));
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

test.serial('the receipt of a ticket that was bought elsewhere is fetched, once', async (t) => {
  const { ann, wire } = await visit(t);
  const { receipts } = await buy(ann, 2);
  openPage();
  for (const text of receipts) await screen.findByText(fingerprintOf(text));
  wire.bend = (path, text) => (path.endsWith('/receipt') ? 'another' : text);
  openPage();
  for (const text of receipts) await screen.findByText(fingerprintOf(text));
  await pause(settledMs);
  for (const text of receipts) t.truthy(screen.getByText(fingerprintOf(text)));
  t.is(asksForReceipts(wire).length, 2);
});

test.serial(
  'a receipt’s page shows what it proves, what it does not, and that it was checked here',
  async (t) => {
    const { ann } = await visit(t);
    await buy(ann);
    const { container } = openReceipt(1);
    await screen.findByText(/VALID/);
    const { textContent } = container;
    t.regex(textContent, /VALID\. All 5 checks passed/);
    t.regex(textContent, /This receipt proves that ticket 1 is in the raffle’s log/);
    t.regex(textContent, /That others are shown the same log/);
    t.regex(textContent, /That the operator holds no tickets/);
    t.regex(textContent, /Entries in the log at its checkpoint2/);
    t.truthy(screen.getByRole('img', { name: 'QR code of the receipt for ticket 1' }));
  },
);

test.serial('without the service, a page that is opened again shows what was kept', async (t) => {
  const { ann, wire } = await visit(t);
  const [text] = (await buy(ann)).receipts;
  openPage();
  await screen.findByText(fingerprintOf(text!));
  wire.isCut = true;
  openPage();
  await screen.findByText(fingerprintOf(text!));
  t.truthy(screen.getByText(/These tickets are kept in this browser/));
  openReceipt(1);
  await screen.findByText(/VALID/);
});

test.serial(
  'another account in the same browser sees nothing of it, asked or unanswered',
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
    await pause(settledMs);
    t.is(screen.queryByText(fingerprintOf(text!)), null);
    openReceipt(1);
    await screen.findByText(/this browser keeps no such receipt/);
  },
);

test.serial(
  'signing out takes the receipts off this browser, and leaves what it saw of the log',
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
    await pause(settledMs);
    t.is(screen.queryByText('My tickets'), null);
  },
);

test.serial(
  'a session that ended shows nothing of whose it was, then or without the service',
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
    await pause(settledMs);
    t.is(screen.queryByText(fingerprintOf(text!)), null);
    // They are hers still.
    Object.assign(wire, { isCut: false, cookie: ann.cookie });
    openPage();
    await screen.findByText(fingerprintOf(text!));
    t.is(asksForReceipts(wire).length, 1);
  },
);

const lies: Record<string, (text: string) => string> = {
  'whose proof is bent': (text) => text.replace(/\nindex 1\n/, '\nindex 0\n'),
  'that is torn': (text) => text.slice(0, 200),
  'that is no receipt': () => 'thank you for your purchase',
};

for (const [what, lie] of Object.entries(lies)) {
  test.serial(`a receipt ${what} is told plainly, and can be saved as evidence`, async (t) => {
    const { ann, wire } = await visit(t);
    await buy(ann);
    wire.bend = (path, text) => (path.endsWith('/receipt') ? lie(text) : text);
    const files = catchDownloads();
    openPage();
    await screen.findByText(/The receipt of this ticket does not hold/);
    const { user, container } = openReceipt(1);
    await screen.findByText(/This receipt does not hold/);
    t.regex(container.textContent, /NOT VALID\. \d of \d checks failed/);
    t.notRegex(container.textContent, /receipt proves that/);
    await user.click(screen.getByRole('button', { name: 'Save as evidence' }));
    t.is(files[0]!.name, 'demo-1.evidence.json');
    const evidence = JSON.parse(await files[0]!.text) as Record<string, unknown>;
    t.is(evidence['receipt'], lie(await receiptOf(ann, 1)));
    t.like(evidence, { raffle: 'demo', ticket: 1 });
  });
}

test.serial('a good receipt of another ticket is not good for this one', async (t) => {
  const { service, ann, wire } = await visit(t);
  await buy(ann);
  const bob = await service.signIn('bob@example.org');
  const [other] = (await buy(bob)).receipts;
  wire.bend = (path, text) => (path.endsWith('/tickets/1/receipt') ? other! : text);
  const { container } = openReceipt(1);
  await screen.findByText(/This receipt does not hold/);
  t.regex(container.textContent, /1 of 5 checks failed/);
  t.regex(container.textContent, /It is not the receipt for ticket 1/);
});

test.serial('a ticket that the service does not list any more is shown as denied', async (t) => {
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
  await screen.findByText(/Your receipt was signed when it was sold/);
  t.regex(container.textContent, /VALID\. All 5 checks passed/);
  await user.click(screen.getByRole('button', { name: 'Save as evidence' }));
  const evidence = JSON.parse(await files[0]!.text) as Record<string, unknown>;
  t.like(evidence, { receipt: text, ticketsListed: [] });
});

test.serial('a receipt that does not hold denies nobody anything', async (t) => {
  const { ann, wire } = await visit(t);
  await buy(ann);
  wire.bend = (path, text) =>
    path.endsWith('/receipt') ? lies['whose proof is bent']!(text) : text;
  openPage();
  await screen.findByText(/The receipt of this ticket does not hold/);
  wire.bend = (path, text) =>
    path.endsWith('/mine') ? JSON.stringify({ ...JSON.parse(text), tickets: [] }) : text;
  openPage();
  await screen.findByText(/The receipt of this ticket does not hold/);
  await pause(settledMs);
  t.is(screen.queryByText(/does not list this ticket/), null);
});

test.serial('a list that is older than the receipt denies nothing', async (t) => {
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
  await pause(settledMs);
  t.is(screen.queryByText(/does not list this ticket/), null);
});

/** The same address, another log: whoever had the folder began anew. */
async function replaceService(t: ExecutionContext, service: TestService): Promise<TestService> {
  await service.stop();
  return startTestService(t, { environment: { RAFFLE_PORT: new URL(service.url).port } });
}

test.serial(
  'a log with another key than the first time is told, and the first one stays',
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
    await screen.findByText(/The receipt of this ticket does not hold/);
    const { container } = openReceipt(1);
    await screen.findByText(/The log has another key than before/);
    t.is(localStorage.getItem(pinned![0]), pinned![1] as string);
    t.regex(container.textContent, /This receipt does not hold/);
  },
);

test.serial(
  'before the key was seen, a receipt is neither good nor bad; then it is checked',
  async (t) => {
    const { wire } = await visit(t);
    let isKeyHidden = true;
    wire.bend = (path, text) => {
      if (path.endsWith('/log') && isKeyHidden) throw new TypeError('fetch failed');
      return text;
    };
    const { user } = openPage();
    await user.click(await screen.findByRole('button', { name: /^Buy 1 ticket/ }));
    await screen.findByRole('link', { name: 'Receipt for ticket 1' });
    const { container } = openReceipt(1);
    await screen.findByText(/COULD NOT CHECK/);
    t.notRegex(container.textContent, /VALID|does not hold|receipt proves/);
    isKeyHidden = false;
    openReceipt(1);
    await screen.findByText(/VALID/);
  },
);

test.serial(
  'checking the result yourself looks for the receipts of this browser in the log',
  async (t) => {
    const { service, ann, wire } = await visit(t);
    await buy(ann, 2);
    openPage();
    await screen.findByRole('link', { name: 'Receipt for ticket 2' });
    await service.operator.call('drawWinner', { params: { id: 'demo' } });
    cleanup();
    const { container, unmount } = render(<Page path="/raffles/demo/result" search="?locale=en" />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /check/i }));
    await screen.findByText(/Ticket 2 of the receipt is entry 2 of this log/);
    t.regex(container.textContent, /Ticket 1 of the receipt is entry 1 of this log/);
    unmount();
    wire.cookie = (await service.signIn('bob@example.org')).cookie;
    openPage();
    await screen.findByText('You had no ticket in this raffle.');
    cleanup();
    const bobs = render(<Page path="/raffles/demo/result" search="?locale=en" />);
    await user.click(await screen.findByRole('button', { name: /check/i }));
    await screen.findByText(/VALID/);
    t.notRegex(bobs.container.textContent, /of the receipt is entry/);
  },
);

test.serial('who holds no such ticket, or is not signed in, is told so', async (t) => {
  const { ann, wire } = await visit(t);
  await buy(ann);
  openReceipt(2);
  t.truthy(await screen.findByText('You have no ticket 2 in this raffle.'));
  wire.cookie = '';
  openReceipt(1);
  t.truthy(await screen.findByText('Sign in to see your receipts.'));
  t.truthy(screen.getByRole('button', { name: 'Sign in to see your tickets' }));
});
