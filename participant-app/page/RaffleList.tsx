import type { RaffleView } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import { describeSituation } from '../state/situation.ts';
import styles from './Content.module.css';

/** Every raffle, newest first, with where it stands. */
export function RaffleList({ raffles }: { readonly raffles: readonly RaffleView[] }) {
  const say = useMessages();
  return (
    <div className={styles['content']}>
      <h1 className={styles['title']}>{say.allRaffles}</h1>
      {raffles.length === 0 && <p className={styles['note']}>{say.noRaffles}</p>}
      <ul className={styles['list']}>
        {raffles.toReversed().map((raffle) => (
          <li key={raffle.id}>
            <a className={styles['card']} href={`/raffles/${encodeURIComponent(raffle.id)}`}>
              <span className={styles['name']}>{raffle.title}</span>
              {raffle.rehearsal === true && (
                <strong className={styles['kind']}>{say.rehearsal.mark}</strong>
              )}
              <span className={styles['note']}>{sayStanding(raffle, say)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function sayStanding(raffle: RaffleView, say: ReturnType<typeof useMessages>): string {
  const { remaining, capacity, status } = raffle;
  if (status === 'open' && remaining > 0) return say.poolValue({ remaining, capacity, mine: [] });
  const { sentence } = describeSituation(
    {
      news: { kind: 'known', raffle, freshness: 'polled', confirmedAt: 0, clockAheadMs: 0 },
      viewer: { kind: 'signed-out' },
      purchase: { phase: 'idle', quantity: 0, isSlow: false },
      isOnline: true,
    },
    say,
  );
  return sentence;
}
