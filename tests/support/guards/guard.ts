/** A check in the source, and the test that must fail without it. */
export interface Guard {
  /** The source file, from the top of the project. */
  readonly file: string;
  /** The text of the check, which occurs exactly once in the file. */
  readonly guard: string;
  /** The text that replaces it. */
  readonly without: string;
  /** The test file that must fail then. */
  readonly test: string;
  /** Only the tests whose titles match, as `ava --match`. */
  readonly match?: string;
}

export interface NamedGuard extends Guard {
  /** The file that defines it, and what it is. */
  readonly name: string;
}

/**
 * Returns the source without the guard.
 *
 * @throws {Error} If the guard's text does not occur exactly once.
 */
export function removeGuard({ file, guard, without }: Guard, source: string): string {
  const count = source.split(guard).length - 1;
  if (count !== 1) throw new Error(`${file} contains this text ${count} times, not once: ${guard}`);
  return source.replace(guard, () => without);
}
