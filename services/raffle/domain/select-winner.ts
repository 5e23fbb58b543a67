import { RuleBroken } from './rule-broken.ts';

/** Gives a whole number in `[0, exclusiveMax)`, each equally likely. */
export type RandomInt = (exclusiveMax: number) => number;

/**
 * Picks the winning position, uniformly.
 *
 * @param ticketCount Whole number of tickets in the pool, 1 to 2^48 - 1.
 * @param randomInt `crypto.randomInt` in production; a parameter, so a test can replay a draw.
 * @returns Index into the pool in log order, `[0, ticketCount)`.
 * @throws {RuleBroken} `no-tickets-sold` if the pool is empty.
 * @throws {RangeError} if the dice answer outside the pool.
 * @see RFC 3797 for the order of events that makes a selection checkable.
 */
export function selectWinner(ticketCount: number, randomInt: RandomInt): number {
  if (ticketCount === 0) {
    throw new RuleBroken('no-tickets-sold', 'Cannot draw: no ticket was sold.');
  }
  const index = randomInt(ticketCount);
  if (!Number.isInteger(index) || index < 0 || index >= ticketCount) {
    throw new RangeError(`The dice gave ${index}, outside a pool of ${ticketCount}.`);
  }
  return index;
}
