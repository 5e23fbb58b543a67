import { failureOf, resetBetweenTests } from './support/admin-app.tsx';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import { formatsOf } from '#ui/formats.ts';
import { toLocalTime } from '#ui/TimeField.tsx';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };
const { amend: words, rules, session, raffle } = messagesFor('en');
const { moment } = formatsOf('en');
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const view = '/amend';

const findReview = () => screen.findByRole('button', { name: words.review });

test.serial('before the first sale every rule can change, and no one is mailed', async (t) => {
  const { user, operator } = await openRaffle(t, { view });
  await findReview();
  t.truthy(screen.getByText(words.free));
  const prizes = screen.getByRole('textbox', { name: rules.labels.prizes });
  await user.clear(prizes);
  await user.type(prizes, 'Weekend{Enter}Hamper');
  const capacity = screen.getByRole('textbox', { name: rules.labels.capacity });
  await user.clear(capacity);
  await user.type(capacity, '50');
  await user.click(await findReview());
  const dialog = within(await screen.findByRole('alertdialog', { name: words.confirm.title }));
  t.truthy(dialog.getByText(words.confirm.untold));
  t.deepEqual(
    dialog.getAllByRole('listitem').map(({ textContent }) => textContent),
    [
      words.confirm.change(rules.labels.prizes, '“Prize”', '“Weekend · Hamper”').join(''),
      words.confirm.change(rules.labels.capacity, '“100”', '“50”').join(''),
    ],
  );
  await user.click(dialog.getByRole('button', { name: words.confirm.action }));
  t.truthy(await screen.findByText(words.confirm.done('Spring fair')));
  const amended = await operator.call('showRaffle', { params });
  t.is(amended.capacity, 50);
  t.deepEqual(
    amended.prizes.map(({ title }) => title),
    ['Weekend', 'Hamper'],
  );
  t.is(location.hash, '#/raffles/spring');
});

test.serial('after a sale only what buyers did not rely on is offered', async (t) => {
  const closesAt = inHours(24);
  const { user, operator } = await openRaffle(t, { view, buyers: 1, rules: { closesAt } });
  await findReview();
  const labels = [...document.querySelectorAll('label')];
  const offered = new Set(labels.map(({ textContent }) => textContent));
  for (const name of ['title', 'closesAt', 'drawAt', 'place', 'contact', 'payment'] as const) {
    t.true(offered.has(rules.labels[name]), name);
  }
  for (const name of ['prizes', 'price', 'capacity', 'claimBy', 'terms', 'organiser'] as const) {
    t.false(offered.has(rules.labels[name]), name);
  }
  const title = screen.getByRole('textbox', { name: rules.labels.title });
  await user.clear(title);
  await user.type(title, 'Summer fair');
  const later = inHours(48);
  fireEvent.change(screen.getByLabelText(rules.labels.closesAt), {
    target: { value: toLocalTime(later) },
  });
  await user.click(await findReview());
  const dialog = within(await screen.findByRole('alertdialog'));
  t.truthy(dialog.getByText(words.confirm.told(2)));
  const [was, now] = [closesAt, later].map((iso) => `“${moment(iso)}”`);
  t.deepEqual(
    dialog.getAllByRole('listitem').map(({ textContent }) => textContent),
    [
      words.confirm.change(rules.labels.title, '“Spring fair”', '“Summer fair”').join(''),
      words.confirm.change(rules.labels.closesAt, was!, now!).join(''),
    ],
  );
  await user.click(dialog.getByRole('button', { name: words.confirm.action }));
  await screen.findByText(words.confirm.done('Summer fair'));
  t.is((await operator.call('showRaffle', { params })).title, 'Summer fair');
});

test.serial('a ticket that was voided was sold, so the rules stay final', async (t) => {
  const { operator, unmount, open } = await openRaffle(t, { view, buyers: 1 });
  await operator.call('voidTickets', { params, body: { numbers: [1, 2], reason: 'mistake' } });
  unmount();
  open();
  await findReview();
  t.is(screen.queryByRole('textbox', { name: rules.labels.capacity }), null);
});

test.serial('an earlier end of sales is refused at its field after a sale', async (t) => {
  const { user, operator } = await openRaffle(t, {
    view,
    buyers: 1,
    rules: { closesAt: inHours(24) },
  });
  await findReview();
  const field = screen.getByLabelText(rules.labels.closesAt);
  fireEvent.change(field, { target: { value: toLocalTime(inHours(2)) } });
  await user.click(await findReview());
  await waitFor(() => {
    if (field.getAttribute('aria-invalid') !== 'true') throw new Error('not marked yet');
  });
  t.is(screen.queryByRole('alertdialog'), null);
  await waitFor(() => {
    if (document.activeElement !== field) throw new Error('no focus yet');
  });
  t.is((await operator.call('showRaffle', { params })).version, 3);
});

test.serial('without a difference there is nothing to review', async (t) => {
  const { user } = await openRaffle(t, { view });
  await user.click(await findReview());
  t.truthy(await screen.findByText(words.none));
  t.is(screen.queryByRole('alertdialog'), null);
});

test.serial('a change that the service refuses says why, and the form keeps it', async (t) => {
  const { user, operator } = await openRaffle(t, { view });
  await findReview();
  const title = screen.getByRole('textbox', { name: rules.labels.title });
  await user.type(title, ' 2027');
  await user.click(await findReview());
  const dialog = within(await screen.findByRole('alertdialog'));
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    if (new Request(input, init).method === 'PATCH') {
      globalThis.fetch = fetch;
      await operator.call('cancelRaffle', { params, body: { reason: 'Rain.' } });
    }
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  await user.click(dialog.getByRole('button', { name: words.confirm.action }));
  await waitFor(() => {
    const isFailed = screen.queryByText(failureOf('raffle-cancelled')) !== null;
    if (!isFailed && screen.queryByText(words.tooLate) === null) throw new Error('not yet');
  });
  t.is((await operator.call('showRaffle', { params })).title, 'Spring fair');
});

test.serial(
  'for closed sales or an auditor’s key the page says why nothing can be changed, and has no form',
  async (t) => {
    const { operator, unmount } = await openRaffle(t, { view, buyers: 1 });
    await findReview();
    await operator.call('closeRaffle', { params });
    t.truthy(await screen.findByText(words.tooLate));
    unmount();
    await openRaffle(t, { view, role: 'auditor' });
    t.truthy(await screen.findByText(session.reasons.auditor('Ada')));
    t.is(screen.queryByRole('button', { name: words.review }), null);
    t.is(screen.queryByText(raffle.unavailable.connecting), null);
  },
);
