import { useQuery } from '@tanstack/react-query';
import { useService } from '../service.tsx';
import { useSession } from '../session/session.tsx';

/** The keys that the service knows, as long as this browser's is one of them. */
export function useKeys() {
  const { client } = useService();
  const { status, key } = useSession();
  return useQuery({
    queryKey: ['keys', key?.keyid],
    queryFn: async () => (await client.call('listKeys')).keys,
    enabled: status === 'ready',
  });
}
