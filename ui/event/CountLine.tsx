import type { ReactNode } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { eventWords, type EventWords } from './words.ts';
import styles from './CountLine.module.css';

export interface CountLineProps {
  readonly raffle: Pick<RaffleView, 'status' | 'capacity' | 'sold' | 'remaining'>;
  /** The accessible name of the bar. */
  readonly label: string;
  /** The count in a sentence, for assistive technology. */
  readonly sentence: string;
  /** Stands behind the count, e.g. "Live". */
  readonly children?: ReactNode;
}

/** How many tickets are left, in one line above a bar. */
export function CountLine({ raffle, label, sentence, children }: CountLineProps) {
  const { number, rest } = countOf(raffle, eventWords.useMessages());
  const { status, capacity, remaining } = raffle;
  // No ticket of these states can be bought, so none is left.
  const isCounted = status === 'announced' || status === 'open';
  return (
    <div className={styles.count}>
      <div className={styles.line}>
        {/* While tickets are left, the meter says the same in a sentence. */}
        <p aria-hidden={isCounted} className={styles.words}>
          <strong className={styles.number}>{number}</strong> <span>{rest}</span>
        </p>
        {children}
      </div>
      {isCounted && (
        <svg
          {...{ role: 'meter', 'aria-label': label }}
          aria-valuemin={0}
          aria-valuemax={capacity}
          aria-valuenow={remaining}
          aria-valuetext={sentence}
          viewBox="0 0 1000 1"
          preserveAspectRatio="none"
          className={styles.bar}
        >
          <rect
            width="1000"
            height="1"
            className={styles.left}
            // An attribute: the service renders this too, and its policy allows no inline style.
            transform={`scale(${remaining / capacity} 1)`}
          />
        </svg>
      )}
    </div>
  );
}

function countOf(
  { status, capacity, sold, remaining }: CountLineProps['raffle'],
  words: EventWords,
) {
  switch (status) {
    case 'announced':
      return words.ticketCount(capacity);
    case 'open':
      return words.left(remaining, capacity);
    case 'closed':
    case 'drawn':
      return words.inDraw(sold);
    case 'cancelled':
      return words.sold(sold);
    default:
      return status satisfies never;
  }
}
