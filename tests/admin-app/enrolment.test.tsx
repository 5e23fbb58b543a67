import {
  loseNextAnswer,
  MemoryKeyStore,
  openAdminApp,
  operatorsBrowser,
  resetBetweenTests,
} from './support/admin-app.tsx';
import { screen } from '@testing-library/react';
import test from 'ava';
import { invite, newcomer } from '../support/newcomer.ts';
import { startTestService, type TestService } from '../support/service.ts';

resetBetweenTests();

const enrolButton = async () => screen.findByRole('button', { name: 'Enrol this browser’s key' });

function open(service: TestService, invitation: string, keyStore = new MemoryKeyStore()) {
  const hash = `#/enrol/${invitation}`;
  return { keyStore, ...openAdminApp({ serviceUrl: service.url, hash, keyStore }) };
}

test.serial(
  'an invitation lets this browser in, under the name and role that it holds',
  async (t) => {
    const service = await startTestService(t);
    const { invitation } = await invite(service.operator, { name: 'Ada', role: 'auditor' });
    const { user, keyStore, container } = open(service, invitation);
    const button = await enrolButton();
    t.true(container.textContent.includes(keyStore.made!.keyid), 'the fingerprint is shown before');
    await user.click(button);
    t.truthy(await screen.findByText('You are in: this browser’s key is Ada’s, auditor.'));
    t.like(keyStore.enrolled, { name: 'Ada', role: 'auditor', serviceUrl: service.url });
    t.is(keyStore.made, undefined);
    t.true(container.textContent.includes(keyStore.enrolled!.keyid), 'and after');
    const { keys } = await service.operator.call('listKeys');
    t.true(keys.some(({ keyid }) => keyid === keyStore.enrolled!.keyid));
  },
);

test.serial('the private half of the key cannot be taken out', async (t) => {
  const service = await startTestService(t);
  const { keyStore } = open(service, 'x');
  await enrolButton();
  const { privateKey } = keyStore.made!;
  t.false(privateKey.extractable);
  for (const format of ['jwk', 'pkcs8', 'raw'] as const) {
    await t.throwsAsync(crypto.subtle.exportKey(format, privateKey));
  }
});

test.serial('the invitation is in the address and the history no longer', async (t) => {
  const service = await startTestService(t);
  const before = history.length;
  open(service, 'secret-invitation');
  await enrolButton();
  t.is(location.hash, '#/enrol');
  t.true(history.length <= before + 1);
});

test.serial('without an invitation the page says to open the link again', async (t) => {
  const service = await startTestService(t);
  openAdminApp({ serviceUrl: service.url, hash: '#/enrol' });
  t.truthy(await screen.findByText(/Open its link again/));
});

test.serial('an unknown invitation says so, and names the service it was tried at', async (t) => {
  const service = await startTestService(t);
  const { user } = open(service, 'AAAAAAAAAAAAAAAAAAAAAA');
  await user.click(await enrolButton());
  const alert = await screen.findByRole('alert');
  t.regex(alert.textContent, /no such invitation.*Nothing was changed/);
  t.truthy(screen.getByText(new RegExp(`works for ${service.url}`)));
  t.is(screen.queryByRole('button', { name: /^Enrol/ }), null);
});

test.serial('a used invitation says so, and what to do if that was somebody else', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator);
  await (await newcomer(service.url)).enrol(invitation);
  const { user } = open(service, invitation);
  await user.click(await enrolButton());
  const alert = await screen.findByRole('alert');
  t.regex(alert.textContent, /was used.*If that was not you, have that key revoked/);
});

test.serial('an invitation whose maker was revoked has expired', async (t) => {
  const service = await startTestService(t);
  const maker = await newcomer(service.url);
  await maker.enrol((await invite(service.operator, { name: 'Bob' })).invitation);
  const { invitation } = await invite(maker.client);
  await service.operator.call('revokeKey', { params: { keyid: maker.key.keyid } });
  const { user } = open(service, invitation);
  await user.click(await enrolButton());
  t.regex((await screen.findByRole('alert')).textContent, /expired.*Ask for a new one/);
});

test.serial('a lost answer is asked for again, with the same key', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator);
  loseNextAnswer('/api/admin/enrolments');
  const first = open(service, invitation);
  await first.user.click(await enrolButton());
  t.regex((await screen.findByRole('alert')).textContent, /We do not know yet whether it was done/);
  const { keyid } = first.keyStore.made!;
  first.unmount();
  const again = open(service, invitation, first.keyStore);
  await again.user.click(await enrolButton());
  await screen.findByText(/You are in/);
  t.is(first.keyStore.enrolled!.keyid, keyid);
});

test.serial('a key that another invitation let in already is recognised', async (t) => {
  const service = await startTestService(t);
  const keyStore = new MemoryKeyStore();
  const first = open(service, 'x', keyStore);
  await enrolButton();
  first.unmount();
  const made = keyStore.made!;
  const earlier = await operatorsBrowser(service, { name: 'Ada', role: 'admin' }, made);
  t.is(earlier.enrolled!.keyid, made.keyid);
  const { invitation } = await invite(service.operator, { name: 'Bob' });
  const { user } = open(service, invitation, keyStore);
  await user.click(await enrolButton());
  t.truthy(await screen.findByText(/this browser’s key is Ada’s/));
});

test.serial('a revoked key makes room for another', async (t) => {
  const service = await startTestService(t);
  const keyStore = new MemoryKeyStore();
  const first = open(service, 'x', keyStore);
  await enrolButton();
  first.unmount();
  const { keyid } = keyStore.made!;
  await operatorsBrowser(service, { name: 'Ada', role: 'admin' }, keyStore.made);
  await service.operator.call('revokeKey', { params: { keyid } });
  const { invitation } = await invite(service.operator, { name: 'Bob' });
  const { user } = open(service, invitation, keyStore);
  await user.click(await enrolButton());
  await user.click(await screen.findByRole('button', { name: 'Make another key' }));
  await user.click(await enrolButton());
  t.truthy(await screen.findByText(/this browser’s key is Bob’s/));
  t.not(keyStore.enrolled!.keyid, keyid);
});

test.serial('a browser with a key says what becomes of it', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator, { name: 'Bob' });
  const { user, keyStore } = open(service, invitation, await operatorsBrowser(service));
  t.truthy(await screen.findByText(/has a key already: operator, admin/));
  await user.click(await enrolButton());
  await screen.findByText(/this browser’s key is Bob’s/);
  t.is(keyStore.enrolled!.name, 'Bob');
});

test.serial('a key that is refused already is not said to stay good', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'admin' });
  await service.operator.call('revokeKey', { params: { keyid: keyStore.enrolled!.keyid } });
  const { invitation } = await invite(service.operator);
  open(service, invitation, keyStore);
  await screen.findByText(/no longer accepts the key that this browser has, Ada/);
  t.is(screen.queryByText(/stays good/), null);
});

test.serial('a service that does not answer is no refusal', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator);
  const { user } = open(service, invitation);
  const button = await enrolButton();
  await service.stop();
  await user.click(button);
  const alert = await screen.findByRole('alert');
  t.regex(
    alert.textContent,
    /did not answer.*Check your connection and ask again.*only at the address it was told/,
  );
  t.truthy(await enrolButton());
});
