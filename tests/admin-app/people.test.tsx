import {
  command,
  MemoryKeyStore,
  openAdminApp,
  operatorsBrowser,
  resetBetweenTests,
  technicalWords,
} from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import type { AdminRole } from '#contract/admin-keys.ts';
import { createOperator, enrolOperator, invite } from '../support/new-operators.ts';
import { startTestService, type TestService } from '../support/service.ts';

resetBetweenTests();

const lastAdmin = 'This is the last organiser. Without one, no one could be invited.';

async function openPeople(
  t: ExecutionContext,
  as?: { name: string; role: AdminRole },
  prepare?: (service: TestService) => Promise<unknown>,
) {
  const service = await startTestService(t);
  await prepare?.(service);
  const keyStore = await operatorsBrowser(service, as);
  const app = openAdminApp({ serviceUrl: service.url, hash: '#/people', keyStore });
  return { ...service, ...app, keyStore };
}

const group = async (name: string) => within(await screen.findByRole('region', { name }));
const cardOf = async (name: string) =>
  within((await screen.findByText(name, { selector: 'strong' })).closest('li')!);
const invitedField = () =>
  screen.findByRole<HTMLInputElement>('textbox', { name: 'Invitation link' });

test.serial('people are listed by what they may do, each with their devices', async (t) => {
  const { signer } = await openPeople(t, undefined, async ({ url, operator }) => {
    await enrolOperator(url, operator, { name: 'Ada', role: 'auditor' });
    await enrolOperator(url, operator, { name: 'Sam', role: 'seller' });
    await enrolOperator(url, operator, { name: 'Sam', role: 'seller' });
  });
  const organisers = await group('Organisers');
  t.truthy(organisers.getByText('operator', { selector: 'strong' }));
  t.truthy(organisers.getByText('This device'));
  t.truthy(organisers.getByText(signer.keyid));
  const sellers = await group('Sellers');
  t.is(sellers.getAllByText('Sam', { selector: 'strong' }).length, 1, 'one person');
  t.is(sellers.getAllByRole('button', { name: 'Remove Sam’s device' }).length, 2, 'two devices');
  t.is(sellers.queryByText('This device'), null);
  t.truthy((await group('Auditors')).getByText('Ada', { selector: 'strong' }));
  t.deepEqual(technicalWords(), []);
});

test.serial('without a seller the list says how to get one', async (t) => {
  await openPeople(t);
  t.truthy(
    (await group('Sellers')).getByText(
      'No seller yet. Invite one below: they sell tickets on their own phone.',
    ),
  );
  t.is(screen.queryByRole('region', { name: 'Auditors' }), null);
});

test.serial(
  'an invitation is valid for seven days, shown once as a link and as a mail',
  async (t) => {
    const { url, operator, user } = await openPeople(t);
    await cardOf('operator');
    await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Sam ');
    t.true(screen.getByRole<HTMLInputElement>('radio', { name: 'Seller' }).checked);
    await user.click(screen.getByRole('button', { name: 'Create an invitation' }));
    const { value: link } = await invitedField();
    const mail = new URL(
      screen.getByRole<HTMLAnchorElement>('link', { name: 'Write a mail' }).href,
    );
    t.is(mail.protocol, 'mailto:');
    t.true(new URLSearchParams(mail.search).get('body')!.split('\r\n').includes(link));
    const [listed] = (await operator.call('listKeys')).invitations;
    const days = (Date.parse(listed!.expiresAt) - Date.now()) / (24 * 60 * 60_000);
    t.true(days > 6.9 && days <= 7);
    t.truthy(await screen.findByRole('region', { name: 'Invited, not signed in yet' }));
    const sam = await createOperator(url);
    t.like(await sam.enrol(link.slice(link.lastIndexOf('/') + 1)), { name: 'Sam', role: 'seller' });
    // The list shows Sam without a reload, so that the fingerprints can be compared.
    t.truthy(await (await group('Sellers')).findByText('Sam', { selector: 'strong' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    t.is(screen.queryByDisplayValue(link), null);
    t.truthy(screen.getByRole('button', { name: 'Create an invitation' }));
  },
);

test.serial('an unused invitation can be withdrawn', async (t) => {
  const { url, operator, user } = await openPeople(t);
  const { invitation } = await invite(operator, { name: 'Bo' });
  window.dispatchEvent(new Event('visibilitychange'));
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Sam');
  await user.selectOptions(
    screen.getByLabelText('How long the link works'),
    '15 minutes, for a person beside you',
  );
  await user.click(screen.getByRole('button', { name: 'Create an invitation' }));
  await user.click(await screen.findByRole('button', { name: 'Withdraw the invitation of Bo' }));
  await screen.findByRole('button', { name: 'Withdraw the invitation of Sam' });
  const bo = await createOperator(url);
  await t.throwsAsync(bo.enrol(invitation), { code: 'invitation-expired' });
  t.is((await operator.call('listKeys')).invitations.length, 1);
});

test.serial('another device is added under the same name and role', async (t) => {
  const { url, user } = await openPeople(t, undefined, ({ url, operator }) =>
    enrolOperator(url, operator, { name: 'Sam', role: 'seller' }),
  );
  await user.click(await screen.findByRole('button', { name: 'Add a device for Sam' }));
  const card = await cardOf('Sam');
  await user.click(card.getByRole('button', { name: 'Create an invitation' }));
  const { value: link } = await invitedField();
  const phone = await createOperator(url);
  t.like(await phone.enrol(link.slice(link.lastIndexOf('/') + 1)), { name: 'Sam', role: 'seller' });
});

test.serial('an invitation without a name is not sent', async (t) => {
  const { user } = await openPeople(t);
  await cardOf('operator');
  await user.click(screen.getByRole('button', { name: 'Create an invitation' }));
  t.truthy(
    await screen.findByText('Write 1 to 100 characters on one line. At least one must be visible.'),
  );
  t.is(screen.queryByRole('textbox', { name: 'Invitation link' }), null);
});

test.serial('a device is removed after the name is typed, and is refused at once', async (t) => {
  const service = await startTestService(t);
  const ada = await enrolOperator(service.url, service.operator);
  const keyStore = await operatorsBrowser(service);
  const { user } = openAdminApp({ serviceUrl: service.url, hash: '#/people', keyStore });
  await user.click(await screen.findByRole('button', { name: 'Remove Ada’s device' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Remove Ada’s device' }));
  t.is(dialog.queryByText('This is your own device. You will be signed out here.'), null);
  const action = dialog.getByRole<HTMLButtonElement>('button', { name: 'Remove the device' });
  await user.type(dialog.getByRole('textbox'), 'operator');
  t.true(action.disabled);
  await user.clear(dialog.getByRole('textbox'));
  await user.type(dialog.getByRole('textbox'), 'Ada{Enter}');
  t.truthy(await screen.findByText('Ada’s device is removed'));
  t.truthy(await screen.findByText('Removed devices (1)'));
  await t.throwsAsync(ada.client.call('listKeys'), { code: 'key-unknown' });
});

test.serial('an organiser who removes this device is warned before and told after', async (t) => {
  const { user } = await openPeople(t, { name: 'Ada', role: 'admin' });
  await user.click(await screen.findByRole('button', { name: 'Remove Ada’s device' }));
  const dialog = within(await screen.findByRole('alertdialog'));
  t.truthy(dialog.getByText('This is your own device. You will be signed out here.'));
  await user.type(dialog.getByRole('textbox'), 'Ada{Enter}');
  t.truthy(
    await screen.findByRole('heading', { name: 'The service no longer accepts this device (Ada)' }),
  );
  t.is(screen.queryByText('operator', { selector: 'strong' }), null, 'the list is gone with it');
});

test.serial('the last organiser cannot be removed, and the page says why', async (t) => {
  await openPeople(t);
  const card = await cardOf('operator');
  t.true(
    card.getByRole<HTMLButtonElement>('button', { name: 'Remove operator’s device' }).disabled,
  );
  t.truthy(card.getByText(lastAdmin));
});

test.serial('an auditor sees the people and why nothing can be changed', async (t) => {
  await openPeople(t, { name: 'Ada', role: 'auditor' });
  const card = await cardOf('operator');
  t.true(card.getByRole<HTMLButtonElement>('button').disabled);
  const create = screen.getByRole<HTMLButtonElement>('button', { name: 'Create an invitation' });
  t.true(create.disabled);
  const reason = 'You’re signed in as Ada (auditor). Auditors can look but not change anything.';
  t.is(screen.getAllByText(reason).length, 3);
});

test.serial('a device that was removed elsewhere is told how to sign in again', async (t) => {
  const service = await startTestService(t);
  const keyStore = await operatorsBrowser(service, { name: 'Ada', role: 'admin' });
  await service.operator.call('revokeKey', { params: { keyid: keyStore.enrolled!.keyid } });
  openAdminApp({ serviceUrl: service.url, keyStore });
  t.truthy(
    await screen.findByRole('heading', { name: 'The service no longer accepts this device (Ada)' }),
  );
  t.truthy(screen.getByText('This device is no longer accepted'));
});

test.serial('this device can be signed out, and the service still knows it', async (t) => {
  const { user, keyStore, operator } = await openPeople(t);
  localStorage.setItem('raffle-made desk', 'Ann Ash');
  await user.click(await screen.findByRole('button', { name: 'Sign out …' }));
  await user.type(
    within(await screen.findByRole('alertdialog')).getByRole('textbox'),
    'operator{Enter}',
  );
  t.truthy(await screen.findByRole('heading', { name: 'You’re not signed in' }));
  t.is(keyStore.enrolled, undefined);
  t.is(localStorage.length, 0, 'nothing of a desk stays');
  t.is((await operator.call('listKeys')).keys[0]!.isRevoked, false);
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
