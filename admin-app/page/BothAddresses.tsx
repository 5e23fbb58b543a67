import { useMessages } from '../messages/messages.ts';
import { useService } from '../service.tsx';

/**
 * Beside what says that the service does not answer: a browser does not tell a page whether it was
 * silent, or answers another address than this page's.
 */
export function BothAddresses() {
  const { bothAddresses } = useMessages().shell;
  const { serviceUrl } = useService();
  return <span>{bothAddresses(serviceUrl, location.origin)}</span>;
}
