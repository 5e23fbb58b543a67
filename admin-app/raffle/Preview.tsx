import { useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import { Section } from '../page/Section.tsx';
import { useService } from '../service.tsx';
import { participantsPage } from './Standing.tsx';
import styles from './Preview.module.css';

/**
 * The participants' page, to look at. It is another origin's, so it reaches nothing here; what it
 * may do in this frame is to run and to ask its own service. `inert`: nobody buys by accident.
 *
 * @see docs/decisions/0014-keys-in-the-browser.md
 */
export function Preview({ raffleId }: { readonly raffleId: string }) {
  const { preview: say } = useMessages().raffle;
  const { serviceUrl } = useService();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={say.title}>
      <div>
        <Button look="quiet" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
          {isOpen ? say.hide : say.show}
        </Button>
      </div>
      {isOpen && (
        <>
          <iframe
            inert
            className={styles['frame']}
            title={say.title}
            src={participantsPage(serviceUrl, raffleId)}
            // oxlint-disable-next-line react/iframe-missing-sandbox -- the page is another origin's
            sandbox="allow-scripts allow-same-origin"
            referrerPolicy="no-referrer"
          />
          <p>{say.hint}</p>
        </>
      )}
    </Section>
  );
}
