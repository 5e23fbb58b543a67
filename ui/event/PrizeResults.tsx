import { useLocale } from 'react-aria/I18nProvider';
import { namedPrizes, type AwardedPrize } from '#contract/raffles.ts';
import { formatsOf } from '../formats.ts';
import { eventWords } from './words.ts';
import styles from './PrizeResults.module.css';

export interface PrizeResultsProps {
  readonly prizes: readonly AwardedPrize[];
}

/**
 * Every prize of a draw with the ticket that holds it, its state, and the tickets that held it before,
 * the first prize first.
 */
export function PrizeResults({ prizes }: PrizeResultsProps) {
  const words = eventWords.useMessages();
  const isNamed = namedPrizes(prizes).length > 0;
  const { number } = formatsOf(useLocale().locale);
  return (
    <ol className={styles.prizes}>
      {prizes.map((prize, place) => (
        // Two prizes may have the same title, and they never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={place} className={styles.prize}>
          <span className={styles.title} dir="auto">
            {isNamed ? prize.title : words.prize}
          </span>
          {prize.state !== 'unawarded' && (
            <span className={styles.ticket}>
              <span className={styles.label}>{words.price}</span>{' '}
              <strong className={styles.number}>{number(prize.ticketNumber)}</strong>
            </span>
          )}
          <span className={styles.label}>{words.prizeState[prize.state]}</span>
          {prize.passedOn?.map(({ ticketNumber, reason }) => (
            <span key={ticketNumber} className={styles.note}>
              {words.passedOn(ticketNumber, reason)}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
