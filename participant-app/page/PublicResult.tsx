import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'react-aria/I18nProvider';
import { createClient } from '#contract/client.ts';
import { formatsOf } from '#ui/formats.ts';
import { Ticket } from '#ui/Ticket.tsx';
import { useMessages } from '../messages/messages.ts';
import { Failure } from './Failure.tsx';
import styles from './Content.module.css';

/** The result for everybody: a number, how it came about, and how to check it. No names. */
export function PublicResult({ raffleId }: { readonly raffleId: string }) {
  const say = useMessages();
  const formats = formatsOf(useLocale().locale);
  const answer = useQuery({
    queryKey: ['result', raffleId],
    queryFn: async () => fetchResult(raffleId),
  });
  if (answer.isError) {
    return <Failure error={answer.error} onAgain={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  const { raffle, draw } = answer.data;
  const number = formats.number(draw.winner.ticketNumber);
  return (
    <article className={styles['content']}>
      <h1 className={styles['title']}>{raffle.title}</h1>
      <p className={styles['winning']}>
        <span>{say.winningTicket}</span>
        <strong className={styles['number']}>{number}</strong>
        <span>
          {say.drawnAt(draw.drawnAt)}, {say.drawnFrom(draw.ticketCount)}.
        </span>
      </p>
      <Ticket number={number} label={say.ticket} raffle={raffle.title} look="won" />
      <section>
        <h2 className={styles['subtitle']}>{say.checkTitle}</h2>
        <p className={styles['note']}>{say.randomness[draw.randomness]}</p>
        <p className={styles['note']}>{say.checkText}</p>
        <code className={styles['command']}>{`npx raffle audit ${raffle.id}`}</code>
      </section>
      <a className={styles['link']} href={`/raffles/${encodeURIComponent(raffle.id)}`}>
        {say.toRaffle}
      </a>
    </article>
  );
}

async function fetchResult(id: string) {
  const client = createClient({ baseUrl: location.origin });
  const [raffle, draw] = await Promise.all([
    client.call('showRaffle', { params: { id } }),
    client.call('showDraw', { params: { id } }),
  ]);
  return { raffle, draw };
}
