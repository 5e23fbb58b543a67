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

/** The text that every screen shows from the draw until the result. */
const drawingText = 'Drawing …';

/** Timers of the reveal last at most `revealDelayMs`; no other timer of a page has such a delay. */
const timerMsMin = 3000;
const timerMsMax = 6000;

/**
 * Records the reveal in every document that a page loads from now on, shadow roots included.
 *
 * @param clockAheadMs How far the clock of the device is ahead of this machine's, in milliseconds.
 * @returns A function that waits for the result to be shown.
 */
export async function recordReveal(
  page: Page,
  clockAheadMs = 0,
): Promise<() => Promise<RecordedReveal>> {
  await page.addInitScript(record, { clockAheadMs, drawingText, timerMsMin, timerMsMax });
  return async () => {
    const shown = await page.waitForFunction(() => {
      const { recordedReveal } = globalThis as { recordedReveal?: Partial<RecordedReveal> };
      return recordedReveal?.shownAt === undefined ? undefined : recordedReveal;
    });
    return (await shown.jsonValue()) as RecordedReveal;
  };
}

interface RecordOptions {
  readonly clockAheadMs: number;
  readonly drawingText: string;
  readonly timerMsMin: number;
  readonly timerMsMax: number;
}

/** Runs in the page before its own scripts. */
function record({ clockAheadMs, drawingText, timerMsMin, timerMsMax }: RecordOptions): void {
  const recorded: { drawingAt?: number; dueAt?: number; shownAt?: number } = {};
  Object.assign(globalThis, { recordedReveal: recorded });
  const now = Date.now.bind(Date);
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, self) =>
      Reflect.construct(target, args.length === 0 ? [now() + clockAheadMs] : args, self) as Date,
    get: (target, name) =>
      name === 'now' ? () => now() + clockAheadMs : (Reflect.get(target, name) as unknown),
  });
  const setTimer = globalThis.setTimeout.bind(globalThis);
  const watched = (run: TimerHandler, delay = 0, ...rest: unknown[]) => {
    if (delay > timerMsMin && delay <= timerMsMax) recorded.dueAt = now() + delay;
    return setTimer(run, delay, ...rest);
  };
  Object.assign(globalThis, { setTimeout: watched });

  const roots: Node[] = [];
  const look = () => {
    if (recorded.shownAt !== undefined) return;
    const isDrawing = roots.some((root) => {
      const { textContent } = root instanceof Document ? root.documentElement : root;
      return textContent?.includes(drawingText) === true;
    });
    if (isDrawing) recorded.drawingAt ??= now();
    else if (recorded.drawingAt !== undefined) recorded.shownAt = now();
  };
  const watch = (root: Node) => {
    roots.push(root);
    const changes = { subtree: true, childList: true, characterData: true };
    new MutationObserver(look).observe(root, changes);
  };
  watch(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachWatched(init) {
    const root = attach.call(this, init);
    watch(root);
    return root;
  };
}
