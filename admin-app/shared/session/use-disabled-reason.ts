import { useMessages } from '../messages/messages.ts';
import { useSession } from './session.tsx';

/**
 * Why an action is disabled in this browser; undefined if it is allowed. To `read` what is not public
 * takes the role admin or auditor, to `sell` admin or seller; `change` needs the role admin.
 */
export function useDisabledReason(action: 'read' | 'sell' | 'change'): string | undefined {
  const { reasons } = useMessages().session;
  const { status, key } = useSession();
  if (status !== 'ready') return reasons[status];
  if (key.role === 'seller') return action === 'sell' ? undefined : reasons.seller(key.name);
  return action !== 'read' && key.role !== 'admin' ? reasons.auditor(key.name) : undefined;
}
