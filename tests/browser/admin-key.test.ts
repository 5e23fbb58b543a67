import test from 'ava';
import { findBarriers } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';

const stage = shareStage(test, withAdminApp);

test.serial('the key survives a reload, and no script can export it', async (t) => {
  const { page, faults, goTo } = await openAdmin(t, stage());
  await enrol(page, stage(), { name: 'Ada' });
  await goTo('#/people');
  await page.reload();
  await page.getByText('This device', { exact: true }).waitFor();
  const found = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('raffle-admin');
      request.onsuccess = () => resolve(request.result);
    });
    const keys = await new Promise<{ privateKey: CryptoKey }[]>((resolve) => {
      const request = database.transaction('keys').objectStore('keys').getAll();
      request.onsuccess = () => resolve(request.result as never);
    });
    const formats = ['jwk', 'pkcs8', 'raw'] as const;
    const exports = keys.flatMap(({ privateKey }) =>
      formats.map((format) =>
        crypto.subtle.exportKey(format as 'raw', privateKey).then(
          () => 'out',
          (error: Error) => error.name,
        ),
      ),
    );
    return { count: keys.length, exports: await Promise.all(exports) };
  });
  t.is(found.count, 1);
  t.deepEqual(new Set(found.exports), new Set(['InvalidAccessError']));
  t.deepEqual(faults, []);
});

test.serial('signing out in one window deletes the key in all windows', async (t) => {
  const { operator } = stage();
  const { id } = await operator.call('createRaffle', {
    body: { title: 'Windows', rehearsal: true },
  });
  await operator.call('rehearseRaffle', { params: { id }, body: { tickets: 1 } });
  const { page, faults, goTo, adminUrl } = await openAdmin(t, stage());
  await enrol(page, stage(), { name: 'Ben' });
  const other = await page.context().newPage();
  await other.goto(`${adminUrl}/#/raffles/${id}`);
  const address = other.getByText(/@rehearsal\.invalid$/);
  await address.waitFor();
  await goTo('#/people');
  await page.getByRole('button', { name: 'Sign out …' }).click();
  await page.getByRole('textbox', { name: /\(Ben\)/ }).fill('Ben');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  for (const window of [page, other])
    await window.getByText('Not signed in', { exact: true }).waitFor();
  t.is(await address.count(), 0);
  t.deepEqual(faults, []);
});

test.serial(
  'a revoked key is refused at once, and the app explains how to sign in again',
  async (t) => {
    const { operator } = stage();
    const { page, faults, goTo } = await openAdmin(t, stage());
    await enrol(page, stage(), { name: 'Eve' });
    await goTo('#/new');
    await page.getByRole('textbox', { name: 'Title' }).fill('Never');
    await page.getByRole('textbox', { name: 'Prizes' }).fill('A hamper');
    await page.getByRole('button', { name: 'Review it' }).click();
    const { keys } = await operator.call('listKeys');
    const { keyid } = keys.find(({ name, isRevoked }) => name === 'Eve' && !isRevoked)!;
    await operator.call('revokeKey', { params: { keyid } });
    await page.getByRole('button', { name: 'Open the raffle' }).click();
    await page.getByText(/no longer accepts this device \(Eve\)/).waitFor();
    await page.getByText('Its access was revoked', { exact: false }).waitFor();
    const { raffles } = await operator.call('listRaffles');
    t.false(raffles.some(({ title }) => title === 'Never'));
    t.deepEqual(faults, []);
  },
);

test.serial('a browser without Ed25519 shows a message and which browsers work', async (t) => {
  const { page, faults, goTo } = await openAdmin(t, stage());
  await page.addInitScript(() => {
    const { generateKey } = crypto.subtle;
    crypto.subtle.generateKey = (async (algorithm: unknown, ...rest: [boolean, KeyUsage[]]) => {
      if (algorithm === 'Ed25519') throw new DOMException('Unknown', 'NotSupportedError');
      return generateKey.call(crypto.subtle, algorithm as string, ...rest);
    }) as typeof generateKey;
  });
  for (const hash of ['#/', '#/enrol/whatever']) {
    await goTo(hash);
    await page.getByText('This browser can’t sign in').first().waitFor();
    await page.getByText('npx raffle --help').waitFor();
    t.deepEqual(await findBarriers(page), [], hash);
  }
  t.deepEqual(faults, []);
});
