import { RuleBroken } from './rule-broken.ts';

/**
 * Requires that a new id differs from every other in more than capitals: some disks keep one file
 * for both. An id that is taken itself is left to `decide`, which knows a repeated order.
 *
 * @param taken Every id there is or ever was.
 * @throws {RuleBroken} `raffle-exists`.
 */
export function requireOwnId(id: string, taken: readonly string[]): void {
  if (taken.includes(id)) return;
  const other = taken.find((each) => each.toLowerCase() === id.toLowerCase());
  if (other === undefined) return;
  throw new RuleBroken(
    'raffle-exists',
    `The id ${id} differs in capitals alone from ${other}, which is taken. Choose another id.`,
  );
}
