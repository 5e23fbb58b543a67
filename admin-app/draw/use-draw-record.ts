import { useQuery } from '@tanstack/react-query';
import type { DrawRecord, RaffleView } from '#contract/schemas.ts';
import { useService } from '../service.tsx';

export const drawKey = (serviceUrl: string, id: string) => ['draw', serviceUrl, id];

/** The draw as anybody can see it; undefined until there is one, and it was read. */
export function useDrawRecord({ id, status }: RaffleView): DrawRecord | undefined {
  const { client, serviceUrl } = useService();
  const { data } = useQuery({
    queryKey: drawKey(serviceUrl, id),
    queryFn: async ({ signal }) => client.call('showDraw', { params: { id }, signal }),
    enabled: status === 'drawn',
    staleTime: Number.POSITIVE_INFINITY,
    retry: true,
  });
  return data;
}
