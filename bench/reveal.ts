import { Cleanup, startBuiltService } from '../tests/support/browser-suite.ts';
import { openChromium } from '../tests/support/chromium.ts';
import { startHostSite } from '../tests/support/host-site.ts';
import { showReveal } from '../tests/support/reveal-screens.ts';
import type { Benchmark } from './support/figure.ts';
import { median, spread } from './support/pairs.ts';

const draws = 5;
const barMs = 250;

/** How far from the common moment phone, embedded page and projector show a result. */
export const reveal: Benchmark = async () => {
  const cleanup = new Cleanup();
  try {
    const host = await startHostSite(cleanup);
    const browser = await openChromium(cleanup);
    const environment = { RAFFLE_ADMIN_PORT: '0', RAFFLE_EMBED_ORIGINS: host.origin };
    const stage = { browser, ...(await startBuiltService(cleanup, { environment })) };
    const farthest: number[] = [];
    for (let draw = 0; draw < draws; draw += 1) {
      const screens = new Cleanup();
      const { momentAt, reveals } = await showReveal(screens, stage, host);
      farthest.push(Math.max(...reveals.map(({ shownAt }) => Math.abs(shownAt - momentAt))));
      await screens.run();
    }
    const ms = median(farthest);
    return [
      {
        name: 'result on three screens',
        found: `${ms.toFixed(0)} ms`,
        spread: spread(farthest, 0),
        bar: `at most ${barMs} ms`,
        isMet: ms <= barMs,
        note: `${draws} draws; the screen farthest from the moment, six seconds after the draw`,
      },
    ];
  } finally {
    await cleanup.run();
  }
};
