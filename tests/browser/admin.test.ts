import test from 'ava';
import { findBarriers, findBarriersOf, measureOverflow, tabTo } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { variants } from '../support/effort.ts';

const stage = shareStage(test, withAdminApp);

test.serial(
  'the first link leads to a rehearsal that can be filled, shown and deleted',
  async (t) => {
    const { operator, adminLink } = stage();
    const { page, faults } = await openAdmin(t, stage());
    const button = (name: string) => page.getByRole('button', { name });
    await page.goto(adminLink!);
    await button('Sign in').click();
    await page.getByText('You’re signed in as organiser (admin).').waitFor();
    t.true(page.url().endsWith('#/enrol'), 'the invitation is gone from the address');
    await page.getByRole('link', { name: 'To the raffles' }).click();
    await page.getByRole('link', { name: 'New rehearsal' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Dry run');
    await button('Review it').click();
    await button('Open the rehearsal').click();
    await page.getByRole('heading', { level: 1, name: 'Dry run' }).waitFor();
    await button('Let them buy').click();
    await page.getByText('Made-up participants took 60 tickets').waitFor();

    await button('Show a preview').click();
    const preview = page.frameLocator('iframe');
    await preview.locator('[role~=meter][aria-valuenow="40"]').waitFor();
    const frame = page.locator('iframe');
    t.is(await frame.getAttribute('sandbox'), 'allow-scripts allow-same-origin');
    // A press in the preview buys nothing and signs in nowhere.
    t.is(await frame.getAttribute('inert'), '');

    await button('More actions').click();
    await button('Delete the rehearsal …').click();
    await page.getByRole('textbox', { name: /\(dry-run\)/ }).fill('dry-run');
    await button('Delete this rehearsal').click();
    await page.getByText('Dry run is deleted').waitFor();
    await page.getByRole('link', { name: /^Demo raffle/ }).waitFor();
    await t.throwsAsync(operator.call('showRaffle', { params: { id: 'dry-run' } }));
    t.deepEqual(faults, []);
  },
);

test.serial('a browser can be enrolled and a raffle created by keyboard alone', async (t) => {
  const { page, faults } = await openAdmin(t, stage());
  const { keyboard } = page;
  const { link } = await stage().operator.call('createInvitation', {
    body: { name: 'Ida', role: 'admin' },
  });
  await page.goto(link);
  await tabTo(page, page.getByRole('button', { name: 'Sign in' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'To the raffles' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'New raffle' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
  await keyboard.type('By keys');
  await tabTo(page, page.getByRole('textbox', { name: 'Prizes' }));
  await keyboard.type('A hamper');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Open the raffle' }));
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'By keys' }).waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Audit' }));
  t.deepEqual(faults, []);
});

test.serial(
  'at an address that differs from RAFFLE_ADMIN_URL the app names both addresses',
  async (t) => {
    const { operator, url } = stage();
    const { page, adminUrl } = await openAdmin(t, stage());
    const elsewhere = adminUrl.replace('localhost', '127.0.0.1');
    const sentence = page.getByText(
      `The service at ${url} accepts this app only at the address in its RAFFLE_ADMIN_URL. This page is at ${elsewhere}.`,
    );
    for (const hash of ['#/', '#/raffles/demo']) {
      await page.goto(`${elsewhere}/${hash}`);
      await sentence.waitFor();
    }
    const { link } = await operator.call('createInvitation', {
      body: { name: 'Uma', role: 'admin' },
    });
    await page.goto(link.replace('localhost', '127.0.0.1'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await sentence.waitFor();
    t.pass();
  },
);

test.serial(
  'a deployment without a usable config.json explains what the file must contain',
  async (t) => {
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
  },
);

/** An id of the maximum length without a place to break the line. */
const unbroken = (locale: string) => locale.replace('-', '').padEnd(64, 'W');

for (const [locale, colorScheme] of variants([
  ['de-DE', 'dark'],
  ['en-GB', 'light'],
] as const)) {
  test.serial(
    `no page has an accessibility problem or scrolls sideways at 320 pixels, ${locale}`,
    async (t) => {
      const { operator } = stage();
      const { page, faults, goTo } = await openAdmin(t, stage(), {
        viewport: { width: 320, height: 640 },
        reducedMotion: 'reduce',
        locale,
        colorScheme,
      });
      const barriers = findBarriersOf(page);
      const check = async (what: string) => {
        t.is(await measureOverflow(page), 0, what);
        t.deepEqual(await barriers(), [], what);
      };
      await goTo('#/');
      await check('without a key');
      await enrol(page, stage(), { name: 'Dr. Bartholomäus Unterhuber-Meyerhofer' });
      await check('enrolled');
      await operator.call('createRaffle', {
        body: { title: 'W'.repeat(200), id: unbroken(locale) },
      });
      await goTo(`#/raffles/${unbroken(locale)}`);
      await page
        .getByRole('link', { name: /^Audit|^Prüf/ })
        .first()
        .waitFor();
      await check('an unbroken title and id');
      const title = 'Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabe';
      const body = { title, id: `long-${locale}`, rehearsal: true, capacity: 1_000_000 };
      await operator.call('createRaffle', { body });
      for (const hash of ['#/', '#/new', '#/nowhere', '#/enrol', '#/people', '#/raffles/none']) {
        await goTo(hash);
        await page.waitForLoadState('networkidle');
        await check(hash);
      }
      await page.goto(`#/people`);
      await page
        .getByRole('button', { name: /^Remove .* device$|^Gerät von .* entfernen$/ })
        .first()
        .click();
      await page.getByRole('alertdialog').waitFor();
      await check('the dialog that removes a device');
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
      await page.frameLocator('iframe').getByRole('heading', { name: title }).first().waitFor();
      await check('the raffle and its preview');
      await page.getByRole('button', { name: /^(More actions|Weitere Aktionen)$/ }).click();
      await page.getByRole('button', { name: /^(Delete|Probe)/ }).click();
      await page.getByRole('alertdialog').waitFor();
      await check('the delete dialog');
      t.deepEqual(faults, []);
    },
  );
}
