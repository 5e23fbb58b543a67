import { type ReactNode, useEffect, useRef } from 'react';
import { useLiveRaffle } from '#ui/live/use-live-raffle.ts';
import { useOnline } from '#ui/use-online.ts';
import type { RaffleState } from '#ui/live/raffle-state.ts';
import { type RaffleDashboardProps, reportToHost } from '../../shared/host-contract.ts';
import { knownRaffle, LiveContext } from '../../shared/live.ts';
import type { RafflePlace } from '../../shared/raffle-place.ts';
import type { Timings } from '../../shared/timings.ts';
import { useMilestones } from './use-milestones.ts';

export interface LiveProviderProps {
  readonly place: RafflePlace;
  readonly timings: Timings;
  readonly host: RaffleDashboardProps;
  readonly children: ReactNode;
}

/** Follows the raffle and reports its changes to the host page and to screen readers. */
export function LiveProvider({ place, timings, host, children }: LiveProviderProps) {
  const { state, applySnapshot } = useLiveRaffle({ ...place, timings });
  const isOnline = useOnline();
  useMilestones(knownRaffle(state));
  useHostReports(state, host);
  const value = { place, state, isOnline, applySnapshot };
  return <LiveContext value={value}>{children}</LiveContext>;
}

/** Reports changes of the raffle to the host page, each once. */
function useHostReports(state: RaffleState, host: RaffleDashboardProps): void {
  const reported = useRef(new Set<string>());
  const latestHost = useRef(host);
  useEffect(() => {
    latestHost.current = host;
  });
  useEffect(() => {
    const { raffleId } = latestHost.current;
    const once = (what: string, report: () => void) => {
      if (reported.current.has(what)) return;
      reported.current.add(what);
      report();
    };
    if (state.status === 'unknown-raffle' || state.status === 'deleted') {
      once('unknown', () =>
        reportToHost(latestHost.current.onError, { raffleId, code: 'raffle-not-found' }),
      );
    }
    if (state.status === 'unreachable') {
      once('unreachable', () =>
        reportToHost(latestHost.current.onError, { raffleId, code: 'unreachable' }),
      );
    }
    if (state.status !== 'known') return;
    once('ready', () => reportToHost(latestHost.current.onReady, { raffleId }));
    const { raffle, freshness, confirmedAt } = state;
    if (freshness !== 'stale') reported.current.delete('stale');
    else {
      const ageMs = Date.now() - confirmedAt;
      once('stale', () => reportToHost(latestHost.current.onStale, { raffleId, ageMs }));
    }
    if (raffle.remaining === 0)
      once('sold-out', () => reportToHost(latestHost.current.onSoldOut, { raffleId }));
    if (raffle.status === 'drawn' && raffle.winner !== undefined) {
      const { ticketNumber } = raffle.winner;
      once('drawn', () => reportToHost(latestHost.current.onDrawn, { raffleId, ticketNumber }));
    }
  }, [state]);
}
