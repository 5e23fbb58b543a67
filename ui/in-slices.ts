/** Long enough to get on, short enough that a press is answered at once. */
const sliceMs = 25;
/** Interval of progress reports; screens need no shorter one. */
const progressEveryMs = 100;

/**
 * Runs long work in slices, so that the page stays responsive.
 *
 * @param steps Yields the completed share, 0 to 1.
 * @param onProgress Called between slices, about ten times a second.
 * @param signal Aborts the work between two slices.
 */
export async function inSlices<Result>(
  steps: Generator<number, Result>,
  onProgress: (done: number) => void,
  signal?: AbortSignal,
): Promise<Result> {
  let until = performance.now() + sliceMs;
  let reportedAt = -Infinity;
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    const now = performance.now();
    if (now < until) continue;
    if (now - reportedAt >= progressEveryMs) {
      onProgress(value);
      reportedAt = now;
    }
    await nextTask();
    signal?.throwIfAborted();
    until = performance.now() + sliceMs;
  }
}

/** Yields to waiting tasks. Not with a timer: in a hidden page, timers run once a second. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
