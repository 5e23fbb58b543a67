import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'react-aria/I18nProvider';
import { createClient } from '#contract/client.ts';
import { formatsOf } from '#ui/formats.ts';
import { RehearsalBand } from '#ui/RehearsalBand.tsx';
import { Ticket } from '#ui/Ticket.tsx';
import { useGrowth } from '../check/use-growth.ts';
import { useMessages } from '../messages/messages.ts';
import { keptTexts } from '../receipts/kept-texts.ts';
import { defaultTimings } from '../timings.ts';
import { Failure } from './Failure.tsx';
import styles from './Content.module.css';

/** The result for everybody: a number, how it came about, and how to check it. No names. */
export function PublicResult({ raffleId }: { readonly raffleId: string }) {
  const answer = useQuery({
    queryKey: ['result', raffleId],
    queryFn: async () => fetchResult(raffleId),
  });
  if (answer.isError) {
    return <Failure error={answer.error} onAgain={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  return <Drawn {...answer.data} />;
}

function Drawn({ raffle, draw }: Awaited<ReturnType<typeof fetchResult>>) {
  const say = useMessages();
  const formats = formatsOf(useLocale().locale);
  const place = { serviceUrl: location.origin, raffleId: raffle.id };
  const { checks, growth, forgetLog } = useGrowth({ ...place, raffle, timings: defaultTimings });
  const number = formats.number(draw.winner.ticketNumber);
  return (
    <article className={styles['content']}>
      <h1 className={styles['title']}>{raffle.title}</h1>
      {draw.rehearsal === true && <RehearsalBand>{say.rehearsal.band}</RehearsalBand>}
      {checks && <checks.ForkNotice growth={growth} headingLevel={2} onForget={forgetLog} />}
      <p className={styles['winning']}>
        <span>{say.winningTicket}</span>
        <strong className={styles['number']}>{number}</strong>
        <span>
          {say.drawnAt(draw.drawnAt)}, {say.drawnFrom(draw.ticketCount)}.
        </span>
      </p>
      <Ticket
        number={number}
        label={say.ticket}
        raffle={raffle.title}
        mark={draw.rehearsal === true ? say.rehearsal.mark : undefined}
        look="won"
      />
      <p className={styles['note']}>{say.randomness[draw.randomness]}</p>
      {checks && (
        <>
          <checks.GrowthNote growth={growth} />
          <checks.CheckYourself {...place} receipts={keptTexts(place)} headingLevel={2} />
        </>
      )}
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
