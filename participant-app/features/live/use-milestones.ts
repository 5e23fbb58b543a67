import { useEffect, useRef } from 'react';
import { winningNumbers, type RaffleView } from '#contract/raffles.ts';
import { announce } from '#ui/announce.ts';
import type { Messages } from '../../shared/messages/en.ts';
import { useMessages } from '../../shared/messages/messages.ts';

/** Announces milestones to screen readers, and no other change. */
export function useMilestones(raffle: RaffleView | undefined): void {
  const messages = useMessages();
  const before = useRef<RaffleView>(undefined);
  useEffect(() => {
    const sentence =
      before.current === undefined || raffle === undefined
        ? undefined
        : milestoneOf(before.current, raffle, messages);
    if (sentence !== undefined) announce(sentence);
    before.current = raffle;
  }, [raffle, messages]);
}

/**
 * The sentence for a change that is worth an interruption: half the tickets left, ten, one, none,
 * drawn.
 *
 * @returns undefined for every other change.
 */
export function milestoneOf(
  before: RaffleView,
  after: RaffleView,
  messages: Messages,
): string | undefined {
  const { milestones } = messages;
  if (after.status === 'drawn') {
    return before.status === 'drawn' ? undefined : milestones.drawn(winningNumbers(after));
  }
  const passes = (mark: number) => before.remaining > mark && after.remaining <= mark;
  if (passes(0)) return milestones.soldOut;
  if (passes(1)) return milestones.last;
  if (passes(10)) return milestones.ten(after.remaining);
  return passes(Math.floor(after.capacity / 2)) ? milestones.half(after.remaining) : undefined;
}
