import { loseNextAnswer, nextAnswer, resetBetweenTests } from './support/admin-app.tsx';
import { dayMs, inDays, openButton, openForm } from './support/create-form.tsx';
import { watchRequests } from './support/watch-requests.ts';
import { screen, within } from '@testing-library/react';
import test from 'ava';

resetBetweenTests();

test.serial('a raffle is created as typed and reviewed, and its page is shown next', async (t) => {
  const { user, operator, title, field, fill, review } = await openForm(t);
  await user.type(title, 'Frühlingsfest 2027');
  await user.type(field('Prizes'), 'A hamper\nA cake');
  await fill('Price of a ticket', '2.50');
  await user.selectOptions(field('Currency'), 'GBP');
  await fill('Tickets in all', '1,000');
  await user.type(field('Sales end'), inDays(7));
  await user.type(field('Draw'), inDays(8));
  await user.type(field('Organiser'), 'Parents of Hill School');
  await user.click(
    screen.getByRole('radio', { name: 'Sealed, then decided by a source of random numbers' }),
  );
  await review();
  const heading = await screen.findByRole('heading', { name: 'Check it, then open it' });
  t.is(document.activeElement, heading);
  const reviewed = within(screen.getByRole('region', { name: 'Check it, then open it' }));
  for (const text of ['£2.50', '1,000', 'Parents of Hill School']) {
    t.truthy(reviewed.getByText(text, { selector: 'dd' }), text);
  }
  await user.click(screen.getByRole('button', openButton));
  t.truthy(await screen.findByRole('heading', { level: 1, name: 'Frühlingsfest 2027' }));
  t.is(location.hash, '#/raffles/fruehlingsfest-2027');
  t.like(await operator.call('showRaffle', { params: { id: 'fruehlingsfest-2027' } }), {
    status: 'open',
    capacity: 1000,
    perPersonLimit: 2,
    randomness: 'drand',
    prizes: [{ title: 'A hamper' }, { title: 'A cake' }],
    closesAt: new Date(inDays(7)).toISOString(),
    rehearsal: undefined,
    notice: {
      organiser: 'Parents of Hill School',
      price: { amount: 250, currency: 'GBP' },
      drawAt: new Date(inDays(8)).toISOString(),
    },
  });
});

test.serial('going back from the review keeps what was typed', async (t) => {
  const { user, field, fill, review, countRaffles } = await openForm(t);
  const before = await countRaffles();
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await review();
  await user.click(await screen.findByRole('button', { name: 'Change something' }));
  t.is(field('Title').value, 'Spring');
  t.is(field('Prizes').value, 'A hamper');
  t.is(await countRaffles(), before);
});

test.serial('a raffle that begins later is announced, and the button says so', async (t) => {
  const { user, operator, fill, review } = await openForm(t);
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await fill('Sales start', inDays(1));
  await review();
  await user.click(await screen.findByRole('button', { name: 'Announce the raffle' }));
  await screen.findByText('Its page is public. Sales start at the announced time.');
  t.is((await operator.call('showRaffle', { params: { id: 'spring' } })).status, 'announced');
});

test.serial('one prize per person raises the reserves to what it needs', async (t) => {
  const { user, field, fill } = await openForm(t);
  await fill('Prizes', 'A\nB\nC');
  await user.selectOptions(field('One prize per person'), 'yes');
  t.is(field('Reserve tickets').value, '2');
});

test.serial('a rehearsal can be copied to a raffle, without its times', async (t) => {
  const existing = {
    title: 'Dry run',
    rehearsal: true,
    prizes: ['A hamper', 'A cake'],
    capacity: 42,
    closesAt: new Date(Date.now() + dayMs).toISOString(),
    notice: {
      organiser: 'Club',
      price: { amount: 300, currency: 'CHF' },
      askFor: { name: 'required' },
    },
  } as const;
  const { user, operator, title, field, fill, review } = await openForm(t, {
    existing: [existing as never],
  });
  await user.selectOptions(await screen.findByLabelText('Copy from'), 'Dry run (Rehearsal)');
  t.is(title.value, 'Dry run');
  t.is(field('Sales end').value, '');
  await fill('Title', 'Spring');
  await review();
  await user.click(await screen.findByRole('button', openButton));
  await screen.findByRole('heading', { level: 1, name: 'Spring' });
  const copied = await operator.call('showRaffle', { params: { id: 'spring' } });
  t.like(copied, {
    capacity: 42,
    prizes: [{ title: 'A hamper' }, { title: 'A cake' }],
    notice: existing.notice,
  });
  t.is(copied.rehearsal, undefined);
  t.is(copied.closesAt, undefined);
});

test.serial('the preview shows the title, prizes and price while they are typed', async (t) => {
  const { user, field, fill } = await openForm(t);
  const preview = within(screen.getByRole('region', { name: 'What people will see' }));
  t.truthy(preview.getByText('Title of the raffle'));
  await fill('Title', 'Spring fair');
  await fill('Prizes', 'A hamper');
  await user.selectOptions(field('Currency'), 'EUR');
  await fill('Price of a ticket', '2');
  t.truthy(preview.getByText('Spring fair'));
  t.truthy(preview.getByText('A hamper'));
  t.truthy(preview.getByText('1 ticket · €2.00'));
});

test.serial(
  'a title with direction controls does not change the direction of its sentence',
  async (t) => {
    const { user, fill, review } = await openForm(t);
    await fill('Title', 'Spring \u202Ereppus');
    await fill('Prizes', 'A hamper');
    await review();
    await user.click(await screen.findByRole('button', openButton));
    t.truthy(await screen.findByText('Spring reppus is open'));
  },
);

test.serial(
  'the link to a new rehearsal turns it on, and the button says what is created',
  async (t) => {
    const { user, operator, title, review } = await openForm(t, { hash: '#/new/rehearsal' });
    t.true(screen.getByRole<HTMLInputElement>('switch', { name: 'Rehearsal' }).checked);
    t.is(title.value, 'Rehearsal');
    await review();
    await user.click(await screen.findByRole('button', { name: 'Open the rehearsal' }));
    await screen.findByText('Rehearsal is open');
    t.true((await operator.call('showRaffle', { params: { id: 'rehearsal' } })).rehearsal);
  },
);

test.serial('a rehearsal after a deleted one gets a free id automatically', async (t) => {
  const { user, operator, fill, review } = await openForm(t);
  const params = { id: 'spring' };
  await operator.call('createRaffle', { body: { ...params, title: 'Spring', rehearsal: true } });
  await operator.call('deleteRaffle', { params });
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await review();
  await user.click(await screen.findByRole('button', openButton));
  await screen.findByRole('heading', { level: 1, name: 'Spring' });
  t.is(location.hash, '#/raffles/spring-2');
});

test.serial('a request whose reply was lost is repeated and creates one raffle', async (t) => {
  const { user, operator, fill, review } = await openForm(t);
  const { keys } = watchRequests(t, { method: 'POST', path: '/api/admin/raffles' });
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await review();
  loseNextAnswer('/api/admin/raffles');
  await user.click(await screen.findByRole('button', openButton));
  await screen.findByRole('alert');
  // The list now has the proposed id; the next one must not be proposed instead.
  await nextAnswer('/api/raffles');
  await nextAnswer('/api/raffles');
  await user.click(screen.getByRole('button', { name: 'Change something' }));
  await review();
  await user.click(await screen.findByRole('button', openButton));
  await screen.findByRole('heading', { level: 1, name: 'Spring' });
  const { raffles } = await operator.call('listRaffles');
  t.is(raffles.filter((raffle) => raffle.title === 'Spring').length, 1);
  t.is(new Set(keys).size, 1);
});

test.serial('a double click creates one raffle', async (t) => {
  const { user, operator, fill, review } = await openForm(t);
  await fill('Title', 'Spring');
  await fill('Prizes', 'A hamper');
  await review();
  await user.dblClick(await screen.findByRole('button', openButton));
  await screen.findByRole('heading', { level: 1, name: 'Spring' });
  const { raffles } = await operator.call('listRaffles');
  t.is(raffles.filter((raffle) => raffle.title === 'Spring').length, 1);
});
