import type { RaffleView } from '#contract/schemas.ts';
import { formatsOf } from '#ui/formats.ts';
import { PoolMeter } from '#ui/PoolMeter.tsx';
import { useLocale } from 'react-aria/I18nProvider';
import { useMessages } from '../messages/messages.ts';
import styles from './Count.module.css';

export interface CountProps {
  readonly raffle: RaffleView;
  readonly mine: readonly number[];
}

/** The largest thing on the page: how many are left; and under it all of them. */
export function Count({ raffle, mine }: CountProps) {
  const say = useMessages();
  const { locale } = useLocale();
  const { remaining, capacity, sold } = raffle;
  return (
    <>
      {/* The meter says the same in a sentence. */}
      <p className={styles['count']} aria-hidden>
        <span className={styles['number']} data-testid="remaining">
          {formatsOf(locale).number(remaining)}
        </span>
        <span className={styles['words']}>
          <span className={styles['left']}>{say.left(remaining)}</span>
          <span>{say.ofCapacity(capacity)}</span>
        </span>
      </p>
      <PoolMeter
        capacity={capacity}
        sold={sold}
        mine={mine}
        label={say.poolLabel}
        valueText={say.poolValue({ remaining, capacity, mine })}
      />
      <ul className={styles['legend']} aria-hidden>
        <li>
          <span className={styles['soldMark']} />
          {say.soldCount(sold)}
        </li>
        {mine.length > 0 && (
          <li>
            <span className={styles['mineMark']} />
            {say.yours(mine)}
          </li>
        )}
      </ul>
    </>
  );
}
