import { useMessages } from '../messages/messages.ts';
import { useSession } from './session.tsx';

/**
 * Why this browser may not do something, for a button that is shown all the same; undefined where it
 * may. Every key may `read` what is not public, `change` takes the role admin.
 */
export function useReason(action: 'read' | 'change'): string | undefined {
  const { reasons } = useMessages().session;
  const { status, key } = useSession();
  if (status !== 'ready') return reasons[status];
  return action === 'change' && key.role !== 'admin' ? reasons.auditor(key.name) : undefined;
}
