import type { RaffleView } from '#contract/schemas.ts';
import type { Messages } from '../messages/en.ts';

/**
 * What is worth interrupting somebody for, when a raffle has changed: half, ten, one, none left,
 * drawn. Pure.
 *
 * @returns undefined for every other change.
 */
export function milestoneOf(
  before: RaffleView,
  after: RaffleView,
  say: Messages,
): string | undefined {
  const { milestones } = say;
  if (after.status === 'drawn') {
    return before.status === 'drawn' ? undefined : milestones.drawn(after.winner!.ticketNumber);
  }
  const passes = (mark: number) => before.remaining > mark && after.remaining <= mark;
  if (passes(0)) return milestones.soldOut;
  if (passes(1)) return milestones.last;
  if (passes(10)) return milestones.ten(after.remaining);
  return passes(Math.floor(after.capacity / 2)) ? milestones.half(after.remaining) : undefined;
}
