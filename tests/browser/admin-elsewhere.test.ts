import test from 'ava';
import { attemptForbidden, forbidden } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { invite } from '../support/newcomer.ts';
import { startStaticHost, type StaticHost } from '../support/static-host.ts';
import { openVisitor } from '../support/visitor.ts';

let host: StaticHost | undefined;

const stage = shareStage(test, async (cleanup) => {
  host = await startStaticHost(cleanup);
  return { RAFFLE_ADMIN_PORT: 'off', RAFFLE_ADMIN_URL: host.origin };
});

test.serial('on any static host the app finds its service and lets a browser in', async (t) => {
  const { browser, url, operator } = stage();
  const { page, faults } = await openVisitor(t, browser, { url: host!.origin });
  host!.configure(url);
  const { link } = await invite(operator);
  t.true(link.startsWith(`${host!.origin}/#/enrol/`), link);
  await page.goto(link);
  await page.getByRole('button', { name: /^Enrol/ }).click();
  await page.getByRole('link', { name: 'To the raffles' }).click();
  await page.getByRole('link', { name: /^Demo raffle/ }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  t.deepEqual(faults, []);
});

test.serial(
  'without a header the page still runs no foreign code and takes no markup',
  async (t) => {
    const { browser, url } = stage();
    const { page, faults } = await openVisitor(t, browser, { url: host!.origin });
    await page.goto('/');
    await page.getByRole('heading', { name: 'Raffles' }).waitFor();
    t.deepEqual(await attemptForbidden(page, url), forbidden);
    t.true(faults.length > 0, 'and the console says so');
  },
);
