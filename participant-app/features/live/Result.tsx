import { useLocale } from 'react-aria/I18nProvider';
import type { DrawnRaffleView } from '#contract/raffles.ts';
import { classNames } from '#ui/class-names.ts';
import { formatsOf } from '#ui/formats.ts';
import { PrizeList } from '#ui/PrizeList.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { Situation } from '../../shared/situation.ts';
import styles from './Result.module.css';

export interface ResultProps {
  readonly raffle: DrawnRaffleView;
  readonly situation: Situation;
  /** The public page of the result. */
  readonly publicUrl: string;
}

/** The winning ticket, and what it means for the viewer. */
export function Result({ raffle, situation, publicUrl }: ResultProps) {
  const messages = useMessages();
  const { locale } = useLocale();
  const { winner, prizes, drawnAt, sold } = raffle;
  return (
    <div className={classNames(styles.result, situation.kind === 'won' && styles.won)}>
      <div>
        <p className={styles.sentence}>{situation.sentence}</p>
        <p className={styles.next}>{situation.next}</p>
      </div>
      <p className={styles.winning}>
        <span>{messages.winningTicket}</span>
        {winner !== undefined && (
          <strong className={styles.number}>{formatsOf(locale).number(winner.ticketNumber)}</strong>
        )}
        <span>{`${messages.drawnAt(drawnAt)}, ${messages.drawnFrom(sold)}.`}</span>
      </p>
      {prizes.length > 1 && <PrizeList prizes={prizes} words={messages} />}
      <a className={styles.link} href={publicUrl}>
        {messages.toResult}
      </a>
    </div>
  );
}
