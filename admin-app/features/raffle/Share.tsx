import { embedSnippet, posterPath, shortPath } from '#contract/raffle-addresses.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { CopyField } from '#ui/CopyField.tsx';
import { Link } from '#ui/Link.tsx';
import { Note } from '#ui/primitives.tsx';
import { ShareLink } from '#ui/share/ShareLink.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { useService } from '../../shared/service-context.ts';

/** The short link of a raffle, its poster until sales end, and the HTML for other sites. */
export function Share({ raffle: { id, title, status } }: { readonly raffle: RaffleView }) {
  const { share: messages } = useMessages().raffle;
  const { serviceUrl } = useService();
  const copy = { copyLabel: messages.copy, copiedLabel: messages.copied };
  const link = new URL(shortPath(id), serviceUrl).href;
  return (
    <Section title={messages.title}>
      {'share' in navigator && <ShareLink url={link} title={title} />}
      <CopyField label={messages.link} text={link} {...copy} />
      {(status === 'announced' || status === 'open') && (
        <Link href={new URL(posterPath(id), serviceUrl).href} isExternal>
          {messages.poster}
        </Link>
      )}
      <CopyField label={messages.embed} text={embedSnippet(serviceUrl, id)} {...copy} />
      <Note>{messages.embedHint}</Note>
    </Section>
  );
}
