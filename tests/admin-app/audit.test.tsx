import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import { auditBundle, bundleFormat, notProven, publicFormat } from '#proof/audit.ts';
import { filterLog } from '../../admin-app/audit/filter-log.ts';
import { readLogEntry } from '../../admin-app/log/log-entry.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();

const view = '/audit';
const button = (name: string) => screen.findByRole<HTMLButtonElement>('button', { name });
const places = (table: HTMLElement) =>
  within(table)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);

/** The sentences of `proof/`, as they are shown. */
const shownChecks = () =>
  [...document.querySelectorAll('ol > li > [lang="en"]')].map(({ textContent }) => textContent);

/** What the page gives to be saved. */
function catchFiles(t: { teardown(step: () => void): void }) {
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

test.serial(
  'an operator verifies the signed bundle, line by line as raffle audit does, and saves it',
  async (t) => {
    const { user, operator } = await openRaffle(t, { buyers: 2, view });
    await operator.call('drawWinner', { params: { id: 'spring' } });
    await user.click(await button('Verify now'));
    t.truthy(await screen.findByText('VALID.'));
    for (const sentence of notProven) t.truthy(screen.getByText(sentence));
    // A page in happy-dom goes where a file's link leads.
    const shown = shownChecks();
    const files = catchFiles(t);
    await user.click(await button('Save everything that was checked'));
    const bundle = JSON.parse(await files[0]!.text());
    t.is(bundle.format, bundleFormat);
    const checks = auditBundle(bundle, { raffle: 'spring' });
    t.deepEqual(
      shown,
      checks.map(({ says }) => says),
    );
    t.true(checks.some(({ name }) => name === 'signatures'));
  },
);

test.serial('whoever has no key verifies what anybody can see', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 2, view, role: 'nobody' });
  await operator.call('drawWinner', { params: { id: 'spring' } });
  await user.click(await button('Verify now'));
  t.truthy(await screen.findByText('VALID.'));
  const shown = shownChecks();
  const files = catchFiles(t);
  await user.click(await button('Save everything that was checked'));
  const bundle = JSON.parse(await files[0]!.text());
  t.is(bundle.format, publicFormat);
  t.deepEqual(
    shown,
    auditBundle(bundle, { raffle: 'spring' }).map(({ says }) => says),
  );
});

test.serial('a log that was changed on its way is not valid, and the place is named', async (t) => {
  const { user } = await openRaffle(t, { buyers: 2, view, role: 'nobody' });
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (!/\/log(\?|$)/.test(reply.url)) return reply;
    return new Response((await reply.text()).replace('"number":2', '"number":9'), reply);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  await user.click(await button('Verify now'));
  t.truthy(await screen.findByText('NOT VALID.'));
  t.truthy(screen.getByText(/entries\[2\]: ticket 9 stands where ticket 2 is due/));
});

test.serial(
  'a service that cannot be reached leaves the log unchecked, neither valid nor not',
  async (t) => {
    const { user, stop } = await openRaffle(t, { buyers: 1, view, role: 'nobody' });
    const verify = await button('Verify now');
    await stop();
    await user.click(verify);
    t.truthy(await screen.findByText('COULD NOT CHECK.'));
    t.truthy(screen.getByText(/Nothing was checked: that says nothing about the log/));
  },
);

test.serial(
  'the log shows every entry, live, and filters by kind, ticket and holder',
  async (t) => {
    const { user, operator } = await openRaffle(t, { buyers: 2, view, role: 'nobody' });
    const table = await screen.findByRole('grid', { name: 'The log' });
    await waitFor(() => within(table).getByText('Raffle opened'));
    t.deepEqual(places(table), ['0', '1', '2', '3', '4']);
    await operator.call('closeRaffle', { params: { id: 'spring' } });
    await waitFor(() => within(table).getByText('Sales closed'));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Entry' }), 'Ticket sold');
    t.truthy(screen.getByText('4 of 6 entries.'));
    await user.type(screen.getByRole('textbox', { name: 'Ticket' }), '3');
    t.deepEqual(places(table), ['3']);
    await user.clear(screen.getByRole('textbox', { name: 'Ticket' }));
    const holder = within(table).getAllByRole('row')[1]!.querySelectorAll('[role=gridcell]')[2]!;
    await user.type(screen.getByRole('textbox', { name: 'Holder' }), holder.textContent);
    t.deepEqual(places(table), ['1', '2']);
    await user.type(screen.getByRole('textbox', { name: 'Holder' }), '!');
    t.truthy(screen.getByText('No entry fits.'));
  },
);

test('a winner is found by its ticket and by its holder; a line that is no entry is shown as it is', (t) => {
  const entries = [
    '{"at":"2026-11-22T16:00:00.000Z","holder":"abc","number":4,"type":"ticket-sold"}',
    '{"at":"2026-11-22T17:00:00.000Z","holder":"abc","ticketNumber":4,"type":"winner-drawn"}',
    'nonsense',
  ].map(readLogEntry);
  const places = (filter: Parameters<typeof filterLog>[1]) =>
    filterLog(entries, filter).map(({ place }) => place);
  t.deepEqual(places({ ticketNumber: 4 }), [0, 1]);
  t.deepEqual(places({ holder: 'bc', type: 'winner-drawn' }), [1]);
  t.deepEqual(places({ ticketNumber: Number.NaN }), []);
  t.like(entries[2], { place: 2, type: '', line: 'nonsense' });
});
