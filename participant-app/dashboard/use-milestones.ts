import { useEffect, useRef } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { announce } from '#ui/announce.ts';
import { useMessages } from '../messages/messages.ts';
import { milestoneOf } from '../state/milestones.ts';

/** Tells screen readers of milestones, and of nothing else. */
export function useMilestones(raffle: RaffleView | undefined): void {
  const say = useMessages();
  const before = useRef<RaffleView>(undefined);
  useEffect(() => {
    const sentence =
      before.current === undefined || raffle === undefined
        ? undefined
        : milestoneOf(before.current, raffle, say);
    if (sentence !== undefined) announce(sentence);
    before.current = raffle;
  }, [raffle, say]);
}
