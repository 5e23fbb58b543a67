import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { LiveRaffle, type LiveRaffleOptions } from './live-raffle.ts';
import type { RaffleState } from './raffle-state.ts';

/** A raffle that is followed for one query cache, while any component uses it. */
interface Follower {
  readonly live: LiveRaffle;
  userCount: number;
  stop: () => void;
}

const followers = new WeakMap<QueryClient, Map<string, Follower>>();

const connecting: RaffleState = { status: 'connecting' };

/**
 * Follows a raffle while the component is mounted. Its state is in the query cache: components that
 * use the same raffle share one connection, and one that comes later starts with the last state.
 */
export function useLiveRaffle(options: Omit<LiveRaffleOptions, 'onState'>): {
  readonly state: RaffleState;
  /** Takes a snapshot that came with another reply, if it is newer. */
  readonly applySnapshot: (raffle: RaffleView) => void;
} {
  const { serviceUrl, raffleId, timings } = options;
  const queries = useQueryClient();
  const { data } = useQuery<RaffleState>({
    queryKey: queryKeyOf(serviceUrl, raffleId),
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    const follower = getFollower(queries, { serviceUrl, raffleId, timings });
    if (follower.userCount === 0) follower.stop = follower.live.start();
    follower.userCount += 1;
    return () => {
      follower.userCount -= 1;
      if (follower.userCount === 0) follower.stop();
    };
  }, [queries, serviceUrl, raffleId, timings]);
  const applySnapshot = useCallback(
    (raffle: RaffleView) =>
      getFollower(queries, { serviceUrl, raffleId, timings }).live.applySnapshot(raffle),
    [queries, serviceUrl, raffleId, timings],
  );
  return { state: data ?? connecting, applySnapshot };
}

function getFollower(queries: QueryClient, options: Omit<LiveRaffleOptions, 'onState'>): Follower {
  const { serviceUrl, raffleId } = options;
  const queryKey = queryKeyOf(serviceUrl, raffleId);
  const name = JSON.stringify(queryKey);
  const ofClient = followers.get(queries) ?? new Map<string, Follower>();
  followers.set(queries, ofClient);
  const onState = (state: RaffleState) => queries.setQueryData(queryKey, state);
  const follower = ofClient.get(name) ?? {
    live: new LiveRaffle({ ...options, onState }),
    userCount: 0,
    stop: () => {},
  };
  ofClient.set(name, follower);
  return follower;
}

function queryKeyOf(serviceUrl: string, raffleId: string) {
  return ['live-raffle', serviceUrl, raffleId] as const;
}
