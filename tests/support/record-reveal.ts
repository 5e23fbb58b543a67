import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** What a screen did with a result. All in Unix milliseconds of this machine. */
export interface RecordedReveal {
  /** When it first showed that the draw is made. It had heard of it shortly before. */
  readonly drawingAt: number;
  /** For when it set the timer that shows the result. */
  readonly dueAt: number;
  /** When it showed the result instead. */
  readonly shownAt: number;
}

const script = readFileSync(new URL('preload/record-reveal.js', import.meta.url), 'utf8');

/**
 * Records the reveal in every document that a page loads from now on.
 *
 * @param clockAheadMs How far the clock of the device is ahead of this machine's, in milliseconds.
 * @returns A function that waits for the result to be shown.
 */
export async function recordReveal(
  page: Page,
  clockAheadMs = 0,
): Promise<() => Promise<RecordedReveal>> {
  const content = `{ globalThis.deviceClockAheadMs = ${clockAheadMs};\n${script}\n}`;
  await page.addInitScript({ content });
  return async () => page.evaluate<RecordedReveal>('recordedReveal');
}
