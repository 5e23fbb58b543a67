import { openAdminApp, resetBetweenTests } from './support/admin-app.tsx';
import { inDays, openButton, openForm } from './support/create-form.tsx';
import { screen } from '@testing-library/react';
import test from 'ava';
import { startTestService } from '../support/service.ts';

resetBetweenTests();

const titleFault = 'Write 1 to 200 characters on one line. At least one must be visible.';

test.serial(
  'every fault is shown at its field, the first has the focus, nothing is sent',
  async (t) => {
    const { title, field, fill, review, countRaffles } = await openForm(t);
    const before = await countRaffles();
    await fill('Title', '\u200B');
    await fill('Tickets per person', '0');
    await fill('Price of a ticket', '2.505');
    await fill('Sales end', inDays(2));
    await fill('Draw', inDays(1));
    await fill('Sales start', inDays(-1));
    await fill('In aid of', '<b>Swings</b>');
    await review();
    const faults = {
      Title: titleFault,
      Prizes: 'Write 1 to 20 prizes, each on its own line of at most 200 characters.',
      'In aid of':
        'Write plain text without HTML tags, not too long. At least one character must be visible.',
      'Price of a ticket': 'Write an amount like 2.00, at most 10,000,000.',
      'Tickets per person': 'Write a whole number that is allowed here.',
      'Sales start': 'This time has passed. Choose a later one.',
      Draw: 'This is before a time that must come first.',
    };
    for (const [name, sentence] of Object.entries(faults)) {
      const input = field(name);
      t.is(input.getAttribute('aria-invalid'), 'true', name);
      const described = (input.getAttribute('aria-describedby') ?? '').split(' ');
      t.true(
        described.some((id) => document.getElementById(id)?.textContent === sentence),
        name,
      );
    }
    t.true(document.activeElement === title);
    await fill('Title', 'Spring');
    t.is(screen.queryByText(titleFault), null, 'the faults are gone once something is typed');
    t.is(await countRaffles(), before);
  },
);

test.serial('times that contradict each other are not reviewed', async (t) => {
  const { field, fill, review } = await openForm(t);
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await fill('Sales end', inDays(2));
  await fill('Draw', inDays(1));
  await review();
  t.truthy(await screen.findByText('This is before a time that must come first.'));
  t.true(document.activeElement === field('Draw'));
});

test.serial('a time that the service refuses is shown at its field', async (t) => {
  const { user, field, fill, review } = await openForm(t);
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await fill('Sales end', inDays(1));
  await review();
  const { fetch } = globalThis;
  t.teardown(() => void (globalThis.fetch = fetch));
  globalThis.fetch = async (input, init) =>
    new URL(new Request(input, init).url).pathname === '/api/admin/raffles'
      ? Response.json(
          {
            type: 'about:blank',
            title: 'Invalid Request',
            status: 400,
            detail:
              'closesAt: must be in the future; it is 2027-01-01T00:00:00.000Z now. Nothing was changed.',
            instance: 'urn:uuid:0',
            code: 'invalid-request',
          },
          { status: 400, headers: { 'content-type': 'application/problem+json' } },
        )
      : fetch(input, init);
  await user.click(await screen.findByRole('button', openButton));
  t.truthy(await screen.findByText('This time has passed. Choose a later one.'));
  t.is(field('Sales end').getAttribute('aria-invalid'), 'true');
});

test.serial('an id that is taken is not proposed, and is refused at its field', async (t) => {
  const { user, field, fill, review } = await openForm(t);
  await fill('Title', 'Demo');
  await fill('Prizes', 'A hamper');
  t.is(field('Id').value, 'demo-2');
  await fill('Id', 'no spaces');
  await review();
  t.truthy(
    await screen.findByText(
      'Write 1 to 64 letters a to z, digits, - and _, a letter or digit first.',
    ),
  );
  await fill('Id', 'demo');
  await review();
  await user.click(await screen.findByRole('button', openButton));
  await screen.findByText(
    'This id is taken, perhaps by a rehearsal that was deleted. Write another.',
  );
  t.is(field('Id').getAttribute('aria-invalid'), 'true');
  await fill('Id', '-3');
  t.not(field('Id').getAttribute('aria-invalid'), 'true');
});

test.serial('a browser without a key is offered no form to fill in, and is told why', async (t) => {
  const { url, operator } = await startTestService(t);
  const { id } = await operator.call('createRaffle', { body: { title: 'Spring' } });
  for (const [hash, heading] of [
    ['#/new', 'New raffle'],
    [`#/raffles/${id}/desk`, 'Spring'],
  ] as const) {
    const { unmount } = openAdminApp({ serviceUrl: url, hash });
    await screen.findByRole('heading', { level: 1, name: heading });
    t.truthy(await screen.findByText('You’re not signed in. Open an invitation first.'));
    t.deepEqual(screen.queryAllByRole('textbox'), [], hash);
    unmount();
  }
});

test.serial('what was filled in stays when the service stops accepting the key', async (t) => {
  const key = { name: 'Ada', role: 'admin' } as const;
  const { user, operator, field, fill, review, keyStore } = await openForm(t, { key });
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await operator.call('revokeKey', { params: { keyid: keyStore.enrolled!.keyid } });
  await review();
  await user.click(await screen.findByRole('button', openButton));
  await screen.findByText('This device is no longer accepted');
  await user.click(await screen.findByRole('button', { name: 'Change something' }));
  t.is(field('Title').value, 'Spring');
});
