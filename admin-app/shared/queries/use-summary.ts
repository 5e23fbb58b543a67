import { useQuery } from '@tanstack/react-query';
import type { Summary } from '#contract/summary.ts';
import { useService } from '../service-context.ts';
import { isAllowed, useSession } from '../session/session.tsx';

/** How many polls of the live state there are to one of the sums, which take a pass over all tickets. */
const pollsPerSummary = 2;

export const summaryKey = (serviceUrl: string, id: string) => ['summary', serviceUrl, id];

export const alarmsKey = (serviceUrl: string) => ['alarms', serviceUrl];

/** The witnesses with an alarm, by raffle. Empty without a key that may read. */
export function useAlarms(): ReadonlyMap<string, readonly string[]> {
  const { client, serviceUrl, timings } = useService();
  const mayRead = isAllowed(useSession(), 'read');
  const { data } = useQuery({
    queryKey: alarmsKey(serviceUrl),
    queryFn: async ({ signal }) => (await client.call('listAlarms', { signal })).alarms,
    enabled: mayRead,
    refetchInterval: pollsPerSummary * timings.pollMs,
    retry: true,
  });
  const alarms = mayRead ? (data ?? []) : [];
  const raffles = new Set(alarms.map(({ raffle }) => raffle));
  return new Map(
    [...raffles].map((id) => [
      id,
      alarms.filter(({ raffle }) => raffle === id).map(({ witness }) => witness),
    ]),
  );
}

/** A raffle's payments, income and mails, every few seconds. Undefined without a key that may read. */
export function useSummary(id: string): Summary | undefined {
  const { client, serviceUrl, timings } = useService();
  const mayRead = isAllowed(useSession(), 'read');
  const { data } = useQuery({
    queryKey: summaryKey(serviceUrl, id),
    queryFn: async ({ signal }) => client.call('showSummary', { params: { id }, signal }),
    enabled: mayRead,
    refetchInterval: pollsPerSummary * timings.pollMs,
    retry: true,
  });
  return mayRead ? data : undefined;
}
