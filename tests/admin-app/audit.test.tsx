import { command, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { auditBundle, notProven } from '#proof/audit.ts';
import { bundleFormat, publicFormat } from '#proof/bundle.ts';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { collectFiles } from './support/collect-files.ts';
import { openRaffle, type OpenRaffleOptions } from './support/open-raffle.tsx';
import { twoOfThree } from '../support/witnessed-log.ts';
import { verdictOf } from '#proof/verdict.ts';

resetBetweenTests();

const words = messagesFor('en').audit;

/** Opens the audit page of a raffle that sold four tickets. */
const openAudit = (t: ExecutionContext, options: OpenRaffleOptions = {}) =>
  openRaffle(t, { view: '/audit', buyers: 2, ...options });

const press = () => screen.findByRole('button', { name: 'Check it now' });
const verdicts = new Set(['VALID.', 'NOT VALID.', 'COULD NOT CHECK.']);
const verdict = async () => (await screen.findByText((text) => verdicts.has(text))).textContent;
const outcomes = new Set(['passed', 'failed', 'not applicable']);
const marks = () => screen.queryAllByRole('img', { name: (name) => outcomes.has(name) });
const explanations = () =>
  marks().map((mark) => mark.closest('li')!.querySelector('.explanation')!.textContent);
const failed = () =>
  screen
    .queryAllByRole('img', { name: 'failed' })
    .map((mark) => mark.closest('li')!.querySelector('.title')!.textContent);

/** Changes the replies of a path between the page and the service. */
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
  'with a key the page shows the lines of raffle audit, with unproven ones last',
  async (t) => {
    const { user, operator } = await openAudit(t);
    await operator.call('drawWinner', { params: { id: 'spring' } });
    await user.click(await press());
    t.is(await verdict(), 'VALID.');
    const bundle = await operator.call('fetchAudit', { params: { id: 'spring' } });
    t.deepEqual(
      explanations(),
      auditBundle(bundle, { raffle: 'spring' }).map(({ explanation }) => explanation),
    );
    const limits = screen.getByRole('heading', { name: 'What this does not prove' });
    t.is(limits.nextElementSibling!.children.length, notProven.length);
    t.truthy(screen.getByText((text) => text.startsWith('7 entries, checked in this browser in ')));
  },
);

test.serial('an auditor’s page verifies the operators’ signatures, too', async (t) => {
  const { user } = await openAudit(t, { role: 'auditor' });
  await user.click(await press());
  t.is(await verdict(), 'VALID.');
  t.truthy(screen.getByText('The operators’ signatures'));
});

test.serial('without a key the page verifies the public log only and says so', async (t) => {
  const { user } = await openAudit(t, { role: 'signed-out' });
  await user.click(await press());
  t.is(await verdict(), 'VALID.');
  t.truthy(screen.getByText((text) => text.endsWith(words.publicOnly)));
  t.is(screen.queryByText('The operators’ signatures'), null);
  t.truthy(screen.getByText('The draw as the service shows it'));
});

test.serial(
  'with a policy the page also checks cosignatures, in each audit from then on',
  async (t) => {
    const { user, url } = await openAudit(t, { role: 'signed-out' });
    const button = await press();
    const policy = new File([twoOfThree], "Ann's.policy", { type: 'text/plain' });
    await user.upload(screen.getByLabelText(/^Witnesses that you trust/), policy);
    const quoted = String.raw`'Ann'\''s.policy'`;
    const repeated = `npx raffle audit spring --url ${url} --policy ${quoted}`;
    await screen.findByText(command(repeated));
    await user.click(button);
    t.is(await verdict(), 'COULD NOT CHECK.');
    t.truthy(screen.getByText('Cosigned by your witnesses'));
    t.truthy(screen.getByText((text) => text.startsWith('Not enough of your witnesses')));
    t.truthy(screen.getByText((text) => text.startsWith('That the witnesses are honest')));
  },
);

test.serial('a changed bundle is not valid, and the page names the failed check', async (t) => {
  const { user } = await openAudit(t);
  tamper(t, '/api/admin/raffles/spring/audit', (body) =>
    body.replace('"title":"Spring fair"', '"title":"Spring fail"'),
  );
  await user.click(await press());
  t.is(await verdict(), 'NOT VALID.');
  t.deepEqual(failed(), ['Signed by the log’s key', 'What the operators requested']);
});

test.serial('a changed public log is not valid either', async (t) => {
  const { user } = await openAudit(t, { role: 'signed-out' });
  tamper(t, '/api/raffles/spring/log', (body) => body.replace('"number":4', '"number":3'));
  await user.click(await press());
  t.is(await verdict(), 'NOT VALID.');
  t.true(failed().includes('Ticket numbers: always the lowest free one'), failed().join());
  const fault = 'entries[4]: ticket 3 stands where ticket 4 is due';
  t.truthy(screen.getByText((text) => text.includes(fault)));
});

test.serial('a valid bundle of another raffle is refused', async (t) => {
  const { user, operator } = await openAudit(t);
  await operator.call('createRaffle', { body: { id: 'other', title: 'Other' } });
  const other = await operator.call('fetchAudit', { params: { id: 'other' } });
  tamper(t, '/api/admin/raffles/spring/audit', () => JSON.stringify(other));
  await user.click(await press());
  t.is(await verdict(), 'NOT VALID.');
  t.deepEqual(failed(), ['The right raffle']);
});

test.serial('if nothing can be fetched, the verdict is neither valid nor invalid', async (t) => {
  const { user, stop } = await openAudit(t);
  const button = await press();
  await stop();
  await user.click(button);
  t.is(await verdict(), 'COULD NOT CHECK.');
  t.deepEqual(marks(), []);
  t.truthy(screen.getByRole('button', { name: 'Check again' }));
});

test.serial(
  'with a refused key nothing is checked; afterwards the public log can be checked',
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
  ['signed-out', publicFormat],
] as const) {
  test.serial(
    `the checked data can be saved, with a command that repeats the check: ${role}`,
    async (t) => {
      const { user, url } = await openAudit(t, { role });
      const files = collectFiles(t);
      const button = await press();
      t.truthy(screen.getByText(command(`npx raffle audit spring --url ${url}`)));
      await user.click(button);
      await user.click(
        await screen.findByRole('button', { name: 'Save everything that was checked' }),
      );
      const bundle = JSON.parse(await files[0]!.text());
      t.is(bundle.format, format);
      t.is(verdictOf(auditBundle(bundle, { raffle: 'spring' })), 'passed');
    },
  );
}

test.serial('each entry is a row with its position and opens to its exact bytes', async (t) => {
  const { user, url } = await openAudit(t, { role: 'signed-out' });
  const table = await screen.findByRole('grid', { name: 'Log' });
  t.is(table.getAttribute('aria-rowcount'), '6');
  const findRow = (start: string) =>
    within(table).findByRole('row', { name: (name) => name.startsWith(start) });
  t.is((await findRow('0 The raffle was opened')).getAttribute('aria-rowindex'), '2');
  const row = await findRow('4 Ticket 4 was sold to ');
  t.is(row.getAttribute('aria-rowindex'), '6');
  await user.click(row);
  const dialog = await screen.findByRole('dialog', { name: 'Entry 4' });
  const lines = (await (await fetch(`${url}/api/raffles/spring/log`)).text()).split('\n');
  t.is(dialog.querySelector('pre')!.textContent, lines[4]!);
  await user.click(within(dialog).getByRole('button', { name: 'Close' }));
  await waitFor(() => {
    if (screen.queryByRole('dialog') !== null) throw new Error('the dialog is open');
  });
});

test.serial(
  'entries can be filtered by kind, ticket and holder, and the filter can be cleared',
  async (t) => {
    const { user, operator } = await openAudit(t);
    await operator.call('closeRaffle', { params: { id: 'spring' } });
    const table = await screen.findByRole('grid', { name: 'Log' });
    await screen.findByText('6 entries.');
    const rows = () =>
      within(table)
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent);
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Kind of entry' }),
      'Sales ended',
    );
    t.truthy(await screen.findByText('1 of 6 entries.'));
    t.deepEqual(rows(), ['5']);
    await user.type(screen.getByRole('searchbox', { name: 'Ticket number' }), '3');
    t.truthy(await screen.findByText('No entry matches.'));
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    await screen.findByText('6 entries.');
    t.is(rows().length, 6);
  },
);

test.serial('a log that cannot be read shows a message and can be requested again', async (t) => {
  const { user, open, unmount } = await openAudit(t, { role: 'signed-out' });
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
  const again = await screen.findByRole('button', { name: 'Try again' });
  globalThis.fetch = fetch;
  await user.click(again);
  await screen.findByRole('grid', { name: 'Log' });
  t.pass();
});

test.serial(
  'a raffle’s page shows the length of its log and links to the audit page and back',
  async (t) => {
    const { user, url } = await openRaffle(t, { buyers: 1, role: 'signed-out' });
    await user.click(await screen.findByText('Technical details'));
    const checkpoint = await (await fetch(`${url}/api/raffles/spring/checkpoint`)).text();
    const root = Buffer.from(checkpoint.split('\n')[2]!, 'base64').toString('hex');
    t.truthy(await screen.findByText(root.slice(0, 8)));
    t.truthy(screen.getByText(words.atRaffle.entries(3)));
    await user.click(screen.getByRole('link', { name: 'View and verify the log' }));
    await screen.findByRole('heading', { level: 1, name: 'Audit of Spring fair' });
    await user.click(screen.getByRole('link', { name: 'Spring fair' }));
    await screen.findByRole('heading', { level: 1, name: 'Spring fair' });
  },
);
