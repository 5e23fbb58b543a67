import { useLocale } from 'react-aria/I18nProvider';
import type { Summary } from '#contract/summary.ts';
import { formatsOf } from '#ui/formats.ts';
import { Note } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { useSummary } from '../../shared/queries/use-summary.ts';
import { useSecondsLeft } from '../../shared/use-seconds-left.ts';
import styles from './raffle.module.css';

/** How many mails about a raffle are sent, wait, or failed. */
export function MailStatus({ raffleId }: { readonly raffleId: string }) {
  const { mail: messages } = useMessages().raffle;
  const summary = useSummary(raffleId);
  if (summary === undefined) return null;
  const { mail } = summary;
  return (
    <Section title={messages.title}>
      {mail === undefined ? <Note>{messages.off}</Note> : <Counts mail={mail} />}
    </Section>
  );
}

/** After this time in the queue something is wrong, as with the mail server. In milliseconds. */
const stuckAfterMs = 5 * 60_000;

function Counts({ mail }: { readonly mail: NonNullable<Summary['mail']> }) {
  const { mail: messages } = useMessages().raffle;
  const { number } = formatsOf(useLocale().locale);
  const { oldestQueuedAt } = mail;
  const queuedSince = oldestQueuedAt === undefined ? Infinity : Date.parse(oldestQueuedAt);
  const isStuck = useSecondsLeft(queuedSince + stuckAfterMs) === 0;
  const states = (['sent', 'queued', 'failed'] as const).filter(
    (state) => state === 'sent' || mail[state] > 0,
  );
  return (
    <>
      <dl className={styles['facts']}>
        {states.map((state) => (
          <div key={state} className={styles['fact']}>
            <dt>{messages[state]}</dt>
            <dd>{number(mail[state])}</dd>
          </div>
        ))}
      </dl>
      {isStuck && oldestQueuedAt !== undefined && (
        <Note tone="caution">{messages.oldest(oldestQueuedAt)}</Note>
      )}
      {mail.failed > 0 && <Note tone="caution">{messages.failedText}</Note>}
    </>
  );
}
