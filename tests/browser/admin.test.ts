import test from 'ava';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { tabTo } from '../support/keyboard.ts';

const stage = shareStage(test, withAdminApp);

test.serial('the first link leads to a rehearsal that is filled, seen and deleted', async (t) => {
  const { operator, adminLink } = stage();
  const { page, faults } = await openAdmin(t, stage());
  const button = (name: string) => page.getByRole('button', { name });
  await page.goto(adminLink!);
  await button('Enrol this browser’s key').click();
  await page.getByText('You are in: this browser’s key is organiser’s, admin.').waitFor();
  t.regex(page.url(), /#\/enrol$/, 'the invitation is gone from the address');
  await page.getByRole('link', { name: 'To the raffles' }).click();
  await page.getByRole('link', { name: 'New rehearsal' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Dry run');
  await button('Open the rehearsal').click();
  await page.getByText('Rehearsal. Nothing here is real.').waitFor();
  await button('Let them buy').click();
  await page.getByText('Made-up participants took 60 tickets').waitFor();

  await button('Show a preview').click();
  const preview = page.frameLocator('iframe');
  await preview.locator('[role~=meter][aria-valuenow="40"]').waitFor();
  const frame = page.locator('iframe');
  t.is(await frame.getAttribute('sandbox'), 'allow-scripts allow-same-origin');
  // Somebody who presses in the middle of it buys nothing and signs in nowhere.
  await t.throwsAsync(preview.getByRole('button').first().click({ timeout: 500 }));

  await button('Delete the rehearsal …').click();
  await page.getByRole('textbox', { name: /\(dry-run\)/ }).fill('dry-run');
  await button('Delete this rehearsal').click();
  await page.getByText('Dry run is deleted').waitFor();
  await page.getByRole('link', { name: /^Demo raffle/ }).waitFor();
  await t.throwsAsync(operator.call('showRaffle', { params: { id: 'dry-run' } }));
  t.deepEqual(faults, []);
});

test.serial('the key outlives a reload, and no script can take it out', async (t) => {
  const { page, faults, goTo } = await openAdmin(t, stage());
  await enrol(page, stage(), { name: 'Ada' });
  await goTo('#/keys');
  await page.reload();
  await page.getByText('This browser', { exact: true }).waitFor();
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

test.serial('a key that is forgotten in one window is forgotten in all', async (t) => {
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
  await goTo('#/keys');
  await page.getByRole('button', { name: 'Forget it …' }).click();
  await page.getByRole('textbox', { name: /\(Ben\)/ }).fill('Ben');
  await page.getByRole('button', { name: 'Forget this key' }).click();
  for (const window of [page, other]) await window.getByText('No key in this browser').waitFor();
  t.is(await address.count(), 0);
  t.deepEqual(faults, []);
});

test.serial('a revoked key is refused at once, and the app says how to get back in', async (t) => {
  const { operator } = stage();
  const { page, faults, goTo } = await openAdmin(t, stage());
  await enrol(page, stage(), { name: 'Eve' });
  await goTo('#/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Never');
  const { keys } = await operator.call('listKeys');
  const { keyid } = keys.find(({ name, isRevoked }) => name === 'Eve' && !isRevoked)!;
  await operator.call('revokeKey', { params: { keyid } });
  await page.getByRole('button', { name: 'Open the raffle' }).click();
  await page.getByText(/no longer accepts this browser’s key, Eve/).waitFor();
  await page.getByText('It was revoked, or never let in here.', { exact: false }).waitFor();
  const { raffles } = await operator.call('listRaffles');
  t.false(raffles.some(({ title }) => title === 'Never'));
  t.deepEqual(faults, []);
});

test.serial('the keyboard alone lets a browser in and opens a raffle', async (t) => {
  const { page, faults } = await openAdmin(t, stage());
  const { keyboard } = page;
  const { link } = await stage().operator.call('createInvitation', {
    body: { name: 'Ida', role: 'admin' },
  });
  await page.goto(link);
  await tabTo(page, page.getByRole('button', { name: /^Enrol/ }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'To the raffles' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'New raffle' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
  await keyboard.type('By keys');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'By keys' }).waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Audit' }));
  t.deepEqual(faults, []);
});

test.serial('at an address that the service was not told, the app names both', async (t) => {
  const { operator, url } = stage();
  const { page, adminUrl } = await openAdmin(t, stage());
  const elsewhere = adminUrl.replace('localhost', '127.0.0.1');
  const sentence = page.getByText(
    `The service at ${url} answers this app only at the address it was told (RAFFLE_ADMIN_URL). This page is at ${elsewhere}:`,
  );
  for (const hash of ['#/', '#/raffles/demo']) {
    await page.goto(`${elsewhere}/${hash}`);
    await sentence.waitFor();
  }
  const { link } = await operator.call('createInvitation', {
    body: { name: 'Uma', role: 'admin' },
  });
  await page.goto(link.replace('localhost', '127.0.0.1'));
  await page.getByRole('button', { name: /^Enrol/ }).click();
  await sentence.waitFor();
  t.pass();
});

test.serial('a browser without Ed25519 is told so, and where to go', async (t) => {
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
    await page.getByText('This browser cannot hold a key').first().waitFor();
    await page.getByText('npx raffle --help').waitFor();
    t.deepEqual(await findBarriers(page), [], hash);
  }
  t.deepEqual(faults, []);
});

test.serial('a deployment without a usable config.json says what belongs there', async (t) => {
  const { page, adminUrl } = await openAdmin(t, stage());
  const answers = [{ status: 404 }, { json: {} }, { json: { serviceUrl: adminUrl } }];
  for (const answer of answers) {
    await page.route('**/config.json', (route) => route.fulfill(answer));
    await page.goto(adminUrl);
    await page.getByText('{"serviceUrl": "https://raffle.example.org"}').waitFor();
    t.deepEqual(await findBarriers(page), []);
    await page.unroute('**/config.json');
  }
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Raffles' }).waitFor();
  t.pass();
});

/** An id as long as ids may be, with no place to break it. */
const unbroken = (locale: string) => locale.replace('-', '').padEnd(64, 'W');

for (const [locale, colorScheme] of [
  ['en-GB', 'dark'],
  ['de-DE', 'light'],
] as const) {
  test.serial(`no page has a barrier or scrolls sideways at 320 pixels, ${locale}`, async (t) => {
    const { operator } = stage();
    const { page, faults, goTo } = await openAdmin(t, stage(), {
      viewport: { width: 320, height: 640 },
      reducedMotion: 'reduce',
      locale,
      colorScheme,
    });
    const check = async (what: string) => {
      t.is(await measureOverflow(page), 0, what);
      t.deepEqual(await findBarriers(page), [], what);
    };
    await goTo('#/');
    await check('without a key');
    await enrol(page, stage(), { name: 'Dr. Bartholomäus Unterhuber-Meyerhofer' });
    await check('enrolled');
    await operator.call('createRaffle', { body: { title: 'W'.repeat(200), id: unbroken(locale) } });
    await goTo(`#/raffles/${unbroken(locale)}`);
    await page
      .getByRole('link', { name: /^Audit|^Prüf/ })
      .first()
      .waitFor();
    await check('an unbroken title and id');
    const title = 'Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabe';
    const body = { title, id: `long-${locale}`, rehearsal: true, capacity: 1_000_000 };
    await operator.call('createRaffle', { body });
    for (const hash of ['#/', '#/new', '#/nowhere', '#/enrol', '#/keys', '#/raffles/none']) {
      await goTo(hash);
      await page.waitForLoadState('networkidle');
      await check(hash);
    }
    await page.goto(`#/keys`);
    await page
      .getByRole('button', { name: /(Revoke|sperren)$|^Revoke/ })
      .first()
      .click();
    await page.getByRole('alertdialog').waitFor();
    await check('the revoke dialog');
    await page.keyboard.press('Escape');
    await goTo(`#/raffles/long-${locale}/audit`);
    await page.getByRole('button', { name: /now$|^Jetzt/ }).click();
    await page.getByText(/^(VALID|GÜLTIG)\.$/).waitFor();
    await check('the audit');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('dialog').waitFor();
    await check('an entry of the log');
    await page.keyboard.press('Escape');
    await goTo(`#/raffles/long-${locale}`);
    await page.getByRole('button', { name: /preview|Vorschau/ }).click();
    await page.frameLocator('iframe').locator('h1').waitFor();
    await check('the raffle and its preview');
    await page.getByRole('button', { name: /^(Delete|Probe)/ }).click();
    await page.getByRole('alertdialog').waitFor();
    await check('the delete dialog');
    t.deepEqual(faults, []);
  });
}
