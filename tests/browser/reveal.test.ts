import test from 'ava';
import { revealDelayMs } from '#ui/live/reveal.ts';
import { openAdmin } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { winnerOf } from '../support/draws.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { recordReveal } from '../support/record-reveal.ts';
import { signInAt } from '../support/service.ts';
import { openVisitor, phone } from '../support/visitor.ts';

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup);
  return { RAFFLE_ADMIN_PORT: '0', RAFFLE_EMBED_ORIGINS: host.origin };
});

/** Rounding of timers and clocks to whole milliseconds. */
const roundingMs = 2;

/**
 * On an idle machine all three screens change within 250 ms, which `npm run bench` measures. A busy
 * machine delays both the news of the draw and the timer, so this test compares moments: the one for
 * which each screen sets its timer may be late by as much as the news was, and never early.
 */
test.serial('phone, embedded page and projector show a result at one moment', async (t) => {
  const { browser, url, operator, openRaffle } = stage();
  const id = await openRaffle({ capacity: 10 });
  await (await signInAt(url, 'ann@example.org')).buy(id, { quantity: 2 });
  host.embed(url, id);
  const [slow, right, fast] = [
    await openVisitor(t, browser, { url, email: 'ann@example.org', ...phone }),
    await openVisitor(t, browser, { url }),
    await openAdmin(t, stage(), { viewport: { width: 1280, height: 720 } }),
  ];
  // No device is asked for the right time.
  const records = [
    await recordReveal(slow.page, -3_600_000),
    await recordReveal(right.page),
    await recordReveal(fast.page, 420_000),
  ];
  await new RafflePage(slow.page).open(id);
  await right.page.goto(host.origin);
  await new RafflePage(right.page).seesLeft(8);
  await fast.goTo(`#/raffles/${id}/projector`);
  await fast.page.getByText('of 10 tickets are left').waitFor();

  const draw = await operator.call('drawWinner', { params: { id } });
  const momentAt = Date.parse(draw.drawnAt) + revealDelayMs;
  const reveals = await Promise.all(records.map((reveal) => reveal()));
  for (const { drawingAt, dueAt, shownAt } of reveals) {
    t.true(dueAt >= momentAt - roundingMs, `set ${momentAt - dueAt} ms early`);
    t.true(dueAt <= drawingAt + revealDelayMs + roundingMs, 'not later than the news');
    t.true(shownAt >= dueAt - roundingMs, `shown ${dueAt - shownAt} ms early`);
  }
  t.log(...reveals.map(({ shownAt }) => shownAt - momentAt), 'ms after the moment');

  const { ticketNumber } = winnerOf(draw);
  const winning = (text: string) => [slow, right, fast].map(({ page }) => page.getByText(text));
  const [won, result] = winning(`Ticket ${ticketNumber} was drawn.`);
  await slow.page.getByText(`Your ticket ${ticketNumber} won.`).waitFor();
  await result!.waitFor();
  t.is(await won!.count(), 0);
  await fast.page.locator('strong', { hasText: String(ticketNumber) }).waitFor();
  t.deepEqual([...slow.faults, ...right.faults, ...fast.faults], []);
});
