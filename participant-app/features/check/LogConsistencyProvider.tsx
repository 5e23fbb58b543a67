import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import type { Witnessing } from '#contract/witnessing.ts';
import { useLate } from '#ui/use-late.ts';
import { useWitnessing } from '#ui/witnesses/use-witnessing.ts';
import { knownRaffle, useLive } from '../../shared/live.ts';
import { createRequiredContext } from '#ui/required-context.ts';
import type { Timings } from '../../shared/timings.ts';
import { trustedCheckpoint } from '../../shared/trusted-checkpoint.ts';
import { useStoreFor } from '../../shared/use-store-for.ts';
import type * as chunk from './chunk.ts';
import type { LogConsistency } from './comparison.ts';

/** The code of this feature that is loaded once a raffle is shown. */
export type CheckChunk = typeof chunk;

export interface LogCheck {
  readonly chunk: CheckChunk | undefined;
  /** undefined while there is nothing to report. */
  readonly consistency: LogConsistency | undefined;
  /** Undefined until it is known what witnesses have seen. */
  readonly witnessing?: Witnessing | undefined;
  /** Drops the trusted checkpoint, and accepts the log as it is now. */
  readonly acceptLog: () => void;
}

export const [LogCheckContext, useLogCheck] = createRequiredContext<LogCheck>('LogCheckContext');

export interface LogConsistencyProviderProps {
  readonly timings: Timings;
  readonly children: ReactNode;
}

/** Compares the log with the trusted checkpoint of this browser while the page is open. */
export function LogConsistencyProvider({ timings, children }: LogConsistencyProviderProps) {
  const { place, state } = useLive();
  const check = useLogConsistency({ ...place, raffle: knownRaffle(state), timings });
  return <LogCheckContext value={check}>{children}</LogCheckContext>;
}

/** Milliseconds until a comparison that failed is repeated. */
const retryMs = 30_000;

export interface LogConsistencyOptions {
  readonly serviceUrl: string;
  readonly raffleId: string;
  /** The log is compared again when its status changes. */
  readonly raffle: RaffleView | undefined;
  readonly timings: Timings;
}

export function useLogConsistency(options: LogConsistencyOptions): LogCheck {
  const { serviceUrl, raffleId, raffle, timings } = options;
  const chunk = useLate(loadChunk, raffle !== undefined);
  const [trusted] = useState(() => trustedCheckpoint({ serviceUrl, raffleId }));
  // Read at once: a purchase may store a checkpoint before the first comparison.
  const [isFirstVisit] = useState(() => trusted.load() === undefined);
  const watch = useStoreFor(chunk === undefined ? '' : 'loaded', () =>
    chunk?.watchService({ trusted, isFirstVisit, serviceUrl, raffleId, timings }),
  );
  const { data, refetch } = useQuery({
    queryKey: ['consistency', serviceUrl, raffleId, raffle?.status],
    queryFn: async () => (await watch?.look()) ?? null,
    enabled: watch !== undefined && raffle !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.status === 'unchecked' ? retryMs : false),
  });
  const witnessing = useWitnessing(serviceUrl, chunk === undefined ? undefined : raffle);
  return {
    chunk,
    consistency: data ?? undefined,
    witnessing,
    acceptLog: () => {
      trusted.clear();
      void refetch();
    },
  };
}

async function loadChunk(): Promise<CheckChunk> {
  return import(/* webpackChunkName: "check" */ './chunk.ts');
}
