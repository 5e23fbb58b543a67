import type { RaffleView } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import { hrefs } from '../page/route.ts';
import { sayState } from '../raffle/say-state.ts';
import styles from './RaffleList.module.css';

/** The raffles, newest first, each with where it stands. */
export function RaffleList({ raffles }: { readonly raffles: readonly RaffleView[] }) {
  const { raffles: say, raffle: words } = useMessages();
  return (
    <ul className={styles['list']}>
      {raffles.toReversed().map((raffle) => (
        <li key={raffle.id}>
          <a className={styles['card']} href={hrefs.raffle(raffle.id)}>
            <span className={styles['title']}>{raffle.title}</span>{' '}
            <span className={styles['facts']}>
              <span className={styles['id']}>{raffle.id}</span>
              {raffle.rehearsal && <span className={styles['mark']}>{say.rehearsal}</span>}
              <span>{say.sales(raffle)}</span>
            </span>{' '}
            <span>{sayState(raffle, words)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
