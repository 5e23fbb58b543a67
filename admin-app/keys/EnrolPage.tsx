import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';

/** Takes an invitation. */
export function EnrolPage({ invitation }: { readonly invitation: string | undefined }) {
  const { keys: say } = useMessages();
  return <Page title={say.enrol}>{invitation}</Page>;
}
