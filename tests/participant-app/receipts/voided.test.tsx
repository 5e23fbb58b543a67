import { beginAnew, catchDownloads, openPage, visitService } from '../../support/own-page.tsx';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { type ExecutionContext } from 'ava';
import type { Purchase } from '#contract/tickets.ts';
import { Page } from '../../../participant-app/app/Page.tsx';
import { ReceiptPage } from '../../../participant-app/app/ReceiptPage.tsx';
import { checkReceipt } from '../../../participant-app/features/receipts/check-receipt.ts';
import { lookUpSale } from '../../../participant-app/features/receipts/look-up-sale.ts';
import { writeReceiptLink } from '../../../participant-app/features/receipts/receipt-link.ts';
import { startTestService, type Participant } from '../../support/service.ts';

beginAnew();

const params = { id: 'demo' };
const isInRecord = 'Ticket 1 is in the raffle’s record.';
const saysVoided = 'Ticket 1 does not count any more (not paid).';

/** Ann's only ticket, number 1, is bought and voided in the test. */
async function start(t: ExecutionContext) {
  const service = await startTestService(t);
  const { operator, signIn, url } = service;
  const ann = await signIn('ann@example.org');
  const voidTicket = async () => {
    const body = { numbers: [1], reason: 'unpaid' as const };
    await operator.call('voidTickets', { params, body, idempotencyKey: crypto.randomUUID() });
  };
  const draw = async () => operator.call('drawWinner', { params });
  return { service, url, ann, signIn, voidTicket, draw };
}

async function buy(participant: Participant): Promise<string> {
  const purchase = (await (await participant.buy('demo')).json()) as Purchase;
  const [text] = purchase.receipts;
  if (text === undefined) throw new Error('The purchase has no receipt.');
  return text;
}

/** Opens the shared link of a receipt. */
function openLink(url: string, text: string) {
  cleanup();
  location.hash = new URL(writeReceiptLink(url, text)).hash;
  return render(<Page path="/receipt" search="?locale=en" />);
}

test.serial(
  'the receipt of an earlier sale of the winning number is shown as voided, not as the winner',
  async (t) => {
    const { url, ann, signIn, voidTicket, draw } = await start(t);
    const first = await buy(ann);
    await voidTicket();
    const bo = await signIn('bo@example.org');
    const second = await buy(bo);
    await draw();
    const wire = visitService(url);
    const earlier = openLink(url, first);
    await screen.findByText(saysVoided);
    t.true(earlier.container.textContent.includes('Not valid any more'));
    t.is(screen.queryByText(isInRecord), null, 'no green mark beside the void');
    t.true(earlier.container.textContent.includes('It was voided later, by entry 2'));
    await waitFor(() => {
      const polls = wire.asked.filter((line) => line === 'GET /api/raffles/demo/log').length;
      if (polls < 3) throw new Error('The sale was not looked up after the draw.');
    });
    await screen.findByText(saysVoided);
    t.notRegex(earlier.container.textContent, / won\b/);
    t.false(earlier.container.textContent.includes('Winning ticket'));
    const later = openLink(url, second);
    await screen.findByText('Ticket 1 won.');
    t.true(later.container.textContent.includes('Winning ticket'));
    t.false(later.container.textContent.includes('does not count'));
    t.false(later.container.textContent.includes('Not valid'));
  },
);

test.serial('a valid ticket that is not drawn has not won', async (t) => {
  const { url, ann, signIn, draw } = await start(t);
  const texts = [await buy(ann), await buy(await signIn('bo@example.org'))];
  const { winner } = await draw();
  visitService(url);
  const { container } = openLink(url, texts[winner?.ticketNumber === 1 ? 1 : 0] ?? '');
  await screen.findByText(/^Ticket \d won\. Not this time\.$/);
  t.false(container.textContent.includes('Winning ticket'));
  t.false(container.textContent.includes('does not count'));
});

test.serial('a log without the entry of the receipt is said to deny the ticket', async (t) => {
  const { url, ann } = await start(t);
  const text = await buy(ann);
  const wire = visitService(url);
  wire.bend = (path, reply) =>
    path.endsWith('/log') ? reply.replace('"number":1', '"number":2') : reply;
  const files = catchDownloads();
  openLink(url, text);
  t.truthy(await screen.findByText(/does not list this ticket any more/));
  t.truthy(screen.getByText('Not confirmed'));
  t.is(screen.queryByText(isInRecord), null, 'no green mark beside the alarm');
  await userEvent.click(screen.getByRole('button', { name: 'Save as evidence' }));
  t.is(await files[0]!.text, text);
  t.is(screen.queryByRole('button', { name: 'Save receipt' }), null);
});

test.serial(
  'if the log cannot be read, the page says that a later void is not checked',
  async (t) => {
    const { url, ann } = await start(t);
    const text = await buy(ann);
    const wire = visitService(url);
    let isKeyRead = false;
    wire.bend = (path, reply) => {
      if (!path.endsWith('/log')) return reply;
      if (isKeyRead) throw new TypeError('fetch failed');
      isKeyRead = true;
      return reply;
    };
    openLink(url, text);
    await screen.findByText('Could not check whether this ticket was voided later.');
    t.truthy(screen.getByText(isInRecord));
  },
);

test.serial(
  'of a very long log only the draw record is read, and a void stays unknown',
  async (t) => {
    const { url, ann, signIn, voidTicket, draw } = await start(t);
    const first = await buy(ann);
    await voidTicket();
    const second = await buy(await signIn('bo@example.org'));
    await draw();
    const wire = visitService(url);
    const raffle = (await (await fetch(`${url}/api/raffles/demo`)).json()) as never;
    const long = { ...(raffle as object), version: 20_001 } as never;
    const lookUp = async (text: string, sale: number) =>
      lookUpSale(checkReceipt({ number: 1, sale, text }), long);
    t.like(await lookUp(second, 3), { isDrawn: true, isLaterKnown: true });
    t.like(await lookUp(first, 1), { isDrawn: false, isLaterKnown: false, voided: undefined });
    t.deepEqual(new Set(wire.asked), new Set(['GET /api/raffles/demo/draw']));
  },
);

test.serial(
  'my tickets name a voided ticket and the reason, before and after the draw',
  async (t) => {
    const { url, ann, signIn, voidTicket, draw } = await start(t);
    await buy(ann);
    visitService(url, ann.cookie);
    openPage();
    await screen.findByRole('link', { name: 'Show the receipt for ticket 1' });
    await voidTicket();
    openPage();
    await screen.findByText(saysVoided);
    t.is(screen.queryByText(/None yet/), null);
    t.is(screen.queryByRole('listitem', { name: 'Ticket 1' }), null);
    t.is(screen.queryByRole('link', { name: 'Show the receipt for ticket 1' }), null);
    const { container } = openPage({ children: <ReceiptPage number={1} /> });
    await screen.findByText(saysVoided);
    t.true(container.textContent.includes('Not valid any more'));
    const bo = await signIn('bo@example.org');
    await buy(bo);
    await draw();
    const mine = openPage();
    await screen.findByText(saysVoided);
    await screen.findByText('You had no ticket in the draw.');
    t.is(mine.container.querySelector('[data-number]'), null);
    visitService(url, bo.cookie);
    openPage();
    await screen.findByRole('link', { name: 'Show the receipt for ticket 1' });
    t.truthy(await screen.findAllByText((text) => text.endsWith('Winning ticket')));
  },
);

test.serial('a number that was voided and bought again has a receipt for each sale', async (t) => {
  const { url, ann, voidTicket } = await start(t);
  const first = checkReceipt({ number: 1, sale: 1, text: await buy(ann) });
  const wire = visitService(url, ann.cookie);
  openPage();
  await screen.findByText(first.shortFingerprint);
  await voidTicket();
  const second = checkReceipt({ number: 1, sale: 3, text: await buy(ann) });
  openPage();
  await screen.findByText(second.shortFingerprint);
  t.is(screen.queryByText(first.shortFingerprint), null);
  t.truthy(screen.getByText(saysVoided));
  const one = openPage({ children: <ReceiptPage number={1} /> });
  await screen.findByText(/This receipt proves that ticket 1/);
  await screen.findAllByText(second.fingerprint);
  t.false(one.container.textContent.includes('does not count'));
  t.false(one.container.textContent.includes('Not valid'));
  const sheet = openPage({ children: <ReceiptPage number={undefined} /> });
  await screen.findByText(first.shortFingerprint);
  await screen.findByText('Not valid any more');
  t.is(sheet.container.querySelectorAll('li').length, 2);
  t.is(screen.getAllByText('Not valid any more').length, 1);
  wire.isCut = true;
  openPage();
  await screen.findByText(second.shortFingerprint);
});

test.serial('receipts that an earlier version stored by number are kept', async (t) => {
  const { url, ann } = await start(t);
  const { shortFingerprint } = checkReceipt({ number: 1, sale: 1, text: await buy(ann) });
  const wire = visitService(url, ann.cookie);
  openPage();
  await screen.findByText(shortFingerprint);
  const stored = Object.entries(localStorage).find(([name]) => name.startsWith('raffle-receipts '));
  const [name, value] = stored ?? t.fail('Nothing is stored.');
  const old = JSON.parse(String(value)) as { texts: Record<string, { text: string }> };
  const texts = Object.fromEntries(
    Object.entries(old.texts).map(([number, { text }]) => [number, text]),
  );
  localStorage.setItem(name, JSON.stringify({ ...old, texts }));
  wire.isCut = true;
  openPage();
  t.truthy(await screen.findByText(shortFingerprint));
});
