import type { CSSProperties } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { Meter } from 'react-aria-components/Meter';
import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { classNames } from '#ui/class-names.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import styles from './Count.module.css';

export interface CountProps {
  readonly raffle: RaffleView;
  readonly mine: readonly number[];
}

/** The number of tickets left, large, above a meter of all tickets. */
export function Count({ raffle, mine }: CountProps) {
  const messages = useMessages();
  const { locale } = useLocale();
  const { remaining, capacity, sold } = raffle;
  const left = formatsOf(locale).number(remaining);
  return (
    <>
      {/* The meter says the same in a sentence. */}
      <p className={styles.count} aria-hidden>
        <span className={styles.number} style={toLength(left)}>
          {left}
        </span>
        <span className={styles.words}>
          <span className={styles.left}>
            {raffle.status === 'open' ? messages.left(remaining) : messages.unsold(remaining)}
          </span>
          <span>{messages.ofCapacity(capacity)}</span>
        </span>
      </p>
      <PoolMeter
        capacity={capacity}
        sold={sold}
        mine={mine}
        label={messages.poolLabel}
        valueText={messages.poolValue({ remaining, capacity, mine })}
      />
      <ul className={styles.legend} aria-hidden>
        <li>
          <span className={styles.soldMark} />
          <span>{messages.soldCount(sold)}</span>
        </li>
        {mine.length > 0 && (
          <li>
            <span className={styles.mineMark} />
            <span>{messages.yours(mine)}</span>
          </li>
        )}
      </ul>
    </>
  );
}

/** The style sheet makes long numbers smaller, so that they fit. */
function toLength(text: string): CSSProperties {
  return { '--length': text.length };
}

interface PoolMeterProps {
  readonly capacity: number;
  readonly sold: number;
  /** The visitor's ticket numbers. Tickets are numbered from 1 in the order of their sale. */
  readonly mine: readonly number[];
  readonly label: string;
  /** The state in words, for assistive technology. */
  readonly valueText: string;
}

const drawnOneByOneMax = 400;

/** Shows every ticket of a small raffle, or a bar for a large one; to assistive technology, a meter. */
function PoolMeter({ capacity, sold, mine, label, valueText }: PoolMeterProps) {
  return (
    <Meter
      aria-label={label}
      minValue={0}
      maxValue={capacity}
      value={capacity - sold}
      valueLabel={valueText}
      className={styles.meter}
    >
      {capacity <= drawnOneByOneMax ? (
        <Strip capacity={capacity} sold={sold} mine={mine} />
      ) : (
        <Bar share={sold / capacity} />
      )}
    </Meter>
  );
}

function Strip({ capacity, sold, mine }: Pick<PoolMeterProps, 'capacity' | 'sold' | 'mine'>) {
  const held = new Set(mine);
  const numbers = Array.from({ length: capacity }, (_, index) => index + 1);
  return (
    <div className={classNames(styles.strip, capacity > 100 && styles.dense)}>
      {numbers.map((number) => (
        <span
          key={number}
          className={classNames(
            styles.ticket,
            number <= sold && styles.sold,
            held.has(number) && styles.mine,
          )}
        />
      ))}
    </div>
  );
}

function Bar({ share }: { readonly share: number }) {
  return (
    <svg className={styles.bar} viewBox="0 0 1000 1" preserveAspectRatio="none">
      <rect width={share * 1000} height="1" />
    </svg>
  );
}
