import { ProblemReply } from '#contract/client.ts';
import { Beacon, type DrawRecord } from '#contract/schemas.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';
import { readText } from './known-options.ts';

/** Between two looks at the clock, so that a person sees that it goes on. */
const tickMs = 1_000;

/**
 * Gives the order to draw until the beacon it waits for is published. The same order may be given
 * any number of times: there is one seal, one round and one draw.
 */
export async function whenPublished(
  context: Context,
  order: () => Promise<DrawRecord>,
): Promise<DrawRecord> {
  const { signal } = context.surroundings;
  for (;;) {
    try {
      return await order();
    } catch (error) {
      const isPending = error instanceof ProblemReply && error.code === 'beacon-pending';
      if (!isPending || error.retryAfterSeconds === undefined) throw error;
      context.output.talk(error.message);
      await countDown(context, error.retryAfterSeconds);
      if (signal.aborted) {
        const message = 'Interrupted. The seal stays as it is; draw again whenever you like.';
        throw new CommandFailed(exitCodes.interrupted, message, { cause: error });
      }
    }
  }
}

/** @throws {CommandFailed} 2: the file is no beacon; 6: it cannot be read. */
export async function readBeacon(context: Context, file: string): Promise<Beacon> {
  const text = await readText(context, file);
  try {
    return Beacon.parse(JSON.parse(text));
  } catch (cause) {
    throw new CommandFailed(
      exitCodes.usage,
      `${file} is not a beacon: JSON with round, randomness and signature, as a drand relay answers.`,
      { cause },
    );
  }
}

async function countDown({ surroundings }: Context, seconds: number): Promise<void> {
  const { signal } = surroundings;
  for (let left = seconds; left > 0 && !signal.aborted; left -= 1) {
    const stop = surroundings.showWaiting(`The beacon is published in ${left} s`);
    await surroundings.sleep(tickMs);
    stop();
  }
}
