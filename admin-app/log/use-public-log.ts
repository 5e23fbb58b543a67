import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RaffleView } from '#contract/schemas.ts';
import { useService } from '../service.tsx';
import { useCatchingUp } from '../use-catching-up.ts';
import { readLogEntry, type LogEntry } from './log-entry.ts';

export interface PublicLogState {
  /** In log order; undefined until it was read once. */
  readonly entries: readonly LogEntry[] | undefined;
  /** When that was, in Unix milliseconds. */
  readonly readAt: number;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** Between two readings, however fast tickets are sold. */
const pauseMs = 1000;

/**
 * A raffle's public log, as it grows: what is known already is not asked for again. It tells no
 * address, and needs no key.
 *
 * @param raffle As it is now; its version is the number of its entries.
 */
export function usePublicLog({ id, openedAt, version }: RaffleView): PublicLogState {
  const { patientClient, serviceUrl } = useService();
  const queries = useQueryClient();
  const queryKey = ['log', serviceUrl, id, openedAt];
  const { data, dataUpdatedAt, error, isFetching, refetch } = useQuery({
    queryKey,
    async queryFn({ signal }) {
      const known = queries.getQueryData<readonly LogEntry[]>(queryKey) ?? [];
      const from = known.length;
      const text = await patientClient.text('showLog', { params: { id }, query: { from }, signal });
      const lines = text.split('\n').slice(0, -1);
      return [...known, ...lines.map((line, index) => readLogEntry(line, from + index))];
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Entries never change; comparing 100,000 of them would take longer than reading them.
    structuralSharing: false,
  });
  const isMissing = data === undefined ? error !== null : data.length < version;
  const isBehind = isMissing && !isFetching;
  useCatchingUp({ isBehind, error, readAgain: refetch, pauseMs });
  return { entries: data, readAt: dataUpdatedAt, error, readAgain: () => void refetch() };
}
