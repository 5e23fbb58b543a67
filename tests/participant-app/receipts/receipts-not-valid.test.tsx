import { beginAnew, catchDownloads, openPage, type Wire } from '../../support/own-page.tsx';
import { screen, waitFor } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { startTestService, type TestService } from '../../support/service.ts';
import {
  visit,
  buy,
  fingerprintOf,
  openReceipt,
  receiptOf,
  askAgain,
} from '../../support/receipt-pages.tsx';

beginAnew();

/** Waits until a page opened after `start` requests has what it compares the receipts with. */
async function untilCompared({ asked }: Wire, start: number): Promise<void> {
  await waitFor(() => {
    for (const end of ['/tickets/mine', '/log']) {
      const isAsked = asked.slice(start).some((line) => line.endsWith(end));
      if (!isAsked) throw new Error(`${end} was not requested.`);
    }
  });
}

const bent = (text: string) => text.replace(/\nindex 1\n/, '\nindex 0\n');

const notValid = ['is not valid', 'NOT VALID. 2 of 5 checks failed'] as const;
const unreadable = ['cannot be read', 'COULD NOT CHECK'] as const;

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
    await screen.findByText(
      `The receipt of this ticket ${message}. Open it, and save it as evidence.`,
    );
    const { user, container } = openReceipt(1);
    await screen.findByRole('alert');
    t.true(screen.getByRole('alert').textContent.includes(`This receipt ${message}`));
    t.true(container.textContent.includes(verdict));
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
    await screen.findByRole('link', { name: 'Show the receipt for ticket 1' });
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
