import { loseAnswers, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import type { SoldTicket } from '#contract/tickets.ts';
import { writeTicketsCsv } from '#contract/ticket-files.ts';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { findTickets } from '../../admin-app/features/tickets/find-tickets.ts';
import { findTicketTable as grid, numbersOf, rowsOf } from './support/ticket-table.ts';
import { collectFiles } from './support/collect-files.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();

const { tickets: words, session } = messagesFor('en');

test.serial(
  'the table has every ticket with its address and holder, and adds new ones automatically',
  async (t) => {
    const { signIn } = await openRaffle(t, { buyers: 2 });
    const table = await grid();
    t.is(table.getAttribute('aria-rowcount'), '5');
    t.deepEqual(numbersOf(table), ['1', '2', '3', '4']);
    t.true(rowsOf(table)[2]!.startsWith('3buyer1@example.org Not paid'));
    await (await signIn('late@example.org')).buy('spring');
    await waitFor(() => within(table).getByText('late@example.org'));
    t.is(table.getAttribute('aria-rowcount'), '6');
  },
);

test.serial(
  'a ticket sold at the desk has the name of its buyer, and whether it is paid',
  async (t) => {
    const { operator } = await openRaffle(t, { buyers: 1 });
    await operator.call('sellTickets', {
      params: { id: 'spring' },
      body: { quantity: 1, buyer: { name: 'Mrs Hill', phone: '01234 5' }, paid: true },
      idempotencyKey: crypto.randomUUID(),
    });
    const table = await grid();
    await waitFor(() => within(table).getByText('Mrs Hill'));
    const rows = rowsOf(table);
    t.true(rows.at(-1)!.startsWith('3Mrs Hill 01234 5Paid'));
    t.true(rows[0]!.startsWith('1buyer0@example.org Not paid'));
  },
);

test.serial('only what was sold or voided since the last read is read again', async (t) => {
  const { signIn, operator } = await openRaffle(t, { buyers: 2 });
  const { fetch } = globalThis;
  const asked: string[] = [];
  globalThis.fetch = async (input, init) => {
    const { pathname, search } = new URL(new Request(input, init).url);
    if (pathname === '/api/admin/raffles/spring/tickets') asked.push(search);
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  const table = await grid();
  asked.length = 0;
  await (await signIn('late@example.org')).buy('spring');
  await waitFor(() => within(table).getByText('late@example.org'));
  // The opening is an entry of the log as well.
  t.deepEqual(asked, ['?from=5']);
  t.deepEqual(numbersOf(table), ['1', '2', '3', '4', '5']);
  const body = { numbers: [5], reason: 'mistake' as const };
  await operator.call('voidTickets', { params: { id: 'spring' }, body });
  await waitFor(() => {
    if (within(table).queryByText('late@example.org') !== null) throw new Error('still listed');
  });
  t.deepEqual(asked, ['?from=5', '?from=6']);
  t.deepEqual(numbersOf(table), ['1', '2', '3', '4']);
});

test.serial('columns can be sorted in both directions and announce the order', async (t) => {
  const { user } = await openRaffle(t, { buyers: 2 });
  const table = await grid();
  const [number, buyer] = within(table).getAllByRole('columnheader');
  t.is(number!.getAttribute('aria-sort'), 'ascending');
  await user.click(number!);
  t.is(number!.getAttribute('aria-sort'), 'descending');
  t.deepEqual(numbersOf(table), ['4', '3', '2', '1']);
  await user.click(buyer!);
  t.deepEqual(numbersOf(table), ['1', '2', '3', '4']);
  t.is(buyer!.getAttribute('aria-sort'), 'ascending');
});

test.serial(
  'a search finds a part of a number, address or holder, or says that nothing matches',
  async (t) => {
    const { user } = await openRaffle(t, { buyers: 3 });
    const table = await grid();
    const search = screen.getByRole('searchbox', { name: 'Search' });
    await user.type(search, 'BUYER1@');
    t.deepEqual(numbersOf(table), ['3', '4']);
    t.truthy(screen.getByText('2 of 6 tickets.'));
    await user.clear(search);
    await user.type(search, 'zzz');
    t.truthy(screen.getByText('No ticket has “zzz” in it.'));
  },
);

test.serial('all tickets can be saved as a file, regardless of the search', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  await grid();
  const files = collectFiles(t);
  await user.type(screen.getByRole('searchbox', { name: 'Search' }), 'zzz');
  await user.click(screen.getByRole('button', { name: 'Save 2 tickets as CSV' }));
  const { tickets } = await operator.call('listSoldTickets', { params: { id: 'spring' } });
  t.is(tickets.length, 2);
  t.is(await files[0]!.text(), writeTicketsCsv(tickets).replace('\u{FEFF}', ''));
});

test.serial('a failed read is repeated, and a file waits until all tickets are read', async (t) => {
  const { user, signIn } = await openRaffle(t, { buyers: 1 });
  await grid();
  const files = collectFiles(t);
  const stop = loseAnswers(t, '/api/admin/raffles/spring/tickets');
  await (await signIn('late@example.org')).buy('spring');
  await screen.findByText(words.behind(1));
  await screen.findByText('The raffle did not answer.');
  await user.click(screen.getByRole('button', { name: 'Save 3 tickets as CSV' }));
  await screen.findByRole('button', { name: 'Waiting for the last tickets …' });
  t.is(files.length, 0);
  stop();
  await screen.findByText('3 tickets.');
  t.is(files.length, 1);
  t.true((await files[0]!.text()).includes(',late@example.org,'));
  t.is(screen.queryByText('The raffle did not answer.'), null);
  t.is(screen.queryByText(words.behind(1)), null);
});

test.serial('a failed first read is repeated, too', async (t) => {
  const { open, unmount } = await openRaffle(t, { buyers: 1 });
  await grid();
  unmount();
  const stop = loseAnswers(t, '/api/admin/raffles/spring/tickets');
  open();
  await screen.findByText('The raffle did not answer.');
  stop();
  await screen.findByRole('grid', { name: 'Tickets' });
  t.pass();
});

test.serial(
  'an auditor may read the tickets; a signed-out visitor sees the reason and no request is sent',
  async (t) => {
    const { unmount } = await openRaffle(t, { buyers: 1, role: 'auditor' });
    t.deepEqual(numbersOf(await grid()), ['1', '2']);
    unmount();
    await openRaffle(t, { buyers: 1, role: 'signed-out' });
    t.truthy((await screen.findAllByText(session.reasons.none)).length > 0);
    t.is(screen.queryByRole('grid'), null);
  },
);

test.serial('the buyers are removed from the page and the cache with the key', async (t) => {
  const { user, queries } = await openRaffle(t, { buyers: 1 });
  await grid();
  location.hash = '#/keys';
  await user.click(await screen.findByRole('button', { name: 'Sign out …' }));
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.type(dialog.getByRole('textbox'), 'operator{Enter}');
  await screen.findByText('You’re not signed in');
  t.is(screen.queryByText('operator', { selector: 'strong' }), null);
  location.hash = '#/raffles/spring';
  await screen.findByRole('heading', { name: 'Tickets' });
  t.is(screen.queryByRole('grid'), null);
  t.is(screen.queryByRole('button', { name: words.save(2) }), null);
  for (const name of ['tickets', 'summary', 'keys']) {
    const answers = queries.getQueriesData({ queryKey: [name] });
    t.deepEqual(
      answers.filter(([, data]) => data !== undefined),
      [],
    );
  }
});

test.serial('the buyers are removed from the page after the key was refused', async (t) => {
  const { operator, signIn } = await openRaffle(t, { buyers: 1, role: 'auditor' });
  await grid();
  const { keys } = await operator.call('listKeys');
  const { keyid } = keys.find(({ name }) => name === 'Ada')!;
  await operator.call('revokeKey', { params: { keyid } });
  await (await signIn('late@example.org')).buy('spring');
  await screen.findByText(session.prompt.refused('Ada'));
  t.is(screen.queryByRole('grid'), null);
  t.is(screen.queryByText('buyer0@example.org'), null);
});

test.serial('without tickets the page says what comes next', async (t) => {
  await openRaffle(t);
  t.truthy(await screen.findByText(words.noneYet));
});

test('tickets with equal values in a column stay in the order of sale', (t) => {
  const ticket = (number: number, email: string): SoldTicket => ({
    number,
    holder: 'h',
    email,
    purchasedAt: '2026-11-22T16:00:00.000Z',
    sale: number,
  });
  const tickets = [ticket(1, 'b@x.org'), ticket(2, 'a@x.org'), ticket(3, 'b@x.org')];
  const numbers = (direction: 'ascending' | 'descending') =>
    findTickets(tickets, '', { column: 'buyer', direction }).map(({ number }) => number);
  t.deepEqual(numbers('ascending'), [2, 1, 3]);
  t.deepEqual(numbers('descending'), [1, 3, 2]);
});
