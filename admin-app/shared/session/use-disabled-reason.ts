import { useMessages } from '../messages/messages.ts';
import { useSession } from './session.tsx';

/**
 * Why an action is disabled in this browser; undefined if it is allowed. To `read` what is not public
 * takes the role admin or auditor; `change` needs the role admin.
 */
export function useDisabledReason(action: 'read' | 'change'): string | undefined {
  const { reasons } = useMessages().session;
  const { status, key } = useSession();
  if (status !== 'ready') return reasons[status];
  if (key.role === 'seller') return reasons.seller(key.name);
  return action === 'change' && key.role !== 'admin' ? reasons.auditor(key.name) : undefined;
}
