import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';

/** The keys that may order here. */
export function KeysPage() {
  const { keys: say } = useMessages();
  return <Page title={say.title}>{null}</Page>;
}
