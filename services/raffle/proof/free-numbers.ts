/** The free ticket numbers: a heap of those that were given back, and all that were never sold. */
export class FreeNumbers {
  readonly #returned: number[] = [];
  #next = 1;

  /** Takes the lowest free number. O(log n). */
  takeLowest(): number {
    const lowest = this.#returned[0];
    if (lowest === undefined) {
      this.#next += 1;
      return this.#next - 1;
    }
    const last = this.#returned.pop() ?? lowest;
    if (this.#returned.length > 0) this.#sink(last);
    return lowest;
  }

  /** Gives a number back that was taken. O(log n). */
  add(number: number): void {
    const heap = this.#returned;
    let index = heap.push(number) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] ?? 0;
      if (above <= number) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = number;
  }

  /** Puts a number at the top and lets it sink to its place. */
  #sink(number: number): void {
    const heap = this.#returned;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [one = Infinity, other = Infinity] = [heap[left], heap[left + 1]];
      const lower = Math.min(one, other);
      if (lower >= number) break;
      heap[index] = lower;
      index = one <= other ? left : left + 1;
    }
    heap[index] = number;
  }
}
