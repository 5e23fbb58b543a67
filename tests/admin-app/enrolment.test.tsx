import {
  loseNextAnswer,
  MemoryKeyStore,
  openAdminApp,
  operatorsBrowser,
  resetBetweenTests,
  technicalWords,
} from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { english as operatorSentences } from '../../admin-app/shared/messages/operator-problems-en.ts';
import { invite, createOperator } from '../support/new-operators.ts';
import { startTestService, type TestService } from '../support/service.ts';

resetBetweenTests();

const { enrol: messages } = messagesFor('en').people;

const enrolButton = async () => screen.findByRole('button', { name: 'Sign in' });

function open(service: TestService, invitation: string, keyStore = new MemoryKeyStore()) {
  const hash = `#/enrol/${invitation}`;
  return { keyStore, ...openAdminApp({ serviceUrl: service.url, hash, keyStore }) };
}

test.serial('an invitation enrols this browser with the invitation’s name and role', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator, { name: 'Ada', role: 'auditor' });
  const { user, keyStore, container } = open(service, invitation);
  const button = await enrolButton();
  t.true(container.textContent.includes(keyStore.made!.keyid), 'the fingerprint is shown before');
  t.deepEqual(technicalWords(), []);
  await user.click(button);
  t.truthy(await screen.findByText('You’re signed in as Ada (auditor).'));
  t.like(keyStore.enrolled, { name: 'Ada', role: 'auditor', serviceUrl: service.url });
  t.is(keyStore.made, undefined);
  t.true(container.textContent.includes(keyStore.enrolled!.keyid), 'and after');
  const { keys } = await service.operator.call('listKeys');
  t.true(keys.some(({ keyid }) => keyid === keyStore.enrolled!.keyid));
});

test.serial('the private half of the key cannot be exported', async (t) => {
  const service = await startTestService(t);
  const { keyStore } = open(service, 'x');
  await enrolButton();
  const { privateKey } = keyStore.made!;
  t.false(privateKey.extractable);
  for (const format of ['jwk', 'pkcs8', 'raw'] as const) {
    await t.throwsAsync(crypto.subtle.exportKey(format, privateKey));
  }
});

test.serial('the invitation is removed from the address and the history', async (t) => {
  const service = await startTestService(t);
  const before = history.length;
  open(service, 'secret-invitation');
  await enrolButton();
  t.is(location.hash, '#/enrol');
  t.true(history.length <= before + 1);
});

test.serial('without an invitation the page asks to open the link again', async (t) => {
  const service = await startTestService(t);
  openAdminApp({ serviceUrl: service.url, hash: '#/enrol' });
  t.truthy(await screen.findByText(messages.openAgain));
});

test.serial('an unknown invitation shows a message with the service’s address', async (t) => {
  const service = await startTestService(t);
  const { user } = open(service, 'AAAAAAAAAAAAAAAAAAAAAA');
  await user.click(await enrolButton());
  t.truthy(await screen.findByText('There is no such invitation.'));
  t.truthy(screen.getByText(messages.otherService(service.url)));
  t.is(screen.queryByRole('button', { name: 'Sign in' }), null);
});

test.serial('a used invitation says so, and what to do if another person used it', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator);
  await (await createOperator(service.url)).enrol(invitation);
  const { user } = open(service, invitation);
  await user.click(await enrolButton());
  const alert = within(await screen.findByRole('alert'));
  t.truthy(alert.getByText('This invitation was used.'));
  const { next } = operatorSentences['invitation-used'];
  t.truthy(alert.getByText(next, { exact: false }));
});

test.serial('an invitation by a revoked operator has expired', async (t) => {
  const service = await startTestService(t);
  const maker = await createOperator(service.url);
  await maker.enrol((await invite(service.operator, { name: 'Bob' })).invitation);
  const { invitation } = await invite(maker.client);
  await service.operator.call('revokeKey', { params: { keyid: maker.key.keyid } });
  const { user } = open(service, invitation);
  await user.click(await enrolButton());
  t.truthy(await screen.findByText('This invitation has expired.'));
});

test.serial('an enrolment whose reply was lost is repeated with the same key', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator);
  loseNextAnswer('/api/admin/enrolments');
  const first = open(service, invitation);
  await first.user.click(await enrolButton());
  t.truthy(within(await screen.findByRole('alert')).getByText('The raffle did not answer.'));
  const { keyid } = first.keyStore.made!;
  first.unmount();
  const again = open(service, invitation, first.keyStore);
  await again.user.click(await enrolButton());
  await screen.findByText(messages.done('Ada', 'admin'));
  t.is(first.keyStore.enrolled!.keyid, keyid);
});

test.serial('a key that another invitation has enrolled is recognised', async (t) => {
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
  t.truthy(await screen.findByText(messages.done('Ada', 'admin')));
});

test.serial('a revoked key can be replaced by a new one', async (t) => {
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
  await user.click(await screen.findByRole('button', { name: 'Prepare this device again' }));
  await user.click(await enrolButton());
  t.truthy(await screen.findByText(messages.done('Bob', 'admin')));
  t.not(keyStore.enrolled!.keyid, keyid);
});

test.serial('a browser with a key explains what happens to that key', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator, { name: 'Bob' });
  const { user, keyStore } = open(service, invitation, await operatorsBrowser(service));
  t.truthy(await screen.findByText(messages.replaces('operator', 'admin')));
  await user.click(await enrolButton());
  await screen.findByText(messages.done('Bob', 'admin'));
  t.is(keyStore.enrolled!.name, 'Bob');
});

test.serial('the page does not say that a refused key stays valid', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'admin' });
  await service.operator.call('revokeKey', { params: { keyid: keyStore.enrolled!.keyid } });
  const { invitation } = await invite(service.operator);
  open(service, invitation, keyStore);
  await screen.findByText(messages.replacesRefused('Ada'));
  t.is(screen.queryByText(messages.replaces('Ada', 'admin')), null);
});

test.serial('a service that does not answer is not shown as a refusal', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator);
  const { user } = open(service, invitation);
  const button = await enrolButton();
  await service.stop();
  await user.click(button);
  const alert = within(await screen.findByRole('alert'));
  t.truthy(alert.getByText('The raffle did not answer.'));
  t.truthy(alert.getByText(messagesFor('en').shell.bothAddresses(service.url, location.origin)));
  t.truthy(await enrolButton());
});
