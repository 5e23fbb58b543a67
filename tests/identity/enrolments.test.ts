import test from 'ava';
import { invite, newcomer } from '../support/newcomer.ts';
import { startTestService } from '../support/service.ts';

test('an invited key is let in with the name and the role of its invitation', async (t) => {
  const { url, operator, signer } = await startTestService(t);
  const { invitation, link, ...rest } = await invite(operator, { name: 'Ada', role: 'auditor' });
  t.regex(invitation, /^[\w-]{22}$/);
  t.is(link, `http://localhost:4001/#/enrol/${invitation}`);
  t.like(rest, { name: 'Ada', role: 'auditor' });
  const ada = await newcomer(url);
  const key = await ada.enrol(invitation);
  t.like(key, { keyid: ada.key.keyid, publicKey: ada.publicKey, name: 'Ada', role: 'auditor' });
  t.like(key, { isRevoked: false, invitedBy: signer.keyid });
  const { keys } = await ada.client.call('listKeys');
  t.true(keys.some(({ keyid }) => keyid === ada.key.keyid));
});
