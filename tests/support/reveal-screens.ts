import type { DrawRecord } from '#contract/draws.ts';
import { revealDelayMs } from '#ui/live/reveal.ts';
import { openAdmin } from './admin-page.ts';
import type { Stage } from './browser-suite.ts';
import type { HostSite } from './host-site.ts';
import { RafflePage } from './raffle-page.ts';
import { recordReveal, type RecordedReveal } from './record-reveal.ts';
import { signInAt, type Teardown } from './service.ts';
import { openVisitor, phone, type Visitor } from './visitor.ts';

export interface ShownReveal {
  readonly draw: DrawRecord;
  /** When every screen should show the result, in Unix milliseconds of this machine. */
  readonly momentAt: number;
  /** A buyer's phone, a page of another site, and the projector. */
  readonly screens: readonly [Visitor, Visitor, Visitor];
  /** What these screens did, in the same order. */
  readonly reveals: readonly RecordedReveal[];
}

/**
 * Draws a raffle in front of three screens and waits until all show the result. The clock of the
 * phone is an hour slow, that of the projector seven minutes fast.
 */
export async function showReveal(t: Teardown, stage: Stage, host: HostSite): Promise<ShownReveal> {
  const { browser, url, operator } = stage;
  const id = await stage.openRaffle({ capacity: 10 });
  const email = 'ann@example.org';
  await (await signInAt(url, email)).buy(id, { quantity: 2 });
  host.embed(url, id);
  const buyer = await openVisitor(t, browser, { url, email, ...phone });
  const guest = await openVisitor(t, browser, { url });
  const projector = await openAdmin(t, stage, { viewport: { width: 1280, height: 720 } });
  const recorded = [
    await recordReveal(buyer.page, -3_600_000),
    await recordReveal(guest.page),
    await recordReveal(projector.page, 420_000),
  ];
  await new RafflePage(buyer.page).open(id);
  await guest.page.goto(host.origin);
  await new RafflePage(guest.page).seesLeft(8);
  await projector.goTo(`#/raffles/${id}/projector`);
  await projector.page.getByText('of 10 tickets are left').waitFor();
  const draw = await operator.call('drawWinner', { params: { id } });
  return {
    draw,
    momentAt: Date.parse(draw.drawnAt) + revealDelayMs,
    screens: [buyer, guest, projector],
    reveals: await Promise.all(recorded.map((shown) => shown())),
  };
}
