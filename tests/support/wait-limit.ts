/**
 * How long a test waits for something that must happen, in milliseconds. A busy machine needs much
 * of it. The run of a guard, whose test fails by waiting, sets less.
 */
export const waitMsMax = Number(process.env['RAFFLE_TEST_WAIT_MS'] ?? 30_000);

/** Kept before a test can replace the timers and the clock. */
const { setTimeout: setRealTimeout } = globalThis;
const now = performance.now.bind(performance);

/**
 * Asks again until the answer is neither `false` nor undefined.
 *
 * @param what Is waited for, as the error names it: "a mail".
 * @throws {Error} There was no such answer for `waitMsMax`.
 */
export async function waitFor<Answer>(
  what: string,
  ask: () => Answer | false | undefined | Promise<Answer | false | undefined>,
): Promise<Answer> {
  const startedAt = now();
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (now() > startedAt + waitMsMax) throw new Error(`Waited ${waitMsMax} ms for ${what}.`);
    // Leaves the event loop idle: the outbox sends little while it is busy.
    await new Promise((resolve) => setRealTimeout(resolve, 2));
  }
}
