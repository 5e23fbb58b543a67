/** Long enough to get on, short enough that nobody notices: a frame of 60 per second has 16 ms. */
const sliceMs = 12;

/**
 * Does long work in slices, so that the page goes on answering.
 *
 * @param steps Yields how much is done, from 0 to 1.
 * @param onProgress Called after each slice.
 * @param signal Ends it between two slices.
 */
export async function inSlices<Result>(
  steps: Generator<number, Result>,
  onProgress: (done: number) => void,
  signal?: AbortSignal,
): Promise<Result> {
  for (let until = performance.now() + sliceMs; ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() < until) continue;
    onProgress(value);
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
