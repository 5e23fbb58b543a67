import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { classNames } from '#ui/class-names.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import type { Situation } from '../state/situation.ts';
import styles from './Result.module.css';

export interface ResultProps {
  readonly raffle: RaffleView;
  readonly situation: Situation;
  /** The page that shows it to everybody. */
  readonly publicUrl: string;
}

/** What came out, and what that is to the viewer: one line, and the number. */
export function Result({ raffle, situation, publicUrl }: ResultProps) {
  const say = useMessages();
  const { locale } = useLocale();
  const { winner, drawnAt, sold } = raffle;
  return (
    <div className={classNames(styles['result'], situation.kind === 'won' && styles['won'])}>
      <div>
        <p className={styles['sentence']}>{situation.sentence}</p>
        <p className={styles['next']}>{situation.next}</p>
      </div>
      <p className={styles['winning']}>
        <span>{say.winningTicket}</span>
        <strong className={styles['number']}>
          {formatsOf(locale).number(winner!.ticketNumber)}
        </strong>
        <span>
          {say.drawnAt(drawnAt!)}, {say.drawnFrom(sold)}.
        </span>
      </p>
      <a className={styles['link']} href={publicUrl}>
        {say.toResult}
      </a>
    </div>
  );
}
