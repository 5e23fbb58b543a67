import { useQuery } from '@tanstack/react-query';
import { useService } from '../service.tsx';

/** Every raffle of the service, asked for anew every few seconds. */
export function useRaffles() {
  const { client, timings } = useService();
  return useQuery({
    queryKey: ['raffles'],
    queryFn: async () => (await client.call('listRaffles')).raffles,
    refetchInterval: timings.pollMs,
  });
}
