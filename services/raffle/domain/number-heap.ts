/** A set of numbers that finds its lowest ones quickly: a binary heap. */
export class NumberHeap {
  /** The children of the number at `i` are at `2i + 1` and `2i + 2`, and not lower. */
  readonly #numbers: number[];

  /** @param numbers As `parts` of another heap. Default: none. */
  constructor(numbers: number[] = []) {
    this.#numbers = numbers;
  }

  get parts(): number[] {
    return this.#numbers;
  }

  /** The lowest number; undefined if there is none. */
  get lowest(): number | undefined {
    return this.#numbers[0];
  }

  /** At most `count` of the lowest numbers, ascending. They stay. */
  lowestOf(count: number): number[] {
    const lowest: number[] = [];
    while (lowest.length < count) {
      const number = this.pop();
      if (number === undefined) break;
      lowest.push(number);
    }
    for (const number of lowest) this.push(number);
    return lowest;
  }

  /** Adds a number that is not in the set. */
  push(number: number): void {
    const numbers = this.#numbers;
    let place = numbers.length;
    numbers.push(number);
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      const above = numbers[parent] ?? number;
      if (above <= number) break;
      numbers[place] = above;
      place = parent;
    }
    numbers[place] = number;
  }

  /** Removes the lowest number; undefined if there is none. */
  pop(): number | undefined {
    const numbers = this.#numbers;
    const lowest = numbers[0];
    const moved = numbers.pop();
    if (moved === undefined || numbers.length === 0) return lowest;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      const [leftValue, rightValue] = [numbers[left] ?? Infinity, numbers[right] ?? Infinity];
      const [child, value] = rightValue < leftValue ? [right, rightValue] : [left, leftValue];
      if (value >= moved) break;
      numbers[place] = value;
      place = child;
    }
    numbers[place] = moved;
    return lowest;
  }
}
