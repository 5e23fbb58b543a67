import { requiredReserves } from '#proof/assign-prizes.ts';
import { RuleBroken } from './decision.ts';
import type { RaffleRules } from './rules.ts';

interface Context {
  /** Time of the decision. */
  readonly at: string;
  /** The rules before an amendment; undefined for a new raffle. */
  readonly before?: RaffleRules;
}

/**
 * Requires that the rules of a raffle do not contradict each other, and that no time which they set
 * has passed already. The contract checks each rule by itself.
 *
 * @throws {RuleBroken} `invalid-request`: the message begins with the name of the member.
 * @throws {TypeError} A drand raffle names no chain, or another raffle does.
 */
export function requireConsistentRules(rules: RaffleRules, { at, before }: Context): void {
  const { opensAt, closesAt, claimBy, notice, prizes, reserves } = rules;
  const drawAt = notice?.drawAt;
  requireFuture('opensAt', opensAt, { at, before: before?.opensAt });
  requireFuture('closesAt', closesAt, { at, before: before?.closesAt });
  requireFuture('claimBy', claimBy, { at, before: before?.claimBy });
  requireFuture('notice.drawAt', drawAt, { at, before: before?.notice?.drawAt });
  requireOrder(['opensAt', opensAt], ['closesAt', closesAt]);
  requireOrder(['opensAt', opensAt], ['notice.drawAt', drawAt]);
  requireOrder(['opensAt', opensAt], ['claimBy', claimBy]);
  if (drawAt !== closesAt) requireOrder(['closesAt', closesAt], ['notice.drawAt', drawAt]);
  requireOrder(['closesAt', closesAt], ['claimBy', claimBy]);
  requireOrder(['notice.drawAt', drawAt], ['claimBy', claimBy]);
  const reservesMin = requiredReserves(rules);
  if (reserves < reservesMin) {
    throw invalid(
      'reserves',
      `must be at least ${reservesMin}, so that ${prizes.length} prizes can go to different people`,
    );
  }
  if ((rules.randomness === 'drand') !== (rules.chainHash !== undefined)) {
    throw new TypeError('A drand raffle names its chain, and no other raffle does.');
  }
}

/** A time that was set before may have come meanwhile. */
function requireFuture(
  name: string,
  time: string | undefined,
  { at, before }: { readonly at: string; readonly before: string | undefined },
): void {
  if (time === undefined || time === before || time > at) return;
  throw invalid(name, `must be in the future; it is ${at} now`);
}

function requireOrder(
  [earlierName, earlier]: readonly [string, string | undefined],
  [name, time]: readonly [string, string | undefined],
): void {
  if (earlier === undefined || time === undefined || earlier < time) return;
  throw invalid(name, `must be later than ${earlierName}, ${earlier}`);
}

function invalid(name: string, problem: string): RuleBroken {
  return new RuleBroken('invalid-request', `${name}: ${problem}. Nothing was changed.`);
}
