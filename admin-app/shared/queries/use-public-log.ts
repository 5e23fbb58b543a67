import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RaffleView } from '#contract/raffles.ts';
import { toHex } from '#proof/bytes.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { useService } from '../service-context.ts';
import { useCatchingUp } from './use-catching-up.ts';
import { readLogEntry, type LogEntry } from './log-entry.ts';

export interface PublicLogState {
  /** In log order; undefined until the first read. */
  readonly entries: readonly LogEntry[] | undefined;
  /** Time of the last read, in Unix milliseconds. */
  readonly readAt: number;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** The pause between two reads, in milliseconds, however fast tickets are sold. */
const pauseMs = 1000;

/**
 * A raffle's public log, as it grows. Only entries since the last read are fetched. It has no
 * addresses and needs no key.
 *
 * @param raffle The current view; its version is the number of its entries.
 */
export function usePublicLog({ id, openedAt, version }: RaffleView): PublicLogState {
  const { longReplyClient, serviceUrl } = useService();
  const queries = useQueryClient();
  const queryKey = ['log', serviceUrl, id, openedAt];
  const { data, dataUpdatedAt, error, isFetching, refetch } = useQuery({
    queryKey,
    async queryFn({ signal }) {
      const known = queries.getQueryData<readonly LogEntry[]>(queryKey) ?? [];
      const from = known.length;
      const text = await longReplyClient.text('showLog', {
        params: { id },
        query: { from },
        signal,
      });
      const lines = text.split('\n').slice(0, -1);
      return [...known, ...lines.map((line, index) => readLogEntry(line, from + index))];
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Entries never change, and comparing 100,000 of them would take longer than reading them.
    structuralSharing: false,
  });
  const isMissing = data === undefined ? error !== null : data.length < version;
  const isBehind = isMissing && !isFetching;
  useCatchingUp({ isBehind, error, readAgain: refetch, pauseMs });
  return { entries: data, readAt: dataUpdatedAt, error, readAgain: () => void refetch() };
}

/** Size and root of the newest checkpoint. */
export interface LogHead {
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

/** The newest checkpoint of a log, as it grows. */
export function useLogHead({ id, openedAt, version }: RaffleView): LogHead | undefined {
  const { client, serviceUrl } = useService();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['checkpoint', serviceUrl, id, openedAt],
    async queryFn({ signal }) {
      const note = await client.text('showCheckpoint', { params: { id }, signal });
      const { size, root } = parseCheckpoint(readNoteText(note));
      return { size, root: toHex(root) };
    },
  });
  const isBehind = !isFetching && (error !== null || (data !== undefined && data.size < version));
  useCatchingUp({ isBehind, error, readAgain: refetch, pauseMs });
  return data;
}
