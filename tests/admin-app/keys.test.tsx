import {
  command,
  MemoryKeyStore,
  openAdminApp,
  operatorsBrowser,
  resetBetweenTests,
} from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import { invite, createOperator } from '../support/new-operators.ts';
import { startTestService } from '../support/service.ts';

resetBetweenTests();

const isDisabled = (element: HTMLElement) => element.hasAttribute('disabled');
const cardOf = async (name: string) =>
  (await screen.findByText(name, { selector: 'strong' })).closest('li')!;

test.serial(
  'the list shows fingerprint, role, origin and last use, and marks this browser',
  async (t) => {
    const service = await startTestService(t);
    const ada = await createOperator(service.url);
    await ada.enrol((await invite(service.operator, { name: 'Ada', role: 'auditor' })).invitation);
    openAdminApp({
      serviceUrl: service.url,
      hash: '#/keys',
      keyStore: await operatorsBrowser(service),
    });
    const own = (await cardOf('operator')).textContent;
    t.true(own.includes(service.signer.keyid), own);
    t.regex(own, /This device.*Last used/);
    const others = (await cardOf('Ada')).textContent;
    t.regex(others, /auditor.*Added .* · Invited by operator · Last used/);
    t.notRegex(others, /This device/);
  },
);

test.serial('an invitation is shown once as a link, and the link enrols a browser', async (t) => {
  const service = await startTestService(t);
  const { user } = openAdminApp({
    serviceUrl: service.url,
    hash: '#/keys',
    keyStore: await operatorsBrowser(service),
  });
  await cardOf('operator');
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Ada ');
  await user.click(screen.getByRole('radio', { name: 'auditor' }));
  await user.click(screen.getByRole('button', { name: 'Create an invitation' }));
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Invitation link' });
  const [, invitation] = /^http:\/\/localhost:\d+\/#\/enrol\/([\w-]{22})$/.exec(field.value)!;
  const ada = await createOperator(service.url);
  t.like(await ada.enrol(invitation!), { name: 'Ada', role: 'auditor' });
  // The list shows Ada without a reload, so that the fingerprints can be compared.
  t.truthy(await screen.findByText('Ada', { selector: 'strong' }));
  await user.click(screen.getByRole('button', { name: 'Done' }));
  t.is(screen.queryByDisplayValue(field.value), null);
  t.truthy(screen.getByRole('button', { name: 'Create an invitation' }));
});

test.serial('an invitation without a name is not sent', async (t) => {
  const service = await startTestService(t);
  const { user } = openAdminApp({
    serviceUrl: service.url,
    hash: '#/keys',
    keyStore: await operatorsBrowser(service),
  });
  await cardOf('operator');
  await user.click(screen.getByRole('button', { name: 'Create an invitation' }));
  t.truthy(await screen.findByText(/At least one must be visible/));
  t.is(screen.queryByRole('textbox', { name: 'Invitation link' }), null);
});

test.serial(
  'a key is revoked after its name is typed, and is refused at its next request',
  async (t) => {
    const service = await startTestService(t);
    const ada = await createOperator(service.url);
    await ada.enrol((await invite(service.operator)).invitation);
    const { user } = openAdminApp({
      serviceUrl: service.url,
      hash: '#/keys',
      keyStore: await operatorsBrowser(service),
    });
    await user.click(within(await cardOf('Ada')).getByRole('button'));
    const dialog = await screen.findByRole('alertdialog', { name: 'Revoke Ada’s access' });
    t.regex(dialog.textContent, /next request from that device is refused/);
    t.notRegex(dialog.textContent, /your own device/);
    const action = within(dialog).getByRole('button', { name: 'Revoke access' });
    await user.type(within(dialog).getByRole('textbox'), 'operator');
    t.true(isDisabled(action));
    await user.clear(within(dialog).getByRole('textbox'));
    await user.type(within(dialog).getByRole('textbox'), 'Ada{Enter}');
    t.truthy(await screen.findByText('Ada’s access is revoked'));
    await screen.findByText('Revoked');
    await t.throwsAsync(ada.client.call('listKeys'), { message: /not enrolled/ });
  },
);

test.serial(
  'an operator who revokes this browser’s own key is warned before and informed afterwards',
  async (t) => {
    const service = await startTestService(t);
    const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'admin' });
    const { user } = openAdminApp({ serviceUrl: service.url, hash: '#/keys', keyStore });
    await user.click(within(await cardOf('Ada')).getByRole('button'));
    const dialog = within(await screen.findByRole('alertdialog'));
    t.truthy(dialog.getByText(/You will be signed out here/));
    await user.type(dialog.getByRole('textbox'), 'Ada{Enter}');
    t.truthy(await screen.findByText(/no longer accepts this device \(Ada\)/));
    t.is(screen.queryByText('operator', { selector: 'strong' }), null, 'the list is gone with it');
  },
);

test.serial('the last admin key cannot be revoked, and the page says why', async (t) => {
  const service = await startTestService(t);
  openAdminApp({
    serviceUrl: service.url,
    hash: '#/keys',
    keyStore: await operatorsBrowser(service),
  });
  const card = within(await cardOf('operator'));
  t.true(isDisabled(card.getByRole('button')));
  t.truthy(card.getByText(/the last admin/));
});

test.serial('an auditor sees the keys and why they cannot be changed', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'auditor' });
  openAdminApp({ serviceUrl: service.url, hash: '#/keys', keyStore });
  const card = within(await cardOf('operator'));
  t.true(isDisabled(card.getByRole('button')));
  t.true(isDisabled(screen.getByRole('button', { name: 'Create an invitation' })));
  t.is(screen.getAllByText(/signed in as Ada \(auditor\)/).length, 3);
});

test.serial(
  'a key that was revoked in another browser shows a message with the way to sign in again',
  async (t) => {
    const service = await startTestService(t);
    const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'admin' });
    await service.operator.call('revokeKey', { params: { keyid: keyStore.enrolled!.keyid } });
    openAdminApp({ serviceUrl: service.url, keyStore });
    t.truthy(await screen.findByText(/no longer accepts this device \(Ada\)/));
    t.truthy(screen.getByText('This device is no longer accepted'));
  },
);

test.serial('this browser’s key can be deleted, and the service still knows it', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service);
  const { user } = openAdminApp({ serviceUrl: service.url, hash: '#/keys', keyStore });
  await user.click(await screen.findByRole('button', { name: 'Sign out …' }));
  await user.type(
    within(await screen.findByRole('alertdialog')).getByRole('textbox'),
    'operator{Enter}',
  );
  t.truthy(await screen.findByText('You’re not signed in'));
  t.is(keyStore.enrolled, undefined);
  t.is((await service.operator.call('listKeys')).keys[0]!.isRevoked, false);
});

test.serial('a browser that cannot store a key is referred to the command line', async (t) => {
  const { url } = await startTestService(t);
  const keyStore = new MemoryKeyStore();
  // Some private windows fail like this.
  keyStore.keep = async () => {
    throw new DOMException('Not here', 'DataCloneError');
  };
  openAdminApp({ serviceUrl: url, keyStore });
  t.truthy(await screen.findByRole('heading', { name: 'This browser can’t sign in' }));
  t.truthy(screen.getByText(command('npx raffle --help')));
});
