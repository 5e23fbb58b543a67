import test from 'ava';
import { bundlers } from '../support/bundle-site.ts';
import { variants } from '../support/effort.ts';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';

/** A React application around the documented loader. Two copies of React would fail. */
const application = `
import { createRoot } from 'react-dom/client';

function Club({ RaffleDashboard }) {
  const [numbers, setNumbers] = React.useState([]);
  return React.createElement('main', null,
    React.createElement('p', { id: 'told' }, 'Told: ' + numbers.join()),
    React.createElement(RaffleDashboard, {
      serviceUrl,
      raffleId: "spring",
      locale: 'en',
      onPurchased: ({ ticketNumbers }) => setNumbers(ticketNumbers),
    }));
}

const { RaffleDashboard } = await loadDashboard();
createRoot(document.getElementById('raffle')).render(React.createElement(Club, { RaffleDashboard }));
`;

const hosts = new Map<string, HostSite>();
const stage = shareStage(test, async (cleanup) => {
  for (const bundler of variants(bundlers)) {
    const compose = ({ reactJs }: { reactJs: string }) => reactJs + application;
    const host = await startHostSite(cleanup, { compose, html: () => '', bundler });
    hosts.set(bundler, host);
  }
  const origins = [...hosts.values()].map(({ origin }) => origin);
  return { RAFFLE_EMBED_ORIGINS: origins.join(',') };
});

for (const bundler of variants(bundlers)) {
  test.serial(
    `a React host built with ${bundler} shares its React and gets the purchase event`,
    async (t) => {
      const host = hosts.get(bundler)!;
      const { browser, url, openRaffle } = stage();
      const { page, faults } = await openVisitor(t, browser, { url, email: 'react@example.org' });
      host.embed(url, await openRaffle());
      await page.goto(host.origin);
      const embedded = new RafflePage(page);
      await embedded.seesLeft(100);
      const popup = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Sign in to buy' }).click();
      await (await popup).getByRole('button', { name: 'Continue' }).click();
      t.is(await embedded.buyOne(), 1);
      await embedded.reads('Told: 1');
      t.deepEqual(faults, []);
    },
  );
}
