import test from 'ava';
import { findBarriers, measureOverflow, tabTo } from '../support/accessibility.ts';
import { openAdmin, openOperator, openRehearsal, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { variants } from '../support/effort.ts';
import { stopClock } from '../support/visitor.ts';

const stage = shareStage(test, withAdminApp);
const narrow = { width: 320, height: 720 };

test('recharts is loaded only when a chart is shown', async (t) => {
  const id = await openRehearsal(stage(), 4);
  const { page, goTo } = await openAdmin(t, stage());
  const scripts: Promise<string>[] = [];
  page.on('response', (reply) => {
    if (reply.url().endsWith('.js')) scripts.push(reply.text());
  });
  const isChartThere = async () =>
    (await Promise.all(scripts)).some((text) => text.includes('recharts-surface'));
  await goTo('#/');
  await page
    .getByRole('link', { name: /Spring/ })
    .first()
    .waitFor();
  t.true(scripts.length > 0);
  t.false(await isChartThere());
  await goTo(`#/raffles/${id}`);
  await page.getByRole('figure').locator('svg').first().waitFor();
  t.true(await isChartThere());
});

test('a chunk of the app that fails to load is requested again until it arrives', async (t) => {
  const id = await openRehearsal(stage(), 4, 10);
  const { page, goTo } = await openAdmin(t, stage());
  const parts = {
    '': page.getByRole('figure'),
    '/audit': page.getByRole('heading', { name: 'Audit of Spring' }),
    '/projector': page.getByText('of 10 tickets are left'),
  };
  await goTo('#/');
  for (const [view, part] of Object.entries(parts)) {
    await page.route('**/*.js', (route) => route.abort('connectionfailed'));
    await page.evaluate((hash) => void (location.hash = hash), `#/raffles/${id}${view}`);
    await page.getByText(/^Still loading this part of the app/).waitFor();
    await page.unroute('**/*.js');
    await part.waitFor();
  }
  t.pass();
});

for (const options of variants([
  { viewport: narrow, colorScheme: 'dark' },
  { viewport: narrow, locale: 'de-DE' },
] as const)) {
  test(`at 320 pixels nothing scrolls sideways or has an accessibility problem, ${JSON.stringify(options)}`, async (t) => {
    const id = await openRehearsal(stage(), 20, 60);
    const { page, faults, goTo } = await openOperator(t, stage(), options);
    for (const view of ['', '/audit', '/projector']) {
      await goTo(`#/raffles/${id}${view}`);
      await page
        .locator(view === '/projector' ? 'strong' : '[role=grid] th[scope=row]')
        .first()
        .waitFor();
      t.is(await measureOverflow(page), 0, view);
      t.deepEqual(await findBarriers(page), [], view);
    }
    await goTo(`#/raffles/${id}/audit`);
    await page.getByRole('button', { name: /^(Check it now|Jetzt prüfen)$/ }).click();
    await page.getByText(/^(VALID|GÜLTIG)\.$/).waitFor();
    t.is(await measureOverflow(page), 0);
    t.deepEqual(await findBarriers(page), []);
    t.deepEqual(faults, []);
  });
}

test('on a phone no notice covers a confirmation or takes its focus', async (t) => {
  const id = await openRehearsal(stage(), 2, 10);
  const { page, faults, goTo } = await openOperator(t, stage(), { viewport: narrow });
  await page.clock.install();
  await goTo(`#/raffles/${id}`);
  const notice = page.getByText(/^Made-up participants took/);
  const fill = page.getByRole('button', { name: 'Let them buy' });
  await fill.waitFor();
  // The clock stands still, so the notice does not disappear by itself.
  await stopClock(page);
  await fill.click();
  await notice.waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Close the sales …' }));
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  await notice.waitFor({ state: 'detached' });
  await page.clock.resume();
  t.deepEqual(await findBarriers(page), []);
  await tabTo(page, page.getByRole('alertdialog').getByRole('textbox'));
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await page.locator('p:focus', { hasText: 'Sales have ended.' }).waitFor();
  t.deepEqual(faults, []);
});
