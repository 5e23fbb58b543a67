import { ProblemReply } from '#contract/client.ts';
import type { DrawRecord } from '#contract/schemas.ts';

export interface WaitingOptions {
  /** Hears why there is no winner yet, each time the service says so. */
  readonly onWait: (why: ProblemReply) => void;
  /** Ends the waiting. The seal stays as it is. */
  readonly signal: AbortSignal;
}

/**
 * Gives the order to draw until the beacon it waits for is published, as `raffle draw` does. The
 * same order may be given any number of times: there is one seal, one round and one draw.
 */
export async function whenPublished(
  order: () => Promise<DrawRecord>,
  { onWait, signal }: WaitingOptions,
): Promise<DrawRecord> {
  for (;;) {
    try {
      return await order();
    } catch (error) {
      const isPending = error instanceof ProblemReply && error.code === 'beacon-pending';
      if (!isPending || error.retryAfterSeconds === undefined) throw error;
      onWait(error);
      await sleep(error.retryAfterSeconds * 1000, signal);
    }
  }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  signal.throwIfAborted();
}
