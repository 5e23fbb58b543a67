/**
 * Chooses the size of a test: `full` in `.ci/run` and `npm test -- --all`, else `short`, which keeps
 * `npm test` below five minutes.
 */
export function atLength<Size>(full: Size, short: Size): Size {
  return process.env['RAFFLE_TESTS'] === 'full' ? full : short;
}

/** The variants of a test: all of them at full length, only the first in the short run. */
export function variants<Variant>(all: readonly Variant[]): readonly Variant[] {
  return atLength(all, all.slice(0, 1));
}
