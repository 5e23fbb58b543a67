import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import type { DrawRecord } from '#contract/draws.ts';
import type { CreateRaffle } from '#contract/raffle-requests.ts';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { findButton } from './support/draw.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };
const { draw: messages, raffle } = messagesFor('en');
const { prizes: words } = messages;
const rules: Partial<CreateRaffle> = { prizes: ['Weekend', 'Hamper'], reserves: 1 };

/** Opens a drawn raffle, and finds the card of a prize. */
async function openDrawn(t: ExecutionContext, options: Parameters<typeof openRaffle>[1] = {}) {
  const { operator, ...rest } = await openRaffle(t, {
    buyers: 3,
    rules,
    ...options,
  });
  const draw = await operator.call('drawWinner', { params });
  await screen.findByRole('list', { name: words.title });
  const card = (prize: number) =>
    within(
      within(screen.getByRole('list', { name: words.title })).getAllByRole('listitem')[prize - 1]!,
    );
  return { ...rest, operator, draw, card };
}

const drawnTicket = ({ order }: DrawRecord, pick: number) => order[pick]!.ticketNumber;

test.serial('each prize has its ticket and how to reach the holder', async (t) => {
  const { draw, card } = await openDrawn(t);
  for (const prize of [1, 2]) {
    const ticketNumber = drawnTicket(draw, prize - 1);
    t.truthy(card(prize).getByText(words.ticket(ticketNumber)));
    t.truthy(await card(prize).findByText(`buyer${Math.ceil(ticketNumber / 2) - 1}@example.org`));
    t.truthy(card(prize).getByText(words.states.drawn));
  }
  t.is(screen.queryByRole('link', { name: raffle.share.poster }), null, 'it says what can be won');
  const winners = messages.winners([drawnTicket(draw, 0), drawnTicket(draw, 1)]);
  t.is(screen.queryByText(winners), null, 'the prizes say it');
});

test.serial('a prize is marked as handed over after a dialog that says it is final', async (t) => {
  const { user, operator, draw, card } = await openDrawn(t);
  await user.click(await card(2).findByRole('button', { name: words.claim.label('Hamper') }));
  const dialog = within(
    await screen.findByRole('alertdialog', { name: words.claim.title('Hamper') }),
  );
  t.truthy(dialog.getByText(words.claim.consequence(drawnTicket(draw, 1))));
  await user.click(dialog.getByRole('button', { name: words.claim.action }));
  t.truthy(await card(2).findByText(words.states.claimed));
  t.is(card(2).queryByRole('button'), null);
  const { winners } = await operator.call('showDraw', { params });
  t.deepEqual(
    winners.map(({ state }) => state),
    ['drawn', 'claimed'],
  );
  await user.click(await card(1).findByRole('button', { name: words.claim.label('Weekend') }));
  await user.click(await findButton(words.claim.action));
  t.truthy(await screen.findByText(messagesFor('en').raffle.next.nothing));
});

test.serial('a prize is passed on to the ticket that the dialog names', async (t) => {
  const { user, draw, card } = await openDrawn(t);
  const [loser, next] = [drawnTicket(draw, 0), drawnTicket(draw, 2)];
  await user.click(await card(1).findByRole('button', { name: words.forfeit.label('Weekend') }));
  const dialog = within(
    await screen.findByRole('alertdialog', { name: words.forfeit.title('Weekend', loser) }),
  );
  const press = dialog.getByRole<HTMLButtonElement>('button', { name: words.forfeit.action });
  t.true(press.disabled, 'no reason is chosen');
  t.is(dialog.queryByRole('radio', { name: 'not collected in time' }), null);
  t.truthy(dialog.getByText(words.forfeit.never));
  await user.click(dialog.getByRole('radio', { name: 'declined' }));
  const who = `buyer${Math.ceil(next / 2) - 1}@example.org`;
  t.truthy(dialog.getByText(words.forfeit.next(next, who)));
  await user.click(press);
  t.truthy(await card(1).findByText(words.ticket(next)));
  const passedOn = await card(1).findByText((text) => text.includes('declined'));
  t.true(passedOn.textContent.includes(`ticket ${loser}`));
});

test.serial('the dialog says when no ticket is left for the prize', async (t) => {
  const { user, card } = await openDrawn(t, { buyers: 1, rules: { prizes: ['A', 'B'] } });
  await user.click(await card(2).findByRole('button', { name: words.forfeit.label('B') }));
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.click(dialog.getByRole('radio', { name: 'declined' }));
  t.truthy(dialog.getByText(words.forfeit.unawarded));
  await user.click(dialog.getByRole('button', { name: words.forfeit.action }));
  t.truthy(await card(2).findByText(words.states.unawarded));
});

test.serial('until the announced time a prize cannot be passed on as not collected', async (t) => {
  const claimBy = new Date(Date.now() + 3_600_000).toISOString();
  const { user, card } = await openDrawn(t, { rules: { ...rules, claimBy } });
  await user.click(await card(1).findByRole('button', { name: words.forfeit.label('Weekend') }));
  const dialog = within(await screen.findByRole('alertdialog'));
  t.truthy(dialog.getByText(words.forfeit.notYet(claimBy)));
  t.is(dialog.queryByRole('radio', { name: 'not collected in time' }), null);
});

test.serial('what another organiser does with a prize appears here', async (t) => {
  const { operator, draw, card } = await openDrawn(t);
  const ticketNumber = drawnTicket(draw, 0);
  await operator.call('claimPrize', { params: { ...params, prize: '1' }, body: { ticketNumber } });
  t.truthy(await card(1).findByText(words.states.claimed));
});

test.serial('an auditor sees the prizes; the actions say why they are disabled', async (t) => {
  const { card } = await openDrawn(t, { role: 'auditor' });
  const button = await card(1).findByRole<HTMLButtonElement>('button', {
    name: words.claim.label('Weekend'),
  });
  t.true(button.disabled);
});
