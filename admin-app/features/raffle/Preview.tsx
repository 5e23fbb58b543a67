import { useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { participantsPageUrl } from '../../shared/route.ts';
import { useService } from '../../shared/service-context.ts';
import styles from './raffle.module.css';

/**
 * The participants' page in a frame. It has a different origin, so it cannot reach this page; the
 * sandbox lets it run and call its own service. `inert` prevents accidental purchases.
 *
 * @see docs/decisions/0012-the-admin-origin.md
 */
export function Preview({ raffleId }: { readonly raffleId: string }) {
  const { preview: messages } = useMessages().raffle;
  const { serviceUrl } = useService();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={messages.title}>
      <div>
        <Button look="quiet" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
          {isOpen ? messages.hide : messages.show}
        </Button>
      </div>
      {isOpen && (
        <>
          <iframe
            inert
            className={styles['frame']}
            title={messages.title}
            src={participantsPageUrl(serviceUrl, raffleId)}
            // oxlint-disable-next-line react/iframe-missing-sandbox -- the page is another origin's
            sandbox="allow-scripts allow-same-origin"
            referrerPolicy="no-referrer"
          />
          <p>{messages.hint}</p>
        </>
      )}
    </Section>
  );
}
