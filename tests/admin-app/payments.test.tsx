import { failureOf, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import test, { type ExecutionContext } from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { findTicketTable, numbersOf } from './support/ticket-table.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };
const { tickets: words, raffle } = messagesFor('en');
const price = { amount: 200, currency: 'GBP' };

/** The marks of the table, the first ticket first. */
const marksOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('button')
    .map((mark) => mark.getAttribute('aria-pressed'));

async function waitForMarks(table: HTMLElement, marks: readonly string[]): Promise<void> {
  await waitFor(() => {
    if (marksOf(table).join(' ') !== marks.join(' ')) throw new Error(marksOf(table).join(' '));
  });
}

test.serial('a press on a mark sets and takes back that a ticket is paid', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1, rules: { notice: { price } } });
  const table = await findTicketTable();
  await user.click(within(table).getAllByRole('button')[1]!);
  t.deepEqual(marksOf(table), ['false', 'true'], 'it is shown at once');
  await screen.findByText('£2.00 paid · £2.00 due');
  t.is((await operator.call('showSummary', { params })).paid, 1);
  await user.click(within(table).getAllByRole('button')[1]!);
  await screen.findByText('£0.00 paid · £4.00 due');
  t.is((await operator.call('showSummary', { params })).paid, 0);
  t.is(screen.queryByRole('dialog'), null);
});

test.serial('with the keyboard a ticket is marked in its cell and opened in its row', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  const table = await findTicketTable();
  const [, first] = within(table).getAllByRole('row');
  first!.focus();
  await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{Enter}');
  await waitForMarks(table, ['true', 'false']);
  await user.keyboard('{ArrowDown} ');
  await waitForMarks(table, ['true', 'true']);
  await waitFor(async () => {
    if ((await operator.call('showSummary', { params })).paid !== 2) throw new Error('not yet');
  });
  await user.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{Enter}');
  t.truthy(await screen.findByRole('dialog', { name: 'Ticket 2' }));
});

test.serial('a mark that the service refuses is taken back, with the reason', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  const table = await findTicketTable();
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    if (new Request(input, init).method === 'PUT') throw new TypeError('No connection.');
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  await user.click(within(table).getAllByRole('button')[0]!);
  t.truthy(await screen.findByText(words.unmarked(1)));
  t.deepEqual(marksOf(table), ['false', 'false']);
});

test.serial('what a seller marks elsewhere appears here', async (t) => {
  const { operator } = await openRaffle(t, { buyers: 2 });
  const table = await findTicketTable();
  await operator.call('markPayments', { params, body: { numbers: [2, 3], paid: true } });
  await waitForMarks(table, ['false', 'true', 'true', 'false']);
  t.deepEqual(numbersOf(table), ['1', '2', '3', '4']);
});

test.serial('an auditor sees the payments and cannot change them', async (t) => {
  const { operator } = await openRaffle(t, { buyers: 1, role: 'auditor' });
  await operator.call('markPayments', { params, body: { numbers: [1], paid: true } });
  const table = await findTicketTable();
  await waitFor(() => {
    if (within(table).getAllByText(words.isDue).length > 1) throw new Error('not read yet');
  });
  t.deepEqual(within(table).queryAllByRole('button'), []);
});

test.serial('a ticket is voided with a reason, and the page counts it', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 2 });
  const table = await findTicketTable();
  await user.click(within(table).getAllByRole('rowheader')[2]!);
  const dialog = within(await screen.findByRole('dialog', { name: 'Ticket 3' }));
  t.truthy(dialog.getByText('buyer1@example.org'));
  t.is(dialog.queryByRole('button', { name: words.void.action }), null, 'no reason is chosen');
  await user.click(dialog.getByRole('radio', { name: 'refunded' }));
  t.truthy(dialog.getByText(words.void.consequence));
  await user.click(dialog.getByRole('button', { name: words.void.action }));
  t.truthy(await screen.findByText(words.void.done(1)));
  t.truthy(await screen.findByText(words.voided([words.voidedBecause(1, 'refunded')])));
  await waitFor(() => {
    if (numbersOf(table).length !== 3) throw new Error('still listed');
  });
  t.is((await operator.call('showSummary', { params })).voided.refunded, 1);
});

test.serial('a paid ticket is not offered to be voided as unpaid', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  await operator.call('markPayments', { params, body: { numbers: [1], paid: true } });
  const table = await findTicketTable();
  await waitForMarks(table, ['true', 'false']);
  await user.click(within(table).getAllByRole('rowheader')[0]!);
  const dialog = within(await screen.findByRole('dialog', { name: 'Ticket 1' }));
  t.is(dialog.queryByRole('radio', { name: 'not paid' }), null);
  t.truthy(dialog.getByRole('radio', { name: 'refunded' }));
});

test.serial('all unpaid tickets are voided after the id is typed', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 2 });
  await operator.call('markPayments', { params, body: { numbers: [2], paid: true } });
  const table = await findTicketTable();
  await waitForMarks(table, ['false', 'true', 'false', 'false']);
  await user.click(screen.getByRole('button', { name: raffle.actions }));
  await user.click(screen.getByRole('button', { name: words.void.unpaid }));
  const dialog = await screen.findByRole('alertdialog', { name: words.void.unpaidTitle(3) });
  t.truthy(within(dialog).getByRole('button', { name: words.void.unpaidAction(3) }));
  await user.type(within(dialog).getByRole('textbox'), 'spring{Enter}');
  await waitFor(() => {
    if (numbersOf(table).join() !== '2') throw new Error(numbersOf(table).join());
  });
  const { voided, sold } = await operator.call('showSummary', { params });
  t.deepEqual([sold, voided.unpaid], [1, 3]);
});

/** Opens the dialog that voids all unpaid tickets, types the id, and acts before the request is sent. */
async function confirmVoid(t: ExecutionContext, user: UserEvent, before: () => Promise<unknown>) {
  await findTicketTable();
  await user.click(screen.getByRole('button', { name: raffle.actions }));
  await user.click(screen.getByRole('button', { name: words.void.unpaid }));
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.type(dialog.getByRole('textbox'), 'spring');
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const { method, url } = new Request(input, init);
    if (method === 'POST' && url.endsWith('/voids')) {
      globalThis.fetch = fetch;
      await before();
    }
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  await user.keyboard('{Enter}');
  return dialog;
}

test.serial('a ticket that was paid meanwhile stops the void of all unpaid ones', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  const dialog = await confirmVoid(t, user, async () =>
    operator.call('markPayments', { params, body: { numbers: [2], paid: true } }),
  );
  t.truthy(await dialog.findByText(failureOf('ticket-paid')));
  t.is((await operator.call('showSummary', { params })).sold, 2);
});

test.serial('a number that was sold again meanwhile is not voided for its new buyer', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1, rules: { capacity: 2 } });
  const dialog = await confirmVoid(t, user, async () => {
    await operator.call('voidTickets', { params, body: { numbers: [2], reason: 'mistake' } });
    const idempotencyKey = crypto.randomUUID();
    await operator.call('sellTickets', { params, body: { quantity: 1 }, idempotencyKey });
  });
  t.truthy(await dialog.findByText(words.void.changedMeanwhile));
  const { sold, voided } = await operator.call('showSummary', { params });
  t.deepEqual([sold, voided.unpaid], [2, 0]);
});
