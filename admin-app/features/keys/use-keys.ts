import { useQuery } from '@tanstack/react-query';
import type { AdminKey } from '#contract/admin-keys.ts';
import { useService } from '../../shared/service.tsx';
import { useSession } from '../../shared/session/session.tsx';

export interface KeysState {
  /** Undefined until the first read, and without a valid key. */
  readonly keys: readonly AdminKey[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/**
 * The keys that the service knows, and the open invitations. Only an admin or an auditor may read them.
 *
 * @param refetchMs How often they are read again, in milliseconds. Default: when the page is opened
 *   or receives focus.
 */
export function useKeys(refetchMs?: number): KeysState {
  const { client } = useService();
  const { status, key } = useSession();
  const isAllowed = status === 'ready' && key.role !== 'seller';
  const {
    data: keys,
    error,
    refetch,
  } = useQuery({
    queryKey: ['keys', key?.keyid],
    queryFn: async () => (await client.call('listKeys')).keys,
    enabled: isAllowed,
    refetchInterval: refetchMs ?? false,
  });
  if (!isAllowed) return { keys: undefined, error: null, readAgain: () => {} };
  return { keys, error, readAgain: () => void refetch() };
}
