import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { Note } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { useSummary } from '../../shared/queries/use-summary.ts';
import styles from './raffle.module.css';

/** How many mails about a raffle are sent, wait, or failed. */
export function MailStatus({ raffleId }: { readonly raffleId: string }) {
  const { mail: messages } = useMessages().raffle;
  const { number } = formatsOf(useLocale().locale);
  const summary = useSummary(raffleId);
  if (summary === undefined) return null;
  const { mail } = summary;
  return (
    <Section title={messages.title}>
      {mail === undefined ? (
        <Note>{messages.off}</Note>
      ) : (
        <>
          <dl className={styles['facts']}>
            {(['sent', 'queued', 'failed'] as const).map((state) => (
              <div key={state} className={styles['fact']}>
                <dt>{messages[state]}</dt>
                <dd>{number(mail[state])}</dd>
              </div>
            ))}
          </dl>
          {mail.oldestQueuedAt !== undefined && <Note>{messages.oldest(mail.oldestQueuedAt)}</Note>}
          {mail.failed > 0 && <Note tone="caution">{messages.failedText}</Note>}
        </>
      )}
    </Section>
  );
}
