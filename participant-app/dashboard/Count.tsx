import type { CSSProperties } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { formatsOf } from '#ui/formats.ts';
import { PoolMeter } from '#ui/PoolMeter.tsx';
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
  const left = formatsOf(locale).number(remaining);
  return (
    <>
      {/* The meter says the same in a sentence. */}
      <p className={styles['count']} aria-hidden>
        <span className={styles['number']} style={toLength(left)}>
          {left}
        </span>
        <span className={styles['words']}>
          <span className={styles['left']}>
            {raffle.status === 'open' ? say.left(remaining) : say.unsold(remaining)}
          </span>
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

/** A long number is set smaller, so that it fits where it stands. */
function toLength(text: string): CSSProperties {
  return { '--length': text.length } as CSSProperties;
}
