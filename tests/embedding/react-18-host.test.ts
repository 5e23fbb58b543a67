import test from 'ava';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';

/** A React 18 application that takes React from the share scope, as a federated build does. */
const application = `
import { createInstance } from '@module-federation/runtime';
import * as React18 from 'react';
import * as ReactDom18 from 'react-dom';
import { createRoot } from 'react-dom/client';

const share = (lib) => ({
  version: React18.version,
  lib: () => lib,
  shareConfig: { singleton: true, requiredVersion: '^18.0.0' },
});
const federation = createInstance({
  name: 'club',
  remotes: [{ name: 'raffleParticipantApp', entry: 'https://raffle.example.org/remote/remoteEntry.js' }],
  shared: { react: share(React18), 'react-dom': share(ReactDom18) },
});
// The remote's share scope is joined with this one before React is chosen.
const { mount } = await federation.loadRemote('raffleParticipantApp/mount');
const React = (await federation.loadShare('react'))();

function Club() {
  const [presses, setPresses] = React.useState(0);
  return React.createElement('button', { onClick: () => setPresses(presses + 1) },
    'React ' + React.version + ', pressed ' + presses);
}

createRoot(document.getElementById('alive')).render(React.createElement(Club));
mount(document.getElementById('raffle'), {
  serviceUrl: 'https://raffle.example.org',
  raffleId: "spring",
  locale: 'en',
});
`;

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup, () => application, {
    'react-dom': 'react-dom-18',
    react: 'react-18',
  });
  return { RAFFLE_EMBED_ORIGINS: host.origin };
});

test('a React 18 host that shares its React keeps it and shows the raffle', async (t) => {
  const { browser, url, openRaffle } = stage();
  const { page, faults } = await openVisitor(t, browser, { url });
  host.embed(url, await openRaffle());
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'React 18.3.1, pressed 0' }).click();
  await page.getByRole('button', { name: 'React 18.3.1, pressed 1' }).waitFor();
  await new RafflePage(page).seesLeft(100);
  t.deepEqual(faults, []);
});
