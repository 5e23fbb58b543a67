import type { Command } from 'commander';
import { ProblemReply } from '#contract/client.ts';
import { drawWhenPublished, type PendingBeacon } from '#contract/draw-when-published.ts';
import type { WaitsFor } from '#contract/problem-details.ts';
import type { CloseRequest } from '#contract/requests.ts';
import { Beacon, type DrawRecord } from '#contract/draws.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { readTextFile } from './known-options.ts';

/** The countdown is updated once a second. */
const tickMs = 1_000;
const relayWaitMsMax = 60_000;

/** The confirmations that sealing a draw may need. */
export function addClockOptions(command: Command): Command {
  return command
    .option(
      '--confirm-unchecked-clock',
      'seal the draw although no relay can be asked whether the service’s clock is right',
    )
    .option(
      '--confirm-stopped-beacon',
      'seal the draw although the newest round is old: the clock is right, the beacon has stopped',
    );
}

/** The body of a request to close or draw; `{}` if it has no members, because it is optional. */
export function toOptionalBody(
  { confirmUncheckedClock, confirmStoppedBeacon }: CloseRequest,
  beacon?: Beacon,
): { readonly body?: CloseRequest & { readonly beacon?: Beacon } } {
  const body = {
    ...(beacon === undefined ? {} : { beacon }),
    ...(confirmUncheckedClock === undefined ? {} : { confirmUncheckedClock }),
    ...(confirmStoppedBeacon === undefined ? {} : { confirmStoppedBeacon }),
  };
  return Object.keys(body).length === 0 ? {} : { body };
}

/**
 * Requests a draw until its beacon is published, and shows a countdown.
 *
 * @param command The command to repeat later.
 * @throws {CommandError} 7: the beacon is published, and the service cannot get it. 130: interrupted.
 */
export async function drawSealed(
  context: Context,
  command: string,
  draw: () => Promise<DrawRecord>,
): Promise<DrawRecord> {
  const { environment, output } = context;
  const { signal } = environment;
  let printed: WaitsFor | undefined;
  const onPending = ({ waitsFor, detail }: PendingBeacon) => {
    if (printed !== waitsFor) output.printStatus(waitsFor === 'relay' ? waitingForRelay : detail);
    printed = waitsFor;
  };
  const wait = async (pending: PendingBeacon) => countDown(context, pending);
  try {
    return await drawWhenPublished(draw, { signal, onPending, wait, relayWaitMsMax });
  } catch (error) {
    if (error instanceof ProblemReply && error.code === 'beacon-pending') {
      throw new CommandError(
        exitCodeOf['beacon-pending'],
        `${error.message}\nTry again later, or draw with the beacon in a file:\n  ${command}\n  ${command} --beacon <file>`,
        { cause: error },
      );
    }
    if (error !== signal.reason) throw error;
    const message = 'Interrupted. The seal stays as it is; you can draw again at any time.';
    throw new CommandError(exitCodes.interrupted, message, { cause: error });
  }
}

const waitingForRelay = `The beacon is published, but no relay has returned it yet. Trying again for up to ${relayWaitMsMax / 1000} s …`;

/** @throws {CommandError} 2: the file is not a beacon; 6: it cannot be read. */
export async function readBeacon(context: Context, file: string): Promise<Beacon> {
  const text = await readTextFile(context, file);
  try {
    return Beacon.parse(JSON.parse(text));
  } catch (cause) {
    throw new CommandError(
      exitCodes.usage,
      `${file} is not a beacon: JSON with round, randomness and signature, as a drand relay returns it.`,
      { cause },
    );
  }
}

async function countDown(
  { environment }: Context,
  { retryAfterSeconds, waitsFor }: PendingBeacon,
): Promise<void> {
  const { signal } = environment;
  for (let left = retryAfterSeconds; left > 0 && !signal.aborted; left -= 1) {
    const stop = environment.showSpinner(
      waitsFor === 'relay' ? 'Waiting for a relay' : `The beacon is published in ${left} s`,
    );
    await environment.sleep(tickMs);
    stop();
  }
}
