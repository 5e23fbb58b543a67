import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import { RehearsalBand } from '#ui/RehearsalBand.tsx';
import { useMessages } from '../messages/messages.ts';
import { hrefs } from '../page/route.ts';
import { useService } from '../service.tsx';
import { sayState } from './say-state.ts';
import styles from './Standing.module.css';

/** How a raffle stands: one sentence, the equation that nothing falls out of, and its rules. */
export function Standing({ news }: { readonly news: KnownRaffle }) {
  const { raffle: say } = useMessages();
  const { serviceUrl } = useService();
  const { raffle, freshness, confirmedAt } = news;
  const { id } = raffle;
  const { time } = formatsOf(useLocale().locale);
  const since = time(new Date(confirmedAt).toISOString());
  return (
    <div className={styles['standing']}>
      {raffle.rehearsal && <RehearsalBand>{say.rehearsal.band}</RehearsalBand>}
      <p className={styles['state']}>{sayState(raffle, say)}</p>
      <Equation raffle={raffle} />
      <p className={styles['facts']}>{say.rules(raffle)}</p>
      <p className={styles['facts']}>
        {freshness === 'stale' ? (
          <strong className={styles['stale']}>{say.freshness.stale(since)}</strong>
        ) : (
          say.freshness[freshness]
        )}
      </p>
      <ul className={styles['links']}>
        <li>
          <Link href={hrefs.projector(id)} isExternal>
            {say.projector}
          </Link>
        </li>
        <li>
          <Link href={hrefs.audit(id)}>{say.audit}</Link>
        </li>
        <li>
          <Link href={participantsPage(serviceUrl, id)} isExternal>
            {say.participantsPage}
          </Link>
        </li>
      </ul>
    </div>
  );
}

/** Where the participants of a raffle see it. */
export function participantsPage(serviceUrl: string, raffleId: string): string {
  return new URL(`/raffles/${encodeURIComponent(raffleId)}`, serviceUrl).href;
}

function Equation({ raffle }: Pick<KnownRaffle, 'raffle'>) {
  const { raffle: say } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const parts = [
    { sign: '', value: raffle.sold, label: say.sold },
    { sign: '+', value: raffle.remaining, label: say.unsold },
    { sign: '=', value: raffle.capacity, label: say.tickets },
  ];
  return (
    <p className={styles['equation']}>
      {parts.map(({ sign, value, label }) => (
        <span key={label} className={styles['part']}>
          {sign !== '' && <span className={styles['sign']}>{sign} </span>}
          <span>
            <strong className={styles['number']}>{number(value)}</strong>{' '}
            <span className={styles['label']}>{label} </span>
          </span>
        </span>
      ))}
    </p>
  );
}
