import test from 'ava';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import type { Page } from 'playwright-core';
import { winnerOf } from '../support/draws.ts';

/** Everything that a page has received, bodies and streams, as text. */
interface Payloads {
  /** So far; streams included up to their last byte. */
  text(): Promise<string>;
}

/** Records network traffic from now on, below anything that the page could hide. */
async function collectPayloads(page: Page): Promise<Payloads> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  const pending = new Set<Promise<unknown>>();
  const take = (work: Promise<void>) => {
    const done = work.catch(() => undefined).finally(() => pending.delete(done));
    pending.add(done);
  };
  const decode = (data: string) => Buffer.from(data, 'base64').toString();

  session.on('Network.responseReceived', ({ requestId, response }) => {
    parts.push(JSON.stringify(response.headers));
    if (response.mimeType !== 'text/event-stream') return;
    take(
      session
        .send('Network.streamResourceContent', { requestId })
        .then(({ bufferedData }) => void parts.push(decode(bufferedData))),
    );
  });
  session.on('Network.dataReceived', ({ data }) => {
    if (data !== undefined) parts.push(decode(data));
  });
  session.on('Network.loadingFinished', ({ requestId }) => {
    take(
      session
        .send('Network.getResponseBody', { requestId })
        .then(({ body, base64Encoded }) => void parts.push(base64Encoded ? decode(body) : body)),
    );
  });
  await session.send('Network.enable');
  return {
    async text() {
      await Promise.all(pending);
      return parts.join('\n');
    },
  };
}

const stage = shareStage(test);
/** What only the API sends about a winner. Scripts and styles may contain the word. */
const tellsWinner = (text: string) =>
  ['"winner":', '"won":true', '"won":false', '"drawnAt"'].some((member) => text.includes(member));

test.serial(
  'every window shows the result after the draw, and none receives it before',
  async (t) => {
    const { browser, url, operator, openRaffle } = stage();
    const raffle = await openRaffle({ capacity: 3, perPersonLimit: 1 });
    const people = await Promise.all(
      [{ email: 'ann@example.org' }, { email: 'bob@example.org' }, {}].map((who) =>
        openVisitor(t, browser, { url, ...who }),
      ),
    );
    const wires = await Promise.all(people.map(({ page }) => collectPayloads(page)));
    const windows = await Promise.all(people.map(({ page }) => new RafflePage(page).open(raffle)));
    for (const window of windows.slice(0, 2)) await window.buyOne();
    await Promise.all(windows.map((window) => window.seesLeft(1)));

    for (const wire of wires) {
      const text = await wire.text();
      t.true(text.includes('"remaining":1'), 'the stream is heard');
      t.false(tellsWinner(text));
    }
    const winner = winnerOf(await operator.call('drawWinner', { params: { id: raffle } }));
    const result = new RegExp(`ticket ${winner.ticketNumber}\\b`, 'i');
    await Promise.all(windows.map((window) => window.reads(result)));
    for (const wire of wires) t.true(tellsWinner(await wire.text()), 'the result is heard');
    t.deepEqual(
      people.flatMap(({ faults }) => faults),
      [],
    );
  },
);
