import { ProblemReply } from './client.ts';
import type { WaitsFor } from './problem-details.ts';
import type { DrawRecord } from './draws.ts';

/** Why a sealed draw cannot be made yet. */
export interface PendingBeacon {
  /** `round`: the beacon is not published yet; `relay`: no relay has returned it yet. */
  readonly waitsFor: WaitsFor;
  /** When to request the draw again, in seconds from now. */
  readonly retryAfterSeconds: number;
  /** The service's explanation, one or two sentences. */
  readonly detail: string;
}

export interface DrawWaitOptions {
  /** Ends the wait. The seal stays, so the draw can be requested again at any time. */
  readonly signal: AbortSignal;
  /** Called before each wait. */
  readonly onPending?: (pending: PendingBeacon) => void;
  /** Replaces the plain wait of `retryAfterSeconds`, for example with a countdown. */
  readonly wait?: (pending: PendingBeacon) => Promise<void>;
  /** How long to wait for a relay once the beacon is published, in milliseconds. Default: no limit. */
  readonly relayWaitMsMax?: number;
}

/**
 * Requests a draw until the beacon that its seal names is published. Repeating the request is safe:
 * a raffle has one seal, one round and one draw.
 *
 * @param draw Sends the request; every time with the same idempotency key.
 * @throws {ProblemReply} The request was refused for another reason, or with `beacon-pending` because
 *   no relay returned the beacon within `relayWaitMsMax`.
 * @throws The reason of `signal`, when it is aborted.
 */
export async function drawWhenPublished(
  draw: () => Promise<DrawRecord>,
  options: DrawWaitOptions,
): Promise<DrawRecord> {
  const { signal, onPending, relayWaitMsMax = Number.POSITIVE_INFINITY } = options;
  const { wait = (pending) => delay(pending.retryAfterSeconds * 1000, signal) } = options;
  let relayWaitBegan: number | undefined;
  let relayWaitMs = 0;
  for (;;) {
    try {
      return await draw();
    } catch (error) {
      const pending = readPendingBeacon(error);
      if (pending === undefined) throw error;
      if (pending.waitsFor === 'relay') {
        relayWaitBegan ??= Date.now();
        relayWaitMs += pending.retryAfterSeconds * 1000;
        if (Math.max(relayWaitMs, Date.now() - relayWaitBegan) > relayWaitMsMax) throw error;
      }
      onPending?.(pending);
      await wait(pending);
      signal.throwIfAborted();
    }
  }
}

function readPendingBeacon(error: unknown): PendingBeacon | undefined {
  if (!(error instanceof ProblemReply) || error.code !== 'beacon-pending') return undefined;
  const { retryAfterSeconds, message: detail, problem } = error;
  if (retryAfterSeconds === undefined) return undefined;
  const waitsFor = problem['waitsFor'] === 'relay' ? 'relay' : 'round';
  return { waitsFor, retryAfterSeconds, detail };
}

async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
