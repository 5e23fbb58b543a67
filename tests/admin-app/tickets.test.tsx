import { loseAnswers, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import type { SoldTicket } from '#contract/schemas.ts';
import { findTickets } from '../../admin-app/tickets/find-tickets.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();

/** The table, once its rows are laid out. */
const grid = async () => {
  const table = await screen.findByRole('grid', { name: 'Tickets' });
  await within(table).findAllByRole('rowheader');
  return table;
};
const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
const numbersOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);

test.serial(
  'every ticket is there with its address and holder, and new ones come by themselves',
  async (t) => {
    const { signIn } = await openRaffle(t, { buyers: 2 });
    const table = await grid();
    t.is(table.getAttribute('aria-rowcount'), '5');
    t.deepEqual(numbersOf(table), ['1', '2', '3', '4']);
    t.regex(rowsOf(table)[2]!, /^3buyer1@example\.org[\w-]{22}.*2026/);
    await (await signIn('late@example.org')).buy('spring');
    await waitFor(() => within(table).getByText('late@example.org'), { timeout: 20_000 });
    t.is(table.getAttribute('aria-rowcount'), '6');
  },
);

test.serial('columns sort, both ways, and say so', async (t) => {
  const { user } = await openRaffle(t, { buyers: 2 });
  const table = await grid();
  const [number, address] = within(table).getAllByRole('columnheader');
  t.is(number!.getAttribute('aria-sort'), 'ascending');
  await user.click(number!);
  t.is(number!.getAttribute('aria-sort'), 'descending');
  t.deepEqual(numbersOf(table), ['4', '3', '2', '1']);
  await user.click(address!);
  t.deepEqual(numbersOf(table), ['1', '2', '3', '4']);
  t.is(address!.getAttribute('aria-sort'), 'ascending');
});

test.serial(
  'a search finds part of a number, an address or a holder, or says that it found none',
  async (t) => {
    const { user } = await openRaffle(t, { buyers: 3 });
    const table = await grid();
    const search = screen.getByRole('searchbox', { name: 'Search' });
    await user.type(search, 'BUYER1@');
    t.deepEqual(numbersOf(table), ['3', '4']);
    t.truthy(screen.getByText('2 of 6 tickets.'));
    await user.clear(search);
    await user.type(search, 'nobody');
    t.truthy(screen.getByText('No ticket has “nobody” in it.'));
  },
);

/** What the page saves, from now on. */
function collectFiles(t: ExecutionContext): readonly Blob[] {
  const { createObjectURL } = URL;
  const files: Blob[] = [];
  URL.createObjectURL = (file: Blob) => {
    files.push(file);
    return 'blob:x';
  };
  t.teardown(() => {
    URL.createObjectURL = createObjectURL;
  });
  return files;
}

test.serial('all tickets can be taken away as a file, whatever is searched for', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  await grid();
  const files = collectFiles(t);
  await user.type(screen.getByRole('searchbox', { name: 'Search' }), 'zzz');
  await user.click(screen.getByRole('button', { name: 'Save 2 tickets as CSV' }));
  const text = await files[0]!.text();
  t.regex(
    text,
    /^\u{FEFF}?number,holder,email,purchasedAt\r\n1,'?[\w-]{22},buyer0@example\.org,2026-[^,]+Z\r\n2,/u,
  );
});

test.serial(
  'one reading that fails is made up for, and a file waits until every ticket is there',
  async (t) => {
    const { user, signIn } = await openRaffle(t, { buyers: 1 });
    await grid();
    const files = collectFiles(t);
    const stop = loseAnswers(t, '/api/admin/raffles/spring/tickets');
    await (await signIn('late@example.org')).buy('spring');
    await screen.findByText(/1 more is sold and not here yet/);
    await screen.findByText('The raffle did not answer.');
    await user.click(screen.getByRole('button', { name: 'Save 3 tickets as CSV' }));
    await screen.findByRole('button', { name: 'Waiting for the last of them …' });
    t.is(files.length, 0);
    stop();
    await screen.findByText('3 tickets.', {}, { timeout: 20_000 });
    t.is(files.length, 1);
    t.regex(await files[0]!.text(), /\r\n3,[^,]+,late@example\.org,/);
    t.is(screen.queryByText('The raffle did not answer.'), null);
    t.is(screen.queryByText(/not here yet/), null);
  },
);

test.serial('a first reading that fails is made up for as well', async (t) => {
  const { open, unmount } = await openRaffle(t, { buyers: 1 });
  await grid();
  unmount();
  const stop = loseAnswers(t, '/api/admin/raffles/spring/tickets');
  open();
  await screen.findByText('The raffle did not answer.');
  stop();
  await screen.findByRole('grid', { name: 'Tickets' }, { timeout: 20_000 });
  t.pass();
});

test.serial(
  'an auditor may read them, a stranger is told why not, and nothing is asked for',
  async (t) => {
    const { unmount } = await openRaffle(t, { buyers: 1, role: 'auditor' });
    t.deepEqual(numbersOf(await grid()), ['1', '2']);
    unmount();
    await openRaffle(t, { buyers: 1, role: 'nobody' });
    t.truthy((await screen.findAllByText(/This browser has no key/)).length > 0);
    t.is(screen.queryByRole('grid'), null);
  },
);

test.serial('who bought is forgotten with the key, on the page and behind it', async (t) => {
  const { user, queries } = await openRaffle(t, { buyers: 1 });
  await grid();
  location.hash = '#/keys';
  await user.click(await screen.findByRole('button', { name: 'Forget it …' }));
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.type(dialog.getByRole('textbox'), 'operator{Enter}');
  await screen.findByText('This browser has no key yet');
  t.is(screen.queryByText('operator', { selector: 'strong' }), null);
  location.hash = '#/raffles/spring';
  await screen.findByRole('heading', { name: 'Tickets' });
  t.is(screen.queryByRole('grid'), null);
  t.is(screen.queryByRole('button', { name: /as CSV/ }), null);
  for (const name of ['tickets', 'keys']) {
    const answers = queries.getQueriesData({ queryKey: [name] });
    t.deepEqual(
      answers.filter(([, data]) => data !== undefined),
      [],
    );
  }
});

test.serial('who bought is gone from the page once the key is refused', async (t) => {
  const { operator, signIn } = await openRaffle(t, { buyers: 1, role: 'auditor' });
  await grid();
  const { keys } = await operator.call('listKeys');
  const { keyid } = keys.find(({ name }) => name === 'Ada')!;
  await operator.call('revokeKey', { params: { keyid } });
  await (await signIn('late@example.org')).buy('spring');
  await screen.findByText(/no longer accepts this browser’s key, Ada/);
  t.is(screen.queryByRole('grid'), null);
  t.is(screen.queryByText('buyer0@example.org'), null);
});

test.serial('without a ticket the page says what comes next', async (t) => {
  await openRaffle(t);
  t.truthy(await screen.findByText(/^No ticket is sold yet. Share the raffle’s page/));
});

test('tickets that are alike in a column stay in the order of sale', (t) => {
  const ticket = (number: number, email: string): SoldTicket => ({
    number,
    holder: 'h',
    email,
    purchasedAt: '2026-11-22T16:00:00.000Z',
  });
  const tickets = [ticket(1, 'b@x.org'), ticket(2, 'a@x.org'), ticket(3, 'b@x.org')];
  const numbers = (direction: 'ascending' | 'descending') =>
    findTickets(tickets, '', { column: 'email', direction }).map(({ number }) => number);
  t.deepEqual(numbers('ascending'), [2, 1, 3]);
  t.deepEqual(numbers('descending'), [1, 3, 2]);
});
