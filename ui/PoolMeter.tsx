import { Meter } from 'react-aria-components/Meter';
import { classNames } from './class-names.ts';
import styles from './PoolMeter.module.css';

export interface PoolMeterProps {
  readonly capacity: number;
  readonly sold: number;
  /** Numbers held by whoever looks. Tickets are numbered in the order they are sold, from 1. */
  readonly mine: readonly number[];
  readonly label: string;
  /** The whole state in words; it is all that assistive technology gets. */
  readonly valueText: string;
}

const drawnOneByOneMax = 400;

/** The whole pool: every ticket to the eye, one meter with a sentence to everything else. */
export function PoolMeter({ capacity, sold, mine, label, valueText }: PoolMeterProps) {
  return (
    <Meter
      aria-label={label}
      minValue={0}
      maxValue={capacity}
      value={capacity - sold}
      valueLabel={valueText}
      className={classNames(styles['meter'])}
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
    <div className={classNames(styles['strip'], capacity > 100 && styles['dense'])}>
      {numbers.map((number) => (
        <span
          key={number}
          className={classNames(
            styles['ticket'],
            number <= sold && styles['sold'],
            held.has(number) && styles['mine'],
          )}
        />
      ))}
    </div>
  );
}

function Bar({ share }: { readonly share: number }) {
  return (
    <svg className={styles['bar']} viewBox="0 0 1000 1" preserveAspectRatio="none">
      <rect width={share * 1000} height="1" />
    </svg>
  );
}
