import { useLocale } from 'react-aria/I18nProvider';
import { namedPrizes, type AwardedPrize } from '#contract/raffles.ts';
import { formatsOf } from '../formats.ts';
import { eventWords } from './words.ts';
import styles from './PrizeResults.module.css';

export interface PrizeResultsProps {
  readonly prizes: readonly AwardedPrize[];
  /** Stands above the number of a single prize, e.g. "Winning ticket". */
  readonly winningLabel: string;
}

/**
 * Every prize of a draw with the ticket that holds it, its state, and the tickets that held it before,
 * the first prize first. The ticket of a single prize is one large number.
 */
export function PrizeResults({ prizes, winningLabel }: PrizeResultsProps) {
  const words = eventWords.useMessages();
  const names = namedPrizes(prizes);
  const { number } = formatsOf(useLocale().locale);
  const [only] = prizes;
  if (only !== undefined && prizes.length === 1 && only.state !== 'unawarded') {
    return (
      <div className={styles.only}>
        <span dir="auto">{[...names, winningLabel].join('\u{A0}· ')}</span>
        <strong className={styles.winning}>{number(only.ticketNumber)}</strong>
        {only.state !== 'drawn' && <span>{words.prizeState[only.state]}</span>}
        <PassedOn prize={only} />
      </div>
    );
  }
  return (
    <ol className={styles.prizes}>
      {prizes.map((prize, place) => (
        // Two prizes may have the same title, and they never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={place} className={styles.prize}>
          <span className={styles.title} dir="auto">
            {names.length > 0 ? prize.title : words.prize}
          </span>
          {prize.state !== 'unawarded' && (
            <span className={styles.ticket}>
              <span className={styles.label}>{words.price}</span>{' '}
              <strong className={styles.number}>{number(prize.ticketNumber)}</strong>
            </span>
          )}
          <span className={styles.label}>{words.prizeState[prize.state]}</span>
          <PassedOn prize={prize} />
        </li>
      ))}
    </ol>
  );
}

/** The tickets that held a prize before. */
function PassedOn({ prize }: { readonly prize: AwardedPrize }) {
  const words = eventWords.useMessages();
  return prize.passedOn?.map(({ ticketNumber, reason }) => (
    <span key={ticketNumber} className={styles.note}>
      {words.passedOn(ticketNumber, reason)}
    </span>
  ));
}
