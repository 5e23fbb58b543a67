/** A `Date` header leaves out the fraction of its second. */
const dateStepMs = 1000;

/**
 * Estimates how far the service's clock is ahead of this device's, from the `Date` headers of its
 * replies and the times in its events. Each reply bounds the difference; the bounds are intersected.
 */
export class ServiceClock {
  #minMs = Number.NEGATIVE_INFINITY;
  #maxMs = Number.POSITIVE_INFINITY;
  #isExact = false;

  /** The best estimate, in milliseconds; 0 while nothing is known. */
  get aheadMs(): number {
    if (this.#isExact) return this.#minMs;
    const middle = (this.#minMs + this.#maxMs) / 2;
    // Without a `Date` header, assume this device's clock unless an event contradicts it.
    return Number.isFinite(middle) ? middle : Math.max(0, this.#minMs);
  }

  /**
   * @param date The `Date` header of a reply; null where it cannot be read.
   * @param askedAt When the request was sent, in Unix milliseconds of this device.
   */
  readDate(date: string | null, askedAt: number): void {
    const second = Date.parse(date ?? '');
    if (Number.isNaN(second)) return;
    const minMs = second - Date.now();
    const maxMs = second + dateStepMs - askedAt;
    if (minMs > this.#maxMs || maxMs < this.#minMs) {
      // One of the clocks was set meanwhile, so the earlier bounds are void.
      this.#minMs = minMs;
      this.#maxMs = maxMs;
      this.#isExact = false;
      return;
    }
    this.#isExact &&= minMs <= this.#minMs;
    this.#minMs = Math.max(this.#minMs, minMs);
    this.#maxMs = Math.min(this.#maxMs, maxMs);
  }

  /**
   * @param time When something happened at the service, ISO 8601. It has happened, so the service's
   *   clock is past it.
   * @param isNew Whether the service tells it as it happens, so its clock shows about this time.
   */
  readEvent(time: string, isNew: boolean): void {
    const minMs = Date.parse(time) - Date.now();
    if (Number.isNaN(minMs) || minMs > this.#maxMs) return;
    if (minMs > this.#minMs) {
      this.#minMs = minMs;
      this.#isExact = isNew;
    } else if (isNew && this.#minMs - minMs < dateStepMs) {
      // It took a while to arrive. The narrower bound is then the better estimate.
      this.#isExact = true;
    }
  }
}
