import { ProblemReply } from '#contract/client.ts';
import type { WaitsFor } from '#contract/problems.ts';
import { Beacon, type DrawRecord } from '#contract/schemas.ts';
import type { Context } from './context.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';
import { readText } from './known-options.ts';

/** Between two looks at the clock, so that a person sees that it goes on. */
const tickMs = 1_000;
/** How long a beacon that is published is asked for, in milliseconds; then it is told. */
const relayWaitMsMax = 60_000;

/**
 * Gives the order to draw until the beacon it waits for is published. The same order may be given
 * any number of times: there is one seal, one round and one draw.
 *
 * @param again The command that goes on with it later.
 * @throws {CommandFailed} 7: the beacon is published, and the service cannot get it.
 */
export async function whenPublished(
  context: Context,
  again: string,
  order: () => Promise<DrawRecord>,
): Promise<DrawRecord> {
  const patience = new Patience();
  let told: WaitsFor | undefined;
  for (;;) {
    try {
      return await order();
    } catch (error) {
      const pending = readPending(error);
      if (pending === undefined) throw error;
      const { waitsFor, seconds, message } = pending;
      if (waitsFor === 'chain') throw refused(message, error);
      if (waitsFor === 'relay' && patience.isOver(seconds)) {
        throw refused(
          `${message}\nLater, or with the beacon in a file:\n  ${again}\n  ${again} --beacon <file>`,
          error,
        );
      }
      if (told !== waitsFor) context.output.talk(waitsFor === 'relay' ? askingOn : message);
      told = waitsFor;
      await countDown(context, seconds, waitsFor);
      if (context.surroundings.signal.aborted) {
        const message = 'Interrupted. The seal stays as it is; draw again whenever you like.';
        throw new CommandFailed(exitCodes.interrupted, message, { cause: error });
      }
    }
  }
}

const askingOn = `The beacon is published, but no relay has given it yet. Asking again for up to ${relayWaitMsMax / 1000} s …`;

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

/** Runs out by the clock, and by what was waited: whichever is sooner. */
class Patience {
  #begin: number | undefined;
  #waitedMs = 0;

  /** @param seconds How long the next wait would be. */
  isOver(seconds: number): boolean {
    this.#begin ??= Date.now();
    this.#waitedMs += seconds * 1000;
    return Math.max(this.#waitedMs, Date.now() - this.#begin) > relayWaitMsMax;
  }
}

interface Pending {
  readonly waitsFor: WaitsFor;
  readonly seconds: number;
  readonly message: string;
}

function readPending(error: unknown): Pending | undefined {
  if (!(error instanceof ProblemReply) || error.code !== 'beacon-pending') return undefined;
  const { retryAfterSeconds: seconds, message, problem } = error;
  if (seconds === undefined) return undefined;
  return { waitsFor: (problem['waitsFor'] ?? 'round') as WaitsFor, seconds, message };
}

function refused(message: string, cause: unknown): CommandFailed {
  return new CommandFailed(exitCodeOf['beacon-pending'], message, { cause });
}

async function countDown(
  { surroundings }: Context,
  seconds: number,
  waitsFor: WaitsFor,
): Promise<void> {
  const { signal } = surroundings;
  for (let left = seconds; left > 0 && !signal.aborted; left -= 1) {
    const isPublished = waitsFor === 'relay';
    const stop = surroundings.showWaiting(
      isPublished ? 'Asking for the beacon' : `The beacon is published in ${left} s`,
    );
    await surroundings.sleep(tickMs);
    stop();
  }
}
