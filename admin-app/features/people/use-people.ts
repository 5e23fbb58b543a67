import { useQuery } from '@tanstack/react-query';
import type { AdminKey, OpenInvitation } from '#contract/admin-keys.ts';
import { useService } from '../../shared/service-context.ts';
import { useSession } from '../../shared/session/session.tsx';

export interface PeopleState {
  /** Undefined until the first read, and without a key that may read them. */
  readonly keys: readonly AdminKey[] | undefined;
  readonly invitations: readonly OpenInvitation[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/**
 * The keys that the service knows, and the invitations that can still be used. Only an admin or an
 * auditor may read them.
 *
 * @param refetchMs How often they are read again, in milliseconds. Default: when the page is opened
 *   or receives focus.
 */
export function usePeople(refetchMs?: number): PeopleState {
  const { client } = useService();
  const { status, key } = useSession();
  const isAllowed = status === 'ready' && key.role !== 'seller';
  const { data, error, refetch } = useQuery({
    queryKey: ['keys', key?.keyid],
    queryFn: async () => client.call('listKeys'),
    enabled: isAllowed,
    refetchInterval: refetchMs ?? false,
  });
  const known = isAllowed ? data : undefined;
  return {
    keys: known?.keys,
    invitations: known?.invitations,
    error: isAllowed ? error : null,
    readAgain: () => void refetch(),
  };
}
