import test from 'ava';
import type { Page } from 'playwright-core';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { signInAt } from '../support/service.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test);

test('eight tabs of one browser follow a raffle over HTTP/1.1 with one stream', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page } = await openVisitor(t, browser, { url });
  const context = page.context();
  const streams = new Set<Page>();
  context.on('request', (request) => {
    if (request.url().endsWith('/stream')) streams.add(request.frame().page());
  });
  const tabs = [new RafflePage(page)];
  while (tabs.length < 8) tabs.push(new RafflePage(await context.newPage()));
  for (const tab of tabs) {
    await tab.open(raffle);
    await tab.reads('Live');
  }
  t.is(streams.size, 1);

  const buyer = await signInAt(url, 'tabs@example.org');
  await buyer.buy(raffle);
  for (const tab of tabs) await tab.seesLeft(99);
  // The tab with the stream closes, so another tab opens one.
  await [...streams][0]!.close();
  const rest = tabs.filter((tab) => !tab.page.isClosed());
  await buyer.buy(raffle);
  for (const tab of rest) await tab.seesLeft(98);
  t.is(rest.length, 7);
  t.is(streams.size, 2);
});

test('the stream of a browser that signed in before has its cookie, so that other clients cannot take its place', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page } = await openVisitor(t, browser, { url, email: 'marked@example.org' });
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.url().endsWith('/stream')),
    new RafflePage(page).open(raffle),
  ]);
  t.true(((await request.allHeaders())['cookie'] ?? '').includes('raffle_known='));
});
