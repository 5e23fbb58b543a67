import { openAdminApp, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { describeStatus } from '../../admin-app/shared/describe-status.ts';
import { closedRaffle, drawnRaffle, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { startTestService } from '../support/service.ts';
import { openActions } from './support/draw.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();

const isDisabled = (element: HTMLElement) => element.hasAttribute('disabled');
const soldCount = () => screen.getByRole('meter', { name: 'Tickets sold' });
const words = messagesFor('en').raffle;

test.serial('the page shows how many tickets are sold and left, live', async (t) => {
  const { signIn } = await openRaffle(t, { rules: { capacity: 1000 } });
  t.is(soldCount().getAttribute('aria-valuetext'), '1,000 of 1,000 left');
  t.truthy(screen.getByText('Tickets are on sale; none is sold yet.'));
  await (await signIn('ann@example.org')).buy('spring', { quantity: 2 });
  await screen.findByText('Tickets are on sale.');
  t.is(soldCount().getAttribute('aria-valuenow'), '2');
  t.is(soldCount().getAttribute('aria-valuetext'), '998 of 1,000 left');
  t.truthy(await screen.findByText('Live'));
});

test.serial(
  'if the service becomes unreachable, the page says so and marks the numbers as old',
  async (t) => {
    const { stop } = await openRaffle(t);
    await stop();
    const [before, after] = words.freshness.stale('|').split('|');
    t.truthy(await screen.findByText((text) => text.startsWith(before!) && text.endsWith(after!)));
  },
);

test.serial('an unknown raffle shows a message', async (t) => {
  const { url } = await startTestService(t);
  for (const id of ['none', '..', '.', '%2e%2e%2fadmin%2fkeys']) {
    const { unmount } = openAdminApp({ serviceUrl: url, hash: `#/raffles/${id}` });
    t.truthy(await screen.findByText(words.unavailable['unknown-raffle']), id);
    t.truthy(screen.getByRole('heading', { level: 1, name: words.gone }), id);
    unmount();
  }
});

test.serial(
  'generated participants fill a rehearsal, and the page shows the progress',
  async (t) => {
    const { user } = await openRaffle(t, { rules: { rehearsal: true } });
    t.truthy(screen.getByText('Rehearsal. Nothing here is real.'));
    const field = screen.getByRole<HTMLInputElement>('textbox', {
      name: words.rehearsal.fill.count,
    });
    t.is(field.value, '60');
    await user.clear(field);
    await user.type(field, '101');
    await user.click(screen.getByRole('button', { name: 'Let them buy' }));
    t.truthy(await screen.findByText('Write a whole number from 1 to 100.'));
    await user.clear(field);
    await user.type(field, '70{Enter}');
    t.truthy(await screen.findByText('Made-up participants took 70 tickets'));
    await waitFor(() => {
      if (soldCount().getAttribute('aria-valuenow') !== '70') throw new Error('not sold yet');
    });
    t.is(field.value, '30', 'as many as are left are proposed next');
    await user.clear(field);
    await user.type(field, '29{Enter}');
    await waitFor(() => {
      if (field.value !== '1') throw new Error(field.value);
    });
    await user.type(field, '9{Enter}');
    t.truthy(await screen.findByText('Write 1: no more are left.'));
  },
);

test.serial(
  'a rehearsal is deleted after its id is typed, and the list is shown next',
  async (t) => {
    const { user, operator } = await openRaffle(t, { rules: { rehearsal: true } });
    await openActions(user);
    await user.click(screen.getByRole('button', { name: 'Delete the rehearsal …' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete Spring fair' }));
    await user.type(dialog.getByRole('textbox', { name: words.typeId('spring') }), 'spring{Enter}');
    t.truthy(await screen.findByText('Spring fair is deleted'));
    t.is(location.hash, '#/');
    await t.throwsAsync(operator.call('showRaffle', { params: { id: 'spring' } }));
    const raffle = (title: string) =>
      screen.queryByRole('link', { name: (name) => name.startsWith(title) });
    await waitFor(() => {
      if (raffle('Demo raffle') === null) throw new Error('not listed yet');
    });
    t.is(raffle('Spring fair'), null);
  },
);

test.serial('a real raffle offers neither generated participants nor deletion', async (t) => {
  const { user } = await openRaffle(t);
  await openActions(user);
  t.is(screen.queryByText('Rehearsal. Nothing here is real.'), null);
  t.is(screen.queryByRole('button', { name: 'Let them buy' }), null);
  t.is(screen.queryByRole('button', { name: 'Delete the rehearsal …' }), null);
});

for (const [role, reason] of [
  ['auditor', messagesFor('en').session.reasons.auditor('Ada')],
  ['signed-out', messagesFor('en').session.reasons.none],
] as const) {
  test.serial(`actions are disabled with the reason, ${role}`, async (t) => {
    const { user } = await openRaffle(t, { rules: { rehearsal: true }, role });
    await openActions(user);
    await screen.findAllByText(reason);
    for (const name of ['Let them buy', 'Delete the rehearsal …', 'Cancel the raffle …']) {
      const button = screen.getByRole('button', { name });
      t.true(isDisabled(button), name);
      const described = document.getElementById(button.getAttribute('aria-describedby')!);
      t.is(described!.textContent, reason);
    }
  });
}

test('every state of a raffle has its sentence', (t) => {
  const { state } = words;
  const seal = {
    root: '',
    commitment: '',
    chainHash: '',
    round: 5,
    publishedAt: '2026-11-22T16:00:00Z',
  };
  t.is(describeStatus(raffleView({ sold: 0 }), words), state.unsold);
  t.is(describeStatus(raffleView({ sold: 10 }), words), state.open);
  t.is(describeStatus(raffleView({ sold: 100 }), words), state.soldOut(1));
  t.is(describeStatus(closedRaffle({ sold: 10 }), words), state.closed(1));
  const prizes = [{ title: 'Bicycle' }, { title: 'Hamper' }];
  const several = 'Sales have ended. The winners are not drawn yet.';
  t.is(describeStatus({ ...closedRaffle({ sold: 10 }), prizes }, words), several);
  t.is(describeStatus(closedRaffle({ sold: 10, seal }), words), state.sealed(seal));
  const drawn = drawnRaffle(17);
  t.is(describeStatus(drawn, words), state.drawn([17], drawn.drawnAt));
});
