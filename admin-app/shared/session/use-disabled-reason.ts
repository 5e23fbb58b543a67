import { useMessages } from '../messages/messages.ts';
import { isAllowed, useSession, type OperatorAction } from './session.tsx';

/** Why an action is disabled in this browser; undefined if it is allowed. */
export function useDisabledReason(action: OperatorAction): string | undefined {
  const { reasons } = useMessages().session;
  const session = useSession();
  const { status, key } = session;
  if (isAllowed(session, action)) return undefined;
  if (status !== 'ready') return reasons[status];
  return key.role === 'seller' ? reasons.seller(key.name) : reasons.auditor(key.name);
}
