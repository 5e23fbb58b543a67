import {
  loseNextAnswer,
  nextAnswer,
  openAdminApp,
  operatorsBrowser,
  resetBetweenTests,
} from './support/admin-app.tsx';
import { screen } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { readDraft, type Draft } from '../../admin-app/features/raffles/use-creation.ts';
import { startTestService } from '../support/service.ts';

resetBetweenTests();

async function openForm(t: ExecutionContext, hash = '#/new') {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service);
  const app = openAdminApp({ serviceUrl: service.url, hash, keyStore });
  const title = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' });
  const id = screen.getByRole<HTMLInputElement>('textbox', { name: 'Id' });
  return { ...service, ...app, title, id };
}

test.serial(
  'an empty list suggests a rehearsal first; a list with a raffle does not',
  async (t) => {
    const { url, operator } = await startTestService(t, { environment: { RAFFLE_DEMO: 'off' } });
    const { unmount } = openAdminApp({ serviceUrl: url });
    t.truthy(await screen.findByText(/^Rehearse first/));
    unmount();
    await operator.call('createRaffle', { body: { title: 'Spring', rehearsal: true } });
    openAdminApp({ serviceUrl: url });
    const link = await screen.findByRole('link', { name: /^Spring/ });
    t.regex(link.textContent, /spring Rehearsal 0 of 100 sold|springRehearsal0 of 100 sold/);
    t.is(screen.queryByText(/^Rehearse first/), null);
  },
);

test.serial('a raffle is created as typed, and its page is shown next', async (t) => {
  const { user, operator, title, id } = await openForm(t);
  await user.type(title, 'Frühlingsfest 2027');
  t.is(id.value, 'fruehlingsfest-2027');
  const capacity = screen.getByRole('textbox', { name: 'Tickets in all' });
  await user.clear(capacity);
  await user.type(capacity, '1,000');
  await user.click(screen.getByRole('radio', { name: /decided by a beacon/ }));
  await user.click(screen.getByRole('button', { name: 'Open the raffle' }));
  t.truthy(await screen.findByRole('heading', { level: 1, name: 'Frühlingsfest 2027' }));
  t.is(location.hash, '#/raffles/fruehlingsfest-2027');
  const raffle = await operator.call('showRaffle', { params: { id: 'fruehlingsfest-2027' } });
  t.like(raffle, { capacity: 1000, perPersonLimit: 2, randomness: 'drand' });
  t.is(raffle.rehearsal, undefined);
});

test.serial(
  'a title needs a visible character, and the message disappears once it has one',
  async (t) => {
    const { user, title } = await openForm(t);
    await user.type(title, '\u200B');
    await user.click(screen.getByRole('button', { name: 'Open the raffle' }));
    await screen.findByText(/At least one must be visible/);
    t.is(title.getAttribute('aria-invalid'), 'true');
    await user.type(title, 'Spring');
    t.is(screen.queryByText(/At least one must be visible/), null);
  },
);

test.serial(
  'a title with direction controls does not change the direction of its sentence',
  async (t) => {
    const { user, title } = await openForm(t);
    await user.type(title, 'Spring \u202Ereppus');
    await user.click(screen.getByRole('button', { name: 'Open the raffle' }));
    t.truthy(await screen.findByText('Spring reppus is open'));
  },
);

test.serial(
  'the link to a new rehearsal turns it on, and the button says what is created',
  async (t) => {
    const { user, operator, title } = await openForm(t, '#/new/rehearsal');
    t.true(screen.getByRole<HTMLInputElement>('switch', { name: 'Rehearsal' }).checked);
    t.is(title.value, 'Rehearsal');
    await user.click(screen.getByRole('button', { name: 'Open the rehearsal' }));
    await screen.findByText('Rehearsal. Nothing here is real.');
    t.true((await operator.call('showRaffle', { params: { id: 'rehearsal' } })).rehearsal);
  },
);

test.serial('a rehearsal after a deleted one gets a free id automatically', async (t) => {
  const { user, operator, title } = await openForm(t);
  const params = { id: 'spring' };
  await operator.call('createRaffle', { body: { ...params, title: 'Spring', rehearsal: true } });
  await operator.call('deleteRaffle', { params });
  await user.type(title, 'Spring');
  await user.click(screen.getByRole('button', { name: 'Open the raffle' }));
  await screen.findByRole('heading', { level: 1, name: 'Spring' });
  t.is(location.hash, '#/raffles/spring-2');
});

test.serial('an id that is taken is not proposed, and is refused at its field', async (t) => {
  const { user, title, id } = await openForm(t);
  await user.type(title, 'Demo');
  t.is(id.value, 'demo-2');
  await user.clear(id);
  await user.type(id, 'demo{Enter}');
  await screen.findByText(/This id is taken/);
  t.is(id.getAttribute('aria-invalid'), 'true');
  t.is(location.hash, '#/new');
  await user.type(id, '-3');
  t.not(id.getAttribute('aria-invalid'), 'true');
});

test.serial('an invalid value shows a message at its field, and nothing is sent', async (t) => {
  const { user, operator, title, id } = await openForm(t);
  const before = (await operator.call('listRaffles')).raffles.length;
  const limit = screen.getByRole('textbox', { name: /one person/ });
  await user.clear(limit);
  await user.type(limit, '0');
  await user.type(id, 'no spaces');
  await user.click(screen.getByRole('button', { name: 'Open the raffle' }));
  t.truthy(
    await screen.findByText('Write 1 to 200 characters on one line. At least one must be visible.'),
  );
  t.truthy(screen.getByText(/letters a to z/));
  t.truthy(screen.getByText('Write a whole number from 1 to 1,000.'));
  t.true(document.activeElement === title, 'the focus is in the first of them');
  t.is((await operator.call('listRaffles')).raffles.length, before);
});

test.serial(
  'a create request whose reply was lost is repeated and creates one raffle',
  async (t) => {
    const { user, operator, title } = await openForm(t);
    await user.type(title, 'Spring');
    loseNextAnswer('/api/admin/raffles');
    await user.click(screen.getByRole('button', { name: 'Open the raffle' }));
    t.regex((await screen.findByRole('alert')).textContent, /do not know yet whether it was done/);
    // The list now has the proposed id; the next one must not be proposed instead.
    await nextAnswer('/api/raffles');
    await nextAnswer('/api/raffles');
    await user.click(screen.getByRole('button', { name: 'Open the raffle' }));
    await screen.findByRole('heading', { level: 1, name: 'Spring' });
    const { raffles } = await operator.call('listRaffles');
    t.is(raffles.filter((raffle) => raffle.title === 'Spring').length, 1);
  },
);

test.serial('a double click creates one raffle', async (t) => {
  const { user, operator, title } = await openForm(t);
  await user.type(title, 'Spring');
  await user.dblClick(screen.getByRole('button', { name: 'Open the raffle' }));
  await screen.findByRole('heading', { level: 1, name: 'Spring' });
  const { raffles } = await operator.call('listRaffles');
  t.is(raffles.filter((raffle) => raffle.title === 'Spring').length, 1);
});

test.serial('without a key the form says why the button is disabled', async (t) => {
  const { url } = await startTestService(t);
  openAdminApp({ serviceUrl: url, hash: '#/new' });
  const button = await screen.findByRole('button', { name: 'Open the raffle' });
  t.true(button.hasAttribute('disabled'));
  t.truthy(await screen.findByText('You’re not signed in. Open an invitation first.'));
});

test('a draft is parsed, or its invalid fields are named', (t) => {
  const draft: Draft = {
    title: ' Spring ',
    id: 'spring',
    capacity: '1.000',
    perPersonLimit: '2',
    randomness: 'local',
    rehearsal: false,
  };
  const rules = { title: 'Spring', id: 'spring', perPersonLimit: 2, randomness: 'local' } as const;
  t.deepEqual(readDraft(draft), { request: { ...rules, capacity: 1000 } });
  t.deepEqual(readDraft({ ...draft, capacity: '１００', rehearsal: true }), {
    request: { ...rules, capacity: 100, rehearsal: true },
  });
  const { id: _, ...unnamed } = rules;
  for (const id of [undefined, ' ']) {
    t.deepEqual(readDraft({ ...draft, id }), { request: { ...unnamed, capacity: 1000 } });
  }
  const wrong = { title: 'a\nb', id: '-x', capacity: '1000001', perPersonLimit: '1001' };
  for (const [field, value] of Object.entries(wrong)) {
    t.deepEqual(readDraft({ ...draft, [field]: value }), { faults: [field] }, field);
  }
});
