/** How much one pause of the process counts at most, in milliseconds. */
const pauseMsMax = 20;

/**
 * Measures how long something takes while this process runs. The pauses of a busy machine, during
 * which the process waits for a processor, are not counted.
 *
 * @returns Stops it. Returns the milliseconds.
 */
export function startStopwatch(): () => number {
  let ms = 0;
  let lastAt = performance.now();
  const count = () => {
    const now = performance.now();
    ms += Math.min(now - lastAt, pauseMsMax);
    lastAt = now;
  };
  const timer = setInterval(count, pauseMsMax / 4);
  return () => {
    clearInterval(timer);
    count();
    return ms;
  };
}
