import { openAdminApp, operatorsBrowser, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import type { CreateRaffle } from '#contract/requests.ts';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { describeStatus } from '../../admin-app/shared/describe-status.ts';
import { closedRaffle, drawnRaffle, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { startTestService } from '../support/service.ts';

resetBetweenTests();

const isDisabled = (element: HTMLElement) => element.hasAttribute('disabled');
const equation = () => document.querySelector('.equation')?.textContent.replaceAll(/\s+/g, ' ');

async function openRaffle(
  t: ExecutionContext,
  rules: Partial<CreateRaffle> = {},
  role: 'admin' | 'auditor' | 'signed-out' = 'admin',
) {
  const service = await startTestService(t);
  const body = { id: 'spring', title: 'Spring fair', ...rules };
  await service.operator.call('createRaffle', { body });
  const invited = role === 'auditor' ? ({ name: 'Ada', role } as const) : undefined;
  const keyStore = role === 'signed-out' ? undefined : await operatorsBrowser(service, invited);
  const app = openAdminApp({
    serviceUrl: service.url,
    hash: '#/raffles/spring',
    ...(keyStore === undefined ? {} : { keyStore }),
  });
  await screen.findByRole('heading', { level: 1, name: 'Spring fair' });
  return { ...service, ...app };
}

test.serial('sold and unsold tickets add up to the capacity, live', async (t) => {
  const { signIn } = await openRaffle(t, { capacity: 1000 });
  t.is(equation(), '0 sold + 1,000 unsold = 1,000 in all ');
  t.truthy(screen.getByText('Tickets are on sale; none is sold yet.'));
  await (await signIn('ann@example.org')).buy('spring', { quantity: 2 });
  await screen.findByText('Tickets are on sale.');
  t.is(equation(), '2 sold + 998 unsold = 1,000 in all ');
  t.truthy(screen.getByText('Live'));
});

test.serial(
  'if the service becomes unreachable, the page says so and marks the numbers as old',
  async (t) => {
    const { stop } = await openRaffle(t);
    await stop();
    t.truthy(await screen.findByText(/^As it was at .* does not answer/));
  },
);

test.serial('an unknown raffle shows a message', async (t) => {
  const { url } = await startTestService(t);
  for (const id of ['none', '..', '.', '%2e%2e%2fadmin%2fkeys']) {
    const { unmount } = openAdminApp({ serviceUrl: url, hash: `#/raffles/${id}` });
    t.truthy(await screen.findByText(/no raffle with this id/), id);
    unmount();
  }
});

test.serial(
  'generated participants fill a rehearsal, and the page shows the progress',
  async (t) => {
    const { user } = await openRaffle(t, { rehearsal: true });
    t.truthy(screen.getByText('Rehearsal. Nothing here is real.'));
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: /How many tickets/ });
    t.is(field.value, '60');
    await user.clear(field);
    await user.type(field, '101');
    await user.click(screen.getByRole('button', { name: 'Let them buy' }));
    t.truthy(await screen.findByText('Write a whole number from 1 to 100.'));
    await user.clear(field);
    await user.type(field, '70{Enter}');
    t.truthy(await screen.findByText('Made-up participants took 70 tickets'));
    await waitFor(() => {
      if (equation() !== '70 sold + 30 unsold = 100 in all ') throw new Error(equation());
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
    const { user, operator } = await openRaffle(t, { rehearsal: true });
    await user.click(screen.getByRole('button', { name: 'Delete the rehearsal …' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Delete Spring fair' }));
    await user.type(dialog.getByRole('textbox', { name: /\(spring\)/ }), 'spring{Enter}');
    t.truthy(await screen.findByText('Spring fair is deleted'));
    t.is(location.hash, '#/');
    await t.throwsAsync(operator.call('showRaffle', { params: { id: 'spring' } }));
    await screen.findByRole('link', { name: /Demo raffle/ });
    t.is(screen.queryByRole('link', { name: /Spring fair/ }), null);
  },
);

test.serial('a real raffle offers neither generated participants nor deletion', async (t) => {
  await openRaffle(t);
  t.is(screen.queryByText('Rehearsal. Nothing here is real.'), null);
  t.is(screen.queryByRole('button', { name: 'Let them buy' }), null);
  t.is(screen.queryByRole('button', { name: /Delete/ }), null);
});

for (const [role, reason] of [
  ['auditor', /signed in as Ada \(auditor\)/],
  ['signed-out', /not signed in/i],
] as const) {
  test.serial(`actions are disabled with the reason, ${role}`, async (t) => {
    await openRaffle(t, { rehearsal: true }, role);
    await screen.findAllByText(reason);
    for (const name of ['Let them buy', 'Delete the rehearsal …']) {
      const button = screen.getByRole('button', { name });
      t.true(isDisabled(button), name);
      const described = document.getElementById(button.getAttribute('aria-describedby')!);
      t.regex(described!.textContent, reason);
    }
  });
}

test('every state of a raffle has its sentence', (t) => {
  const messages = messagesFor('en').raffle;
  const seal = {
    root: '',
    commitment: '',
    chainHash: '',
    round: 5,
    publishedAt: '2026-11-22T16:00:00Z',
  };
  t.is(describeStatus(raffleView({ sold: 0 }), messages), 'Tickets are on sale; none is sold yet.');
  t.is(describeStatus(raffleView({ sold: 10 }), messages), 'Tickets are on sale.');
  t.regex(describeStatus(raffleView({ sold: 100 }), messages), /Every ticket is sold/);
  t.regex(describeStatus(closedRaffle({ sold: 10 }), messages), /not drawn yet/);
  t.regex(describeStatus(closedRaffle({ sold: 10, seal }), messages), /sealed.*round 5/);
  t.regex(describeStatus(drawnRaffle(17), messages), /^Ticket 17 won\. Drawn /);
});
