import { useLocale } from 'react-aria/I18nProvider';
import type { AwardedPrize } from '#contract/raffles.ts';
import { formatsOf } from '../formats.ts';
import { eventWords } from './words.ts';
import styles from './PrizeResults.module.css';

export interface PrizeResultsProps {
  readonly prizes: readonly AwardedPrize[];
  /** What happened to a prize after the draw, e.g. that it was passed on; by its place from 0. */
  readonly notes?: ReadonlyMap<number, readonly string[]>;
}

/** Every prize of a draw with the ticket that holds it and its state, the first prize first. */
export function PrizeResults({ prizes, notes }: PrizeResultsProps) {
  const words = eventWords.useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <ol className={styles.prizes}>
      {prizes.map((prize, place) => (
        // Two prizes may have the same title, and they never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={place} className={styles.prize}>
          <span className={styles.title} dir="auto">
            {prize.title}
          </span>
          {prize.state !== 'unawarded' && (
            <span className={styles.ticket}>
              <span className={styles.label}>{words.price}</span>{' '}
              <strong className={styles.number}>{number(prize.ticketNumber)}</strong>
            </span>
          )}
          <span className={styles.label}>{words.prizeState[prize.state]}</span>
          {notes?.get(place)?.map((note) => (
            <span key={note} className={styles.note}>
              {note}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
