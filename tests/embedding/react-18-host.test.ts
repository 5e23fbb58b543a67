import test from 'ava';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';

/** A React 18 application around the documented loader. */
const application = `
import { createRoot } from 'react-dom/client';

function Club({ RaffleDashboard }) {
  const [presses, setPresses] = React.useState(0);
  return React.createElement('main', null,
    React.createElement('button', { onClick: () => setPresses(presses + 1) },
      'React ' + React.version + ', pressed ' + presses),
    React.createElement(RaffleDashboard, { raffleId: "spring", locale: 'en', serviceUrl }));
}

const { RaffleDashboard } = await loadDashboard();
createRoot(document.getElementById('raffle')).render(React.createElement(Club, { RaffleDashboard }));
`;

/** The same application, whose loader does not look at React's version. */
const withoutCheck = (reactJs: string) =>
  reactJs.replace('if (Number.parseInt(React.version, 10) < 19) return loadScript();', '');

let host: HostSite;
let carelessHost: HostSite;
const stage = shareStage(test, async (cleanup) => {
  const alias = { 'react-dom': 'react-dom-18', react: 'react-18' };
  const html = () => '';
  host = await startHostSite(cleanup, {
    compose: ({ reactJs }) => reactJs + application,
    html,
    alias,
  });
  carelessHost = await startHostSite(cleanup, {
    compose: ({ reactJs }) => withoutCheck(reactJs) + application,
    html,
    alias,
  });
  return { RAFFLE_EMBED_ORIGINS: `${host.origin},${carelessHost.origin}` };
});

test.serial('a React 18 host shows the raffle with the script tag and says why', async (t) => {
  const { browser, url, openRaffle } = stage();
  const { page, faults } = await openVisitor(t, browser, { url });
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  host.embed(url, await openRaffle());
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'React 18.3.1, pressed 0' }).click();
  await page.getByRole('button', { name: 'React 18.3.1, pressed 1' }).waitFor();
  await new RafflePage(page).seesLeft(100);
  t.deepEqual(warnings, ['RaffleDashboard needs React 19, and this is 18.3.1: using embed.js.']);
  t.deepEqual(faults, []);
});

test.serial('a component rendered by React 18 says that React 19 has to be shared', async (t) => {
  const { browser, url, openRaffle } = stage();
  const { page, faults } = await openVisitor(t, browser, { url });
  carelessHost.embed(url, await openRaffle());
  const thrown = page.waitForEvent('pageerror');
  await page.goto(carelessHost.origin);
  t.is(
    (await thrown).message,
    'RaffleDashboard is rendered by a React that was not shared with it. Share React 19, or use the script tag: see docs/embedding.md.',
  );
  t.true(faults.length > 0);
});
