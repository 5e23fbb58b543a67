import { Link } from '#ui/Link.tsx';
import { useMessages } from '../messages/messages.ts';
import { Page } from './Page.tsx';
import { hrefs } from './route.ts';

/** An address that leads nowhere. */
export function UnknownPage() {
  const { unknown, toRaffles } = useMessages().shell;
  return (
    <Page title={unknown}>
      <Link href={hrefs.raffles}>{toRaffles}</Link>
    </Page>
  );
}
