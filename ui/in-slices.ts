/** Long enough to get on, short enough that a press is answered at once. */
const sliceMs = 25;
/** How often progress is told. What comes faster is drawn for nobody. */
const tellEveryMs = 100;

/**
 * Does long work in slices, so that the page goes on answering.
 *
 * @param steps Yields how much is done, from 0 to 1.
 * @param onProgress Called between slices, some ten times a second.
 * @param signal Ends it between two slices.
 */
export async function inSlices<Result>(
  steps: Generator<number, Result>,
  onProgress: (done: number) => void,
  signal?: AbortSignal,
): Promise<Result> {
  let until = performance.now() + sliceMs;
  let toldAt = -Infinity;
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    const now = performance.now();
    if (now < until) continue;
    if (now - toldAt >= tellEveryMs) {
      onProgress(value);
      toldAt = now;
    }
    await nextTask();
    signal?.throwIfAborted();
    until = performance.now() + sliceMs;
  }
}

/** Whatever waits has its turn. Not by a timer: those of a hidden page go off once a second. */
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
