import {
  MemoryKeyStore,
  openAdminApp,
  operatorsBrowser,
  resetBetweenTests,
} from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import { invite, newcomer } from '../support/newcomer.ts';
import { startTestService } from '../support/service.ts';

resetBetweenTests();

const isDisabled = (element: HTMLElement) => element.hasAttribute('disabled');
const cardOf = async (name: string) =>
  (await screen.findByText(name, { selector: 'strong' })).closest('li')!;

test.serial(
  'the list shows fingerprint, role, origin and last use, and marks this browser',
  async (t) => {
    const service = await startTestService(t);
    const ada = await newcomer(service.url);
    await ada.enrol((await invite(service.operator, { name: 'Ada', role: 'auditor' })).invitation);
    openAdminApp({
      serviceUrl: service.url,
      hash: '#/keys',
      keyStore: await operatorsBrowser(service),
    });
    const own = (await cardOf('operator')).textContent;
    t.true(own.includes(service.signer.keyid), own);
    t.regex(own, /This browser.*Last used/);
    const others = (await cardOf('Ada')).textContent;
    t.regex(others, /auditor.*Enrolled .* · Invited by operator · Last used/);
    t.notRegex(others, /This browser/);
  },
);

test.serial('an invitation is a link that is shown once, and lets somebody in', async (t) => {
  const service = await startTestService(t);
  const { user } = openAdminApp({
    serviceUrl: service.url,
    hash: '#/keys',
    keyStore: await operatorsBrowser(service),
  });
  await cardOf('operator');
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Ada ');
  await user.click(screen.getByRole('radio', { name: 'auditor' }));
  await user.click(screen.getByRole('button', { name: 'Make an invitation' }));
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Link to hand over' });
  const [, invitation] = /^http:\/\/localhost:\d+\/#\/enrol\/([\w-]{22})$/.exec(field.value)!;
  const ada = await newcomer(service.url);
  t.like(await ada.enrol(invitation!), { name: 'Ada', role: 'auditor' });
  await user.click(screen.getByRole('button', { name: 'Done' }));
  t.is(screen.queryByDisplayValue(field.value), null);
  t.truthy(screen.getByRole('button', { name: 'Make an invitation' }));
});

test.serial('an invitation without a name is not asked for', async (t) => {
  const service = await startTestService(t);
  const { user } = openAdminApp({
    serviceUrl: service.url,
    hash: '#/keys',
    keyStore: await operatorsBrowser(service),
  });
  await cardOf('operator');
  await user.click(screen.getByRole('button', { name: 'Make an invitation' }));
  t.truthy(await screen.findByText(/Write a name/));
  t.is(screen.queryByRole('textbox', { name: 'Link to hand over' }), null);
});

test.serial(
  'a key is revoked once its name is typed, and refused at its next request',
  async (t) => {
    const service = await startTestService(t);
    const ada = await newcomer(service.url);
    await ada.enrol((await invite(service.operator)).invitation);
    const { user } = openAdminApp({
      serviceUrl: service.url,
      hash: '#/keys',
      keyStore: await operatorsBrowser(service),
    });
    await user.click(within(await cardOf('Ada')).getByRole('button'));
    const dialog = await screen.findByRole('alertdialog', { name: 'Revoke Ada’s key' });
    t.regex(dialog.textContent, /next request is refused/);
    t.notRegex(dialog.textContent, /this browser’s key/);
    const action = within(dialog).getByRole('button', { name: 'Revoke this key' });
    await user.type(within(dialog).getByRole('textbox'), 'operator');
    t.true(isDisabled(action));
    await user.clear(within(dialog).getByRole('textbox'));
    await user.type(within(dialog).getByRole('textbox'), 'Ada{Enter}');
    t.truthy(await screen.findByText('Ada’s key is revoked'));
    await screen.findByText('Revoked');
    await t.throwsAsync(ada.client.call('listKeys'), { message: /not enrolled/ });
  },
);

test.serial('whoever revokes this browser’s own key is told, before and after', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'admin' });
  const { user } = openAdminApp({ serviceUrl: service.url, hash: '#/keys', keyStore });
  await user.click(within(await cardOf('Ada')).getByRole('button'));
  const dialog = within(await screen.findByRole('alertdialog'));
  t.truthy(dialog.getByText(/you cannot order from here any more/));
  await user.type(dialog.getByRole('textbox'), 'Ada{Enter}');
  t.truthy(await screen.findByText(/no longer accepts this browser’s key, Ada/));
  t.is(screen.queryByText('operator', { selector: 'strong' }), null, 'the list is gone with it');
});

test.serial('the last admin key cannot be revoked, and the page says why', async (t) => {
  const service = await startTestService(t);
  openAdminApp({
    serviceUrl: service.url,
    hash: '#/keys',
    keyStore: await operatorsBrowser(service),
  });
  const card = within(await cardOf('operator'));
  t.true(isDisabled(card.getByRole('button')));
  t.truthy(card.getByText(/the last key with the role admin/));
});

test.serial('an auditor sees the keys, and why they stay as they are', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'auditor' });
  openAdminApp({ serviceUrl: service.url, hash: '#/keys', keyStore });
  const card = within(await cardOf('operator'));
  t.true(isDisabled(card.getByRole('button')));
  t.true(isDisabled(screen.getByRole('button', { name: 'Make an invitation' })));
  t.is(screen.getAllByText(/Ada has the role auditor/).length, 3);
});

test.serial('a key that was revoked elsewhere is told at once, with the way back in', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'admin' });
  await service.operator.call('revokeKey', { params: { keyid: keyStore.enrolled!.keyid } });
  openAdminApp({ serviceUrl: service.url, keyStore });
  t.truthy(await screen.findByText(/no longer accepts this browser’s key, Ada/));
  t.truthy(screen.getByText('This browser’s key is no longer accepted'));
});

test.serial('this browser’s key can be forgotten; the service still knows it', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service);
  const { user } = openAdminApp({ serviceUrl: service.url, hash: '#/keys', keyStore });
  await user.click(await screen.findByRole('button', { name: 'Forget it …' }));
  await user.type(
    within(await screen.findByRole('alertdialog')).getByRole('textbox'),
    'operator{Enter}',
  );
  t.truthy(await screen.findByText('This browser has no key yet'));
  t.is(keyStore.enrolled, undefined);
  t.is((await service.operator.call('listKeys')).keys[0]!.isRevoked, false);
});

test.serial('a browser that can keep no key points to the command line', async (t) => {
  const { url } = await startTestService(t);
  const keyStore = new MemoryKeyStore();
  // So do some private windows.
  keyStore.keep = async () => {
    throw new DOMException('Not here', 'DataCloneError');
  };
  openAdminApp({ serviceUrl: url, keyStore });
  t.truthy(await screen.findByRole('heading', { name: 'This browser cannot hold a key' }));
  t.truthy(screen.getByText('npx raffle --help'));
});
