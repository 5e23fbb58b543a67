import { performance } from 'node:perf_hooks';

/** How the time since the last piece of work was used, in milliseconds. */
export interface LoopUse {
  /** By the work. */
  readonly workMs: number;
  /** By everything else that the event loop ran. */
  readonly otherMs: number;
  /** By nothing: the event loop waited. */
  readonly idleMs: number;
}

/**
 * Milliseconds to pause after a piece of work, so that it stays within its share of the event loop
 * where other work needs the rest. What that leaves unused may be used.
 *
 * @param shareMax Between 0 and 1.
 */
export function pauseMs({ workMs, otherMs, idleMs }: LoopUse, shareMax: number): number {
  const needed = otherMs + idleMs > 0 ? otherMs / (otherMs + idleMs) : 1;
  return workMs * (1 / shareMax - 1) * needed;
}

/** Measures the pauses of work that is done in pieces. */
export class LoopShare {
  readonly #shareMax: number;
  #before = performance.eventLoopUtilization();

  /** @param shareMax As `pauseMs`. */
  constructor(shareMax: number) {
    this.#shareMax = shareMax;
  }

  /** @param workMs Milliseconds that the piece took which has just ended. */
  pauseAfter(workMs: number): number {
    const now = performance.eventLoopUtilization();
    const idleMs = now.idle - this.#before.idle;
    const otherMs = Math.max(0, now.active - this.#before.active - workMs);
    this.#before = now;
    return pauseMs({ workMs, otherMs, idleMs }, this.#shareMax);
  }
}
