import { useQuery } from '@tanstack/react-query';
import type { AdminKey } from '#contract/schemas.ts';
import { useService } from '../service.tsx';
import { useSession } from '../session/session.tsx';

export interface KeysState {
  /** Undefined until they were read once, and while they may not be. */
  readonly keys: readonly AdminKey[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** The keys that the service knows, as long as this browser's is one of them. */
export function useKeys(): KeysState {
  const { client } = useService();
  const { status, key } = useSession();
  const isAllowed = status === 'ready';
  const {
    data: keys,
    error,
    refetch,
  } = useQuery({
    queryKey: ['keys', key?.keyid],
    queryFn: async () => (await client.call('listKeys')).keys,
    enabled: isAllowed,
  });
  if (!isAllowed) return { keys: undefined, error: null, readAgain: () => {} };
  return { keys, error, readAgain: () => void refetch() };
}
