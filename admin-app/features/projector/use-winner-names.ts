import { useMemo } from 'react';
import { isolateText } from '#contract/shown-text.ts';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useSoldTickets } from '../../shared/queries/use-sold-tickets.ts';

/** Names by ticket number, of buyers who allow that theirs is shown after a win. */
export type WinnerNames = ReadonlyMap<number, string>;

/** Reads the names once the draw is made. None without a key that may read them. */
export function useWinnerNames({
  raffle,
  drawing,
}: Pick<KnownRaffle, 'raffle' | 'drawing'>): WinnerNames {
  const mayRead = useDisabledReason('read') === undefined;
  const isDrawn = raffle.status === 'drawn' || drawing !== undefined;
  const { tickets = noTickets } = useSoldTickets(raffle, mayRead && isDrawn);
  return useMemo(() => {
    const named = tickets.flatMap(({ number, name, mayShowName }) =>
      mayShowName === true && name !== undefined ? [[number, isolateText(name)] as const] : [],
    );
    return new Map(named);
  }, [tickets]);
}

const noTickets = [] as const;
