import { openAdminApp, operatorsBrowser, resetBetweenTests } from './support/admin-app.tsx';
import { watchRequests } from './support/watch-requests.ts';
import { screen, waitFor, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { startTestService } from '../support/service.ts';

resetBetweenTests();
test.beforeEach(() => localStorage.clear());

async function openAsSeller(t: ExecutionContext, hash: string, ids: readonly string[]) {
  const service = await startTestService(t, { environment: { RAFFLE_DEMO: 'off' } });
  for (const id of ids) {
    await service.operator.call('createRaffle', { body: { id, title: `Fair ${id}` } });
  }
  const keyStore = await operatorsBrowser(service, { name: 'Sam', role: 'seller' });
  const reads = watchRequests(t, { method: 'GET', path: '/api/admin/keys' });
  const app = openAdminApp({ serviceUrl: service.url, hash, keyStore });
  return { ...service, ...app, reads };
}

const sellButton = { name: 'Sell 1 ticket' };

test.serial('a seller is led to the desk of the one raffle on sale, and stays there', async (t) => {
  const { operator } = await openAsSeller(t, '#/', ['spring']);
  await screen.findByRole('button', sellButton);
  t.is(location.hash, '#/raffles/spring/desk');
  await operator.call('createRaffle', { body: { title: 'Autumn' } });
  t.truthy(screen.getByRole('button', sellButton));
});

test.serial('a seller chooses among several raffles', async (t) => {
  const { user } = await openAsSeller(t, '#/', ['spring', 'summer']);
  await user.click(await screen.findByRole('link', { name: /^Fair summer/ }));
  await screen.findByRole('button', sellButton);
  t.is(location.hash, '#/raffles/summer/desk');
});

test.serial('a seller without a raffle on sale is told when one will appear', async (t) => {
  await openAsSeller(t, '#/', []);
  t.truthy(
    await screen.findByText('No raffle is on sale. It appears here when an organiser opens one.'),
  );
});

test.serial(
  'a link that was pressed before the seller is led to the desk is followed',
  async (t) => {
    const { fetch } = globalThis;
    let press = () => {};
    const isPressed = new Promise<void>((resolve) => {
      press = resolve;
    });
    globalThis.fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (new URL(reply.url).pathname === '/api/raffles') await isPressed;
      return reply;
    };
    t.teardown(() => {
      globalThis.fetch = fetch;
    });
    // The app hears of a new address a moment after the press.
    const delay = (event: Event) => event.stopImmediatePropagation();
    const stopDelay = () => window.removeEventListener('hashchange', delay, { capture: true });
    window.addEventListener('hashchange', delay, { capture: true });
    t.teardown(stopDelay);
    await openAsSeller(t, '#/', ['spring']);
    await screen.findByRole('heading', { level: 1, name: 'Sell tickets' });
    location.hash = '#/people';
    press();
    await screen.findByRole('link', { name: (name) => name.startsWith('Fair spring') });
    t.is(location.hash, '#/people');
    stopDelay();
    window.dispatchEvent(new Event('hashchange'));
    t.truthy(await screen.findByRole('button', { name: 'Sign out …' }));
  },
);

test.serial('a seller can sign out, and sees no people', async (t) => {
  const { user } = await openAsSeller(t, '#/', ['spring']);
  // Led to the desk first, so that this does not undo the press.
  await screen.findByRole('button', sellButton);
  await user.click(await screen.findByRole('link', { name: 'Sign out' }));
  await user.click(await screen.findByRole('button', { name: 'Sign out …' }));
  t.is(screen.queryByRole('button', { name: 'Create an invitation' }), null);
  await user.type(
    within(await screen.findByRole('alertdialog')).getByRole('textbox'),
    'Sam{Enter}',
  );
  t.truthy(await screen.findByRole('heading', { name: 'You’re not signed in' }));
});

for (const hash of ['#/new', '#/raffles/spring', '#/raffles/spring/audit']) {
  test.serial(`a seller who opens ${hash} is led to the desk`, async (t) => {
    const { reads } = await openAsSeller(t, hash, ['spring']);
    await screen.findByRole('button', sellButton);
    const links = screen.getAllByRole('link', { name: 'Sell tickets' });
    t.is(links.length, 1);
    t.is(screen.queryByRole('link', { name: 'People' }), null);
    await waitFor(() => {
      if (document.title !== 'Fair spring · Raffle admin') throw new Error(document.title);
    });
    t.deepEqual(reads.keys, [], 'nothing is read that the service refuses to a seller');
  });
}
