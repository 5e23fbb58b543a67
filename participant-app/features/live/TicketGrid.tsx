import type { RaffleView } from '#contract/raffles.ts';
import { classNames } from '#ui/class-names.ts';
import { Details } from '#ui/primitives.tsx';
import { useAboutWords } from './about-words.ts';
import styles from './TicketGrid.module.css';

export interface TicketGridProps {
  readonly raffle: RaffleView;
  /** The viewer's ticket numbers. Tickets are numbered from 1 in the order of their sale. */
  readonly mine: readonly number[];
}

/** A larger raffle has only the bar of its count. */
const drawnOneByOneMax = 400;

/** Every ticket as a small one: sold, free, or the viewer's. */
export function TicketGrid({ raffle: { capacity, sold }, mine }: TicketGridProps) {
  const words = useAboutWords();
  if (capacity > drawnOneByOneMax) return null;
  const held = new Set(mine);
  const numbers = Array.from({ length: capacity }, (_, index) => index + 1);
  return (
    <div className={styles.grid}>
      <Details summary={words.allTickets(capacity)}>
        <div aria-hidden className={classNames(styles.strip, capacity > 100 && styles.dense)}>
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
        <ul className={styles.legend}>
          <li>
            <span aria-hidden className={styles.soldMark} />
            <span>{words.soldCount(sold)}</span>
          </li>
          {mine.length > 0 && (
            <li>
              <span aria-hidden className={styles.mineMark} />
              <span>{words.yours(mine)}</span>
            </li>
          )}
        </ul>
      </Details>
    </div>
  );
}
