import test from 'ava';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { collectPayloads } from '../support/payloads.ts';
import { RafflePage } from '../support/raffle-page.ts';

const stage = shareStage(test);
/** What only the API says of a winner. Scripts and styles may use the word. */
const tellsWinner = /"winner":|"won":(true|false)|"drawnAt"/;

test.serial('the result is in every window after the draw, and on no wire before it', async (t) => {
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
    t.regex(text, /"remaining":1/, 'the stream is heard');
    t.notRegex(text, tellsWinner);
  }
  const { winner } = await operator.call('drawWinner', { params: { id: raffle } });
  const result = new RegExp(`ticket ${winner.ticketNumber}\\b`, 'i');
  await Promise.all(windows.map((window) => window.reads(result)));
  for (const wire of wires) t.regex(await wire.text(), tellsWinner, 'the result is heard');
  t.deepEqual(
    people.flatMap(({ faults }) => faults),
    [],
  );
});
