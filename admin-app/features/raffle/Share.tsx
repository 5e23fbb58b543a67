import { embedSnippet, posterPath, shortPath } from '#contract/raffle-addresses.ts';
import { CopyField } from '#ui/CopyField.tsx';
import { Link } from '#ui/Link.tsx';
import { Note } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { useService } from '../../shared/service-context.ts';

/** The short link of a raffle, its poster, and the HTML for other sites. */
export function Share({ raffleId }: { readonly raffleId: string }) {
  const { share: messages } = useMessages().raffle;
  const { serviceUrl } = useService();
  const copy = { copyLabel: messages.copy, copiedLabel: messages.copied };
  return (
    <Section title={messages.title}>
      <CopyField
        label={messages.link}
        text={new URL(shortPath(raffleId), serviceUrl).href}
        {...copy}
      />
      <Link href={new URL(posterPath(raffleId), serviceUrl).href} isExternal>
        {messages.poster}
      </Link>
      <CopyField label={messages.embed} text={embedSnippet(serviceUrl, raffleId)} {...copy} />
      <Note>{messages.embedHint}</Note>
    </Section>
  );
}
