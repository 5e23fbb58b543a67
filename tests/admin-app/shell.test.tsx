import {
  MemoryKeyStore,
  openAdminApp,
  operatorsBrowser,
  resetBetweenTests,
} from './support/admin-app.tsx';
import { screen } from '@testing-library/react';
import test from 'ava';
import { startTestService } from '../support/service.ts';

resetBetweenTests();

test.serial('the list shows the service’s raffles and links to each', async (t) => {
  const { url } = await startTestService(t);
  const { user } = openAdminApp({ serviceUrl: url });
  await user.click(
    await screen.findByRole('link', { name: (name) => name.includes('Demo raffle') }),
  );
  t.is(location.hash, '#/raffles/demo');
  t.truthy(await screen.findByRole('heading', { level: 1, name: 'Demo raffle' }));
  t.is(document.activeElement, screen.getByRole('main'));
  t.is(document.title, 'Demo raffle · Raffle admin');
});

test.serial(
  'the header names the owner of this browser’s key, or says that there is none',
  async (t) => {
    const service = await startTestService(t);
    const { unmount } = openAdminApp({
      serviceUrl: service.url,
      keyStore: await operatorsBrowser(service),
    });
    t.truthy(await screen.findByText('operator'));
    unmount();
    openAdminApp({ serviceUrl: service.url, keyStore: new MemoryKeyStore() });
    t.truthy(await screen.findByText('Not signed in'));
  },
);

test.serial('the skip link moves to the page and keeps the address', async (t) => {
  const { url } = await startTestService(t);
  const { user } = openAdminApp({ serviceUrl: url, hash: '#/keys' });
  await user.tab();
  t.is(document.activeElement?.textContent, 'Skip to the page');
  await user.keyboard('{Enter}');
  t.is(document.activeElement, screen.getByRole('main'));
  t.is(location.hash, '#/keys');
});
