import type { ReactNode } from 'react';
import type { DrawnRaffleView } from '#contract/raffles.ts';
import { classNames } from '#ui/class-names.ts';
import { PrizeResults } from '#ui/event/PrizeResults.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { Situation } from '../../shared/situation.ts';
import styles from './Result.module.css';

export interface ResultProps {
  readonly raffle: DrawnRaffleView;
  readonly situation: Situation;
  /** The public page of the result. */
  readonly publicUrl: string;
  /** What the viewer still has to pay. */
  readonly unpaid: ReactNode;
  /** Stands at the end, e.g. how current the result is. */
  readonly children?: ReactNode;
}

/** What the draw means for the viewer, the winning ticket, and every prize with its ticket. */
export function Result({ raffle, situation, publicUrl, unpaid, children }: ResultProps) {
  const messages = useMessages();
  const { prizes, drawnAt, sold } = raffle;
  return (
    <section
      aria-label={messages.result}
      className={classNames(styles.result, situation.kind === 'won' && styles.won)}
    >
      <div>
        <p className={styles.next} dir="auto">
          {raffle.title}
        </p>
        <p className={styles.sentence}>{situation.sentence}</p>
        <p className={styles.next}>{situation.next}</p>
      </div>
      {unpaid}
      <PrizeResults prizes={prizes} winningLabel={messages.winningTicket} />
      <p className={styles.drawn}>
        <span>{`${messages.drawnAt(drawnAt)}, ${messages.drawnFrom(sold)}.`}</span>{' '}
        <a className={styles.link} href={publicUrl}>
          {messages.toResult}
        </a>
      </p>
      {children}
    </section>
  );
}
