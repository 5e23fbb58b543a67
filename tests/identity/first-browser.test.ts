import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { createClient } from '#contract/client.ts';
import { startDeployedService } from '../support/deployed-service.ts';
import { enrolOperator, invite, createOperator, revoke } from '../support/new-operators.ts';
import { readSigner, startTestService, temporaryFolder } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';

const environment = { RAFFLE_ADMIN_PORT: '0' };
const invitationOf = (link: string | undefined) => /\/#\/enrol\/([\w-]{22})$/.exec(link!)![1]!;

test('each start in development prints a new link that enrols one browser as operator', async (t) => {
  const first = await spawnService(t, { environment });
  const { dataDir } = first;
  t.regex(first.adminLink!, /^http:\/\/localhost:\d+\/#\/enrol\/[\w-]{22}$/);
  const ada = await createOperator(first.url);
  t.like(await ada.enrol(invitationOf(first.adminLink)), { name: 'organiser', role: 'admin' });
  const { stderr } = await first.end('SIGTERM');
  t.false(stderr.includes(invitationOf(first.adminLink)), 'the invitation is in the log');
  const second = await spawnService(t, { environment, dataDir });
  t.not(invitationOf(second.adminLink), invitationOf(first.adminLink));
  const eve = await createOperator(second.url);
  const used = eve.enrol(invitationOf(first.adminLink));
  await t.throwsAsync(used, { code: 'invitation-used' });
  await t.notThrowsAsync(eve.enrol(invitationOf(second.adminLink)));
});

test('an enrolled key survives a crash directly after the reply', async (t) => {
  const first = await spawnService(t);
  const { dataDir } = first;
  const signer = await readSigner(join(dataDir, 'operator.pem'));
  const { invitation } = await invite(createClient({ baseUrl: first.url, signer }));
  const ada = await createOperator(first.url);
  await ada.enrol(invitation);
  await first.end('SIGKILL');
  const second = await spawnService(t, { dataDir });
  const { keys } = await createClient({ baseUrl: second.url, signer }).call('listKeys');
  t.like(keys[1], { keyid: ada.key.keyid, name: 'Ada', isRevoked: false });
  const eve = (await createOperator(second.url)).enrol(invitation);
  await t.throwsAsync(eve, { code: 'invitation-used' });
});

test('after operator.pem is revoked, starts print no link', async (t) => {
  const first = await startTestService(t, { environment });
  const ada = await createOperator(first.url);
  await ada.enrol(first.invitation!.invitation);
  const params = { keyid: first.signer.keyid };
  await ada.client.call('revokeKey', { params });
  await first.stop();
  const second = await startTestService(t, { environment, dataDir: first.dataDir });
  t.is(second.invitation, undefined);
  t.truthy(second.adminUrl);
});

test('a service that reads its operators from a file creates no invitation at the start', async (t) => {
  const operators = join(temporaryFolder(t), 'operators');
  writeFileSync(
    operators,
    'ed25519 JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs admin Ada Lovelace\n',
  );
  const { adminUrl, invitation } = await startTestService(t, {
    environment: { ...environment, RAFFLE_ADMIN_KEYS_FILE: operators },
  });
  t.truthy(adminUrl);
  t.is(invitation, undefined);
});

test('in production, keys enrolled by a development key are refused, and so are its invitations', async (t) => {
  const development = await startTestService(t, { environment });
  const { dataDir, operator, invitation } = development;
  const ada = await enrolOperator(development.url, operator);
  const bo = await createOperator(development.url);
  await bo.enrol((await invite(ada.client)).invitation);
  await revoke(operator, await enrolOperator(development.url, operator));
  await development.stop();
  const { url } = await startDeployedService(t, { dataDir });
  for (const { key } of [ada, bo]) {
    const signer = { keyid: key.keyid, sign: async () => new Uint8Array(64) };
    const client = createClient({ baseUrl: url, signer });
    await t.throwsAsync(client.call('listKeys'), { code: 'no-admin-key' });
  }
  const eve = (await createOperator(url)).enrol(invitation!.invitation);
  await t.throwsAsync(eve, { code: 'invitation-expired' });
});
