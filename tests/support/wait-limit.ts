/**
 * How long a test waits for something that must happen, in milliseconds. A busy machine needs much
 * of it. The run of a guard, whose test fails by waiting, sets less.
 */
export const waitMsMax = Number(process.env['RAFFLE_TEST_WAIT_MS'] ?? 30_000);
