import { useState } from 'react';
import { announce } from '../announce.ts';
import { Button } from '../Button.tsx';
import { createCatalogues } from '../catalogues.ts';
import { Code, Row } from '../primitives.tsx';

export interface ShareLinkProps {
  readonly url: string;
  /** What the link leads to, e.g. the raffle's title. */
  readonly title: string;
}

const english = () => ({
  copy: 'Copy link',
  share: 'Share',
  copied: 'The link is copied.',
  copyYourself: 'Copy this link:',
});
const german = (): ReturnType<typeof english> => ({
  copy: 'Link kopieren',
  share: 'Teilen',
  copied: 'Der Link ist kopiert.',
  copyYourself: 'Diesen Link kopieren:',
});
const { useMessages } = createCatalogues({ en: english, de: german });

/** One button: opens the share sheet of the device where there is one, otherwise copies the link. */
export function ShareLink({ url, title }: ShareLinkProps) {
  const messages = useMessages();
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setOutcome('copied');
      announce(messages.copied);
    } catch {
      // Refused, or an address without https, where browsers have no clipboard.
      setOutcome('refused');
    }
  };
  const share = async () => {
    try {
      await navigator.share({ title, url });
    } catch (error) {
      const isDismissed = error instanceof DOMException && error.name === 'AbortError';
      if (!isDismissed) await copy();
    }
  };
  return (
    <Row gap={3}>
      {'share' in navigator ? (
        <Button look="quiet" onPress={() => void share()}>
          {messages.share}
        </Button>
      ) : (
        <Button look="quiet" onPress={() => void copy()}>
          {messages.copy}
        </Button>
      )}
      {outcome === 'copied' && <span>{messages.copied}</span>}
      {outcome === 'refused' && (
        <span role="alert">
          {messages.copyYourself} <Code>{url}</Code>
        </span>
      )}
    </Row>
  );
}
