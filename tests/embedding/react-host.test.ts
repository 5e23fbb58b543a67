import test from 'ava';
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

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup, ({ reactJs }) => reactJs + application);
  return { RAFFLE_EMBED_ORIGINS: host.origin };
});

test('a React host shares its React and gets the purchase event', async (t) => {
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
});
