import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import { embedSnippet } from '#contract/raffle-addresses.ts';
import { auditBundle } from '#proof/audit.ts';
import { verdictOf } from '#proof/verdict.ts';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { findButton, openActions } from './support/draw.ts';
import { collectFiles } from './support/collect-files.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };
const { raffle: words, rules, session, desk } = messagesFor('en');
const price = { amount: 250, currency: 'GBP' };

/** The steps with their state for a screen reader. */
const stepsOf = () =>
  within(screen.getByRole('list', { name: words.steps.label }))
    .getAllByRole('listitem')
    .map((step) => step.getAttribute('aria-current') ?? '');

test.serial('the steps follow the raffle, and each has one next action', async (t) => {
  const { operator } = await openRaffle(t, { buyers: 1 });
  t.deepEqual(stepsOf(), ['', 'step', '', '']);
  const next = within(screen.getByRole('region', { name: words.next.title }));
  t.truthy(next.getByRole('button', { name: 'Close the sales …' }));
  t.is(next.getAllByRole('button').length, 1);
  await operator.call('closeRaffle', { params });
  t.truthy(await next.findByRole('button', { name: 'Draw the winner …' }));
  t.deepEqual(stepsOf(), ['', '', 'step', '']);
  const { winners } = await operator.call('drawWinner', { params });
  t.truthy(await screen.findByText(words.next.handOver));
  t.deepEqual(stepsOf(), ['', '', '', 'step']);
  const [winner] = winners;
  const ticketNumber = winner?.state === 'drawn' ? winner.ticketNumber : 0;
  await operator.call('claimPrize', { params: { ...params, prize: '1' }, body: { ticketNumber } });
  t.truthy(await screen.findByText(words.next.nothing));
  t.deepEqual(stepsOf(), ['', '', '', '']);
});

test.serial(
  'prizes, price and times are shown before the draw, and lead to a change',
  async (t) => {
    const closesAt = new Date(Date.now() + 3_600_000).toISOString();
    const notice = { price, place: 'Boathouse' };
    await openRaffle(t, { rules: { prizes: ['Weekend', 'Hamper'], closesAt, notice } });
    const facts = new Map(
      [...document.querySelectorAll('dt')].map((term) => [
        term.textContent,
        term.nextElementSibling?.textContent,
      ]),
    );
    t.is(facts.get(rules.labels.prizes), 'Weekend\nHamper');
    t.is(facts.get(rules.labels.price), '£2.50');
    t.is(facts.get(rules.labels.place), 'Boathouse');
    t.true(facts.has(rules.labels.closesAt));
    t.false(facts.has(rules.labels.licence), 'what the raffle has not is left out');
    const change = screen.getByRole('link', { name: words.details.change });
    t.is(change.getAttribute('href'), '#/raffles/spring/amend');
  },
);

test.serial('the menu opens with a key, closes with Escape and returns the focus', async (t) => {
  const { user } = await openRaffle(t);
  const menu = await findButton(words.actions);
  menu.focus();
  await user.keyboard('{Enter}');
  t.is(menu.getAttribute('aria-expanded'), 'true');
  await user.tab();
  t.is(document.activeElement, await findButton('Close the sales …'));
  await user.keyboard('{Escape}');
  t.is(menu.getAttribute('aria-expanded'), 'false');
  t.is(document.activeElement, menu);
  await user.keyboard('{Enter}');
  await user.click(screen.getByRole('heading', { level: 1 }));
  t.is(menu.getAttribute('aria-expanded'), 'false');
});

test.serial('why no action of the menu is possible is said once', async (t) => {
  const { user } = await openRaffle(t, { role: 'signed-out', buyers: 1 });
  await openActions(user);
  const menu = await findButton(words.actions);
  const panel = within(document.getElementById(menu.getAttribute('aria-controls')!)!);
  const [reason, ...more] = panel.getAllByText(session.reasons.none);
  t.is(more.length, 0);
  const actions = panel.getAllByRole<HTMLButtonElement>('button');
  t.true(actions.length > 1);
  for (const { disabled } of actions) t.true(disabled);
  const described = actions.map((action) => action.getAttribute('aria-describedby'));
  t.deepEqual(new Set(described), new Set([reason!.id]));
});

test.serial('the desk is offered while tickets are sold', async (t) => {
  const { operator } = await openRaffle(t, { buyers: 1 });
  t.truthy(screen.getByRole('link', { name: desk.title }));
  await operator.call('closeRaffle', { params });
  await waitFor(() => {
    if (screen.queryByRole('link', { name: desk.title }) !== null) throw new Error('offered');
  });
  t.truthy(screen.getByRole('link', { name: words.projector }));
});

test.serial('a raffle is cancelled with a public reason, after its id is typed', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1, rules: { notice: { price } } });
  await operator.call('markPayments', { params, body: { numbers: [1], paid: true } });
  await openActions(user);
  await user.click(await findButton(words.cancel.open));
  const dialog = within(
    await screen.findByRole('alertdialog', { name: words.cancel.title('Spring fair') }),
  );
  t.truthy(dialog.getByText(words.cancel.consequence));
  t.truthy(await dialog.findByText(words.cancel.refund(1)));
  await user.type(dialog.getByRole('textbox', { name: words.typeId('spring') }), 'spring');
  const press = dialog.getByRole<HTMLButtonElement>('button', { name: words.cancel.action });
  t.true(press.disabled, 'the reason is missing');
  await user.type(dialog.getByRole('textbox', { name: words.cancel.reason }), 'The hall burnt.');
  await user.click(press);
  t.truthy(await screen.findByText(words.cancel.done('Spring fair')));
  const cancelled = await operator.call('showRaffle', { params });
  t.is(cancelled.status === 'cancelled' && cancelled.cancelReason, 'The hall burnt.');
  await waitFor(() => {
    if (!document.activeElement?.textContent.endsWith('The hall burnt.')) throw new Error('focus');
  });
  t.is(screen.queryByRole('button', { name: words.actions }), null);
  t.is(screen.queryByRole('link', { name: words.details.change }), null);
  const steps = within(screen.getByRole('list', { name: words.steps.label }));
  t.deepEqual(
    steps.getAllByRole('listitem').map((step) => step.querySelector('.name')?.textContent),
    [`${words.steps.names.open}, ${words.steps.done}`, words.steps.cancelled],
    'no step comes after the cancellation',
  );
});

test.serial('the short link, the poster and the snippet for a website are there', async (t) => {
  const { url, operator } = await openRaffle(t, { buyers: 1 });
  const link = screen.getByRole<HTMLInputElement>('textbox', { name: words.share.link });
  t.is(link.value, `${url}/r/spring`);
  t.is(
    screen.getByRole('link', { name: words.share.poster }).getAttribute('href'),
    `${url}/raffles/spring/poster`,
  );
  const snippet = screen.getByRole<HTMLInputElement>('textbox', { name: words.share.embed });
  t.is(snippet.value, embedSnippet(url, 'spring').replaceAll('\n', ''));
  await operator.call('closeRaffle', { params });
  await findButton('Draw the winner …');
  t.is(screen.queryByRole('link', { name: words.share.poster }), null, 'it invites to buy');
  t.truthy(screen.getByRole('textbox', { name: words.share.link }));
});

test.serial('a device with a share sheet gets the link to share there', async (t) => {
  const shared: ShareData[] = [];
  const share = async (data: ShareData) => void shared.push(data);
  Object.defineProperty(navigator, 'share', { value: share, configurable: true });
  t.teardown(() => Reflect.deleteProperty(navigator, 'share'));
  const { url, user } = await openRaffle(t);
  await user.click(await findButton('Share'));
  t.deepEqual(shared, [{ title: 'Spring fair', url: `${url}/r/spring` }]);
  t.truthy(screen.getByRole('textbox', { name: words.share.link }), 'it can be copied too');
});

test.serial('the public log is saved as a file that can be verified', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  const files = collectFiles(t);
  await user.click(await findButton(words.files.log));
  await waitFor(() => {
    if (files.length < 1) throw new Error('no file yet');
  });
  const checks = auditBundle(JSON.parse(await files[0]!.text()), { raffle: 'spring' });
  t.is(verdictOf(checks), 'passed');
});

test.serial('the payments are saved as a file', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1, rules: { notice: { price } } });
  const files = collectFiles(t);
  await user.click(await findButton(words.files.payments));
  await waitFor(() => {
    if (files.length < 1) throw new Error('no file yet');
  });
  const [header, ...rows] = (await files[0]!.text()).trim().split('\r\n');
  t.is(header, 'number,sale,email,name,paid,amount,currency');
  t.deepEqual(rows, ['1,1,buyer0@example.org,,no,250,GBP', '2,2,buyer0@example.org,,no,250,GBP']);
});

for (const [minutes, isStuck] of [
  [1, false],
  [6, true],
] as const) {
  const meaning = isStuck ? 'is reported' : 'is nothing to worry about';
  test.serial(`a mail that has waited for ${minutes} minutes ${meaning}`, async (t) => {
    const oldestQueuedAt = new Date(Date.now() - minutes * 60_000).toISOString();
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (!reply.url.endsWith('/summary')) return reply;
      const mail = { sent: 3, queued: 1, failed: 0, oldestQueuedAt };
      return Response.json({ ...(await reply.json()), mail }, { headers: reply.headers });
    };
    t.teardown(() => {
      globalThis.fetch = fetch;
    });
    await openRaffle(t, { buyers: 1 });
    const mails = within(await screen.findByRole('region', { name: words.mail.title }));
    t.truthy(await mails.findByText(words.mail.queued));
    t.is(mails.queryByText(words.mail.failed), null, 'none has failed');
    t.is(mails.queryByText(words.mail.oldest(oldestQueuedAt)) !== null, isStuck);
  });
}

test.serial(
  'mails are counted, and a signed-out visitor sees neither them nor income',
  async (t) => {
    const { unmount } = await openRaffle(t, { buyers: 1 });
    t.truthy(await screen.findByRole('heading', { name: words.mail.title }));
    unmount();
    await openRaffle(t, { buyers: 1, role: 'signed-out' });
    t.truthy(screen.getByText(words.soldOf({ capacity: 100 })));
    t.is(screen.queryByRole('heading', { name: words.mail.title }), null);
    t.true((await findButton(words.files.payments)).disabled);
  },
);
