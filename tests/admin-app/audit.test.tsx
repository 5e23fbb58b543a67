import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { auditBundle, notProven } from '#proof/audit.ts';
import { bundleFormat, publicFormat } from '#proof/bundle-format.ts';
import { findEntries, noFilter } from '../../admin-app/audit/find-entries.ts';
import { readLogEntry } from '../../admin-app/log/log-entry.ts';
import { openRaffle, type OpenRaffleOptions } from './support/open-raffle.tsx';

resetBetweenTests();

/** The audit page of a raffle that sold four tickets. */
const openAudit = (t: ExecutionContext, options: OpenRaffleOptions = {}) =>
  openRaffle(t, { view: '/audit', buyers: 2, ...options });

const press = () => screen.findByRole('button', { name: 'Check it now' });
const verdict = async () =>
  (await screen.findByText(/^(VALID|NOT VALID|COULD NOT CHECK)\.$/)).textContent;
const says = () =>
  screen
    .getAllByRole('img', { name: /^(passed|failed)$/ })
    .map((mark) => mark.closest('li')!.querySelector('.says')!.textContent);
const failed = () =>
  screen
    .queryAllByRole('img', { name: 'failed' })
    .map((mark) => mark.closest('li')!.querySelector('.title')!.textContent);

/** Between the page and the service somebody changes what a path answers. */
function tamper(t: ExecutionContext, path: string, change: (body: string) => string): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (new URL(reply.url).pathname !== path) return reply;
    const changed = new Response(change(await reply.text()), reply);
    return Object.defineProperty(changed, 'url', { value: reply.url });
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
}

test.serial(
  'with a key, every line is the one of raffle audit, and what is not proven comes last',
  async (t) => {
    const { user, operator } = await openAudit(t);
    await operator.call('drawWinner', { params: { id: 'spring' } });
    await user.click(await press());
    t.is(await verdict(), 'VALID.');
    const bundle = await operator.call('fetchAudit', { params: { id: 'spring' } });
    t.deepEqual(
      says(),
      auditBundle(bundle, { raffle: 'spring' }).map(({ says }) => says),
    );
    const limits = screen.getByRole('heading', { name: 'What this does not prove' });
    t.is(limits.nextElementSibling!.children.length, notProven.length);
    t.truthy(screen.getByText(/^7 entries, checked in this browser in/));
  },
);

test.serial('an auditor checks the operators’ signatures too', async (t) => {
  const { user } = await openAudit(t, { role: 'auditor' });
  await user.click(await press());
  t.is(await verdict(), 'VALID.');
  t.truthy(screen.getByText('The operators’ signatures'));
});

test.serial('without a key the public log is checked, and the page says so', async (t) => {
  const { user } = await openAudit(t, { role: 'nobody' });
  await user.click(await press());
  t.is(await verdict(), 'VALID.');
  t.truthy(screen.getByText(/no key.*the operators’ signatures are not\.$/));
  t.is(screen.queryByText('The operators’ signatures'), null);
  t.truthy(screen.getByText('What the service shows as the draw'));
});

test.serial(
  'a bundle that was changed is not valid, and the check that found it is named',
  async (t) => {
    const { user } = await openAudit(t);
    tamper(t, '/api/admin/raffles/spring/audit', (body) =>
      body.replace('"title":"Spring fair"', '"title":"Spring fail"'),
    );
    await user.click(await press());
    t.is(await verdict(), 'NOT VALID.');
    t.deepEqual(failed(), ['Signed by the log’s key', 'What the operators ordered']);
  },
);

test.serial('a public log that was changed is not valid either', async (t) => {
  const { user } = await openAudit(t, { role: 'nobody' });
  tamper(t, '/api/raffles/spring/log', (body) => body.replace('"number":4', '"number":3'));
  await user.click(await press());
  t.is(await verdict(), 'NOT VALID.');
  t.true(failed().includes('Ticket numbers: each one once'), failed().join());
  t.truthy(screen.getByText(/entries\[4\]: ticket 3 stands where ticket 4 is due/));
});

test.serial('the bundle of another raffle, valid as it is, is not this one’s', async (t) => {
  const { user, operator } = await openAudit(t);
  await operator.call('createRaffle', { body: { id: 'other', title: 'Other' } });
  const other = await operator.call('fetchAudit', { params: { id: 'other' } });
  tamper(t, '/api/admin/raffles/spring/audit', () => JSON.stringify(other));
  await user.click(await press());
  t.is(await verdict(), 'NOT VALID.');
  t.deepEqual(failed(), ['The right raffle']);
});

test.serial('where nothing could be fetched, nothing is valid or not valid', async (t) => {
  const { user, stop } = await openAudit(t);
  const button = await press();
  await stop();
  await user.click(button);
  t.is(await verdict(), 'COULD NOT CHECK.');
  t.deepEqual(screen.queryAllByRole('img', { name: /^(passed|failed)$/ }), []);
  t.truthy(screen.getByRole('button', { name: 'Check again' }));
});

test.serial(
  'a key that is refused leaves nothing checked; then the public log can be',
  async (t) => {
    const { user, operator } = await openAudit(t, { role: 'auditor' });
    const button = await press();
    const { keys } = await operator.call('listKeys');
    const { keyid } = keys.find(({ name }) => name === 'Ada')!;
    await operator.call('revokeKey', { params: { keyid } });
    await user.click(button);
    t.is(await verdict(), 'COULD NOT CHECK.');
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    await screen.findByText('VALID.');
    t.is(screen.queryByText('The operators’ signatures'), null);
  },
);

for (const [role, format] of [
  ['auditor', bundleFormat],
  ['nobody', publicFormat],
] as const) {
  test.serial(
    `what was checked can be saved, and the same done in a terminal: ${role}`,
    async (t) => {
      const { user, url } = await openAudit(t, { role });
      const { createObjectURL } = URL;
      const files: Blob[] = [];
      URL.createObjectURL = (file: Blob) => {
        files.push(file);
        return 'blob:x';
      };
      t.teardown(() => {
        URL.createObjectURL = createObjectURL;
      });
      const button = await press();
      t.truthy(screen.getByText(`npx raffle audit spring --url ${url}`));
      await user.click(button);
      await user.click(await screen.findByRole('button', { name: /^Save everything/ }));
      const bundle = JSON.parse(await files[0]!.text());
      t.is(bundle.format, format);
      t.true(auditBundle(bundle, { raffle: 'spring' }).every(({ passed }) => passed));
    },
  );
}

test.serial('each entry is a line with its place, and opens to its exact bytes', async (t) => {
  const { user, url } = await openAudit(t, { role: 'nobody' });
  const table = await screen.findByRole('grid', { name: 'Log' });
  t.is(table.getAttribute('aria-rowcount'), '6');
  const rows = (await within(table).findAllByRole('row')).slice(1);
  t.regex(rows[0]!.textContent, /^0The raffle was opened.*2026/);
  t.regex(rows[4]!.textContent, /^4Ticket 4 was sold to [\w-]{22}/);
  await user.click(rows[4]!);
  const dialog = await screen.findByRole('dialog', { name: 'Entry 4' });
  const lines = (await (await fetch(`${url}/api/raffles/spring/log`)).text()).split('\n');
  t.is(dialog.querySelector('pre')!.textContent, lines[4]!);
  await user.click(within(dialog).getByRole('button', { name: 'Close' }));
  t.is(screen.queryByRole('dialog'), null);
});

test.serial(
  'entries are found by kind, ticket and holder, or none is, and all come back',
  async (t) => {
    const { user, operator } = await openAudit(t);
    await operator.call('closeRaffle', { params: { id: 'spring' } });
    const table = await screen.findByRole('grid', { name: 'Log' });
    await screen.findByText('6 entries.', {}, { timeout: 15_000 });
    const rows = () =>
      within(table)
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent);
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Kind of entry' }),
      'Sales ended',
    );
    t.deepEqual(rows(), ['5']);
    t.truthy(screen.getByText('1 of 6 entries.'));
    await user.type(screen.getByRole('searchbox', { name: 'Ticket number' }), '3');
    t.truthy(screen.getByText('No entry fits.'));
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    t.is(rows().length, 6);
  },
);

test.serial('a log that cannot be read says so, and can be asked for again', async (t) => {
  const { user, open, unmount } = await openAudit(t, { role: 'nobody' });
  unmount();
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    if (typeof input === 'string' && input.includes('/log?'))
      throw new TypeError('The answer got lost.');
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  open();
  const again = await screen.findByRole('button', { name: 'Try again' }, { timeout: 15_000 });
  globalThis.fetch = fetch;
  await user.click(again);
  await screen.findByRole('grid', { name: 'Log' });
  t.pass();
});

test.serial('a raffle’s page says how long its log is, and leads there and back', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1, role: 'nobody' });
  const log = within(await screen.findByRole('region', { name: 'Log' }));
  await log.findByText(/^[0-9a-f]{8}$/, {}, { timeout: 20_000 });
  t.truthy(log.getByText(/^3 entries so far/));
  await user.click(log.getByRole('link', { name: 'Look through the log and verify it' }));
  await screen.findByRole('heading', { level: 1, name: 'Audit of Spring fair' });
  await user.click(screen.getByRole('link', { name: 'Spring fair' }));
  await screen.findByRole('heading', { level: 1, name: 'Spring fair' });
});

test('a ticket is found by its whole number, in whatever happened to it', (t) => {
  const entries = [
    '{"at":"x","type":"raffle-opened"}',
    '{"holder":"Ab","number":1,"type":"ticket-sold"}',
    '{"holder":"cD","number":11,"type":"ticket-sold"}',
    '{"holder":"Ab","ticketNumber":1,"type":"winner-drawn"}',
    'not JSON',
  ].map(readLogEntry);
  const places = (filter: Partial<typeof noFilter>) =>
    findEntries(entries, { ...noFilter, ...filter }).map(({ place }) => place);
  t.deepEqual(places({}), [0, 1, 2, 3, 4]);
  t.deepEqual(places({ ticket: ' 1 ' }), [1, 3]);
  t.deepEqual(places({ holder: 'AB' }), [1, 3]);
  t.deepEqual(places({ holder: 'cd', type: 'ticket-sold' }), [2]);
  t.deepEqual(places({ holder: 'undefined' }), []);
});
