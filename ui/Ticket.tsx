import { classNames } from './class-names.ts';
import styles from './Ticket.module.css';

export interface TicketProps {
  /** Formatted in the reader's language. */
  readonly number: string;
  /** The one line above the number, e.g. "Ticket". */
  readonly label: string;
  readonly raffle: string;
  /** The time of the sale, formatted. */
  readonly soldAt?: string;
  readonly prize?: string | undefined;
  /** What an organiser or the law wants on a ticket, e.g. the draw, the price, the licence. */
  readonly facts?: readonly TicketFact[];
  /** Words of state, e.g. "Valid". */
  readonly marks?: readonly TicketMark[];
  readonly look?: 'plain' | 'won' | 'new';
  readonly stubLabel?: string;
  /** Small print under the number: the receipt's fingerprint. */
  readonly stub?: string | undefined;
}

export interface TicketFact {
  readonly label: string;
  readonly text: string;
}

export interface TicketMark {
  readonly text: string;
  /** `plain`: not a judgement, e.g. the buyer's name. */
  readonly tone: 'plain' | 'positive' | 'caution' | 'danger';
}

/** A paper ticket: a stub with the number, a perforation, and the raffle. */
export function Ticket(props: TicketProps) {
  const {
    number,
    label,
    raffle,
    soldAt,
    prize,
    facts = [],
    marks = [],
    look = 'plain',
    stub,
    stubLabel,
  } = props;
  return (
    <div className={classNames(styles.shadow, look !== 'plain' && styles[look])}>
      <div className={styles.ticket}>
        <div className={styles.stub}>
          <span className={styles.label}>{label}</span>
          <span className={styles.number} style={{ '--length': number.length }}>
            {number}
          </span>
          {stub !== undefined && (
            <>
              <span className={styles.print}>{stubLabel}</span>
              <span className={styles.print}>{stub}</span>
            </>
          )}
        </div>
        <div className={styles.body}>
          <span className={styles.raffle}>{raffle}</span>
          {prize !== undefined && (
            <span className={styles.prize} dir="auto">
              {prize}
            </span>
          )}
          {facts.length > 0 && (
            <dl className={styles.facts}>
              {facts.map(({ label: name, text }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd dir="auto">{text}</dd>
                </div>
              ))}
            </dl>
          )}
          {soldAt !== undefined && <span className={styles.time}>{soldAt}</span>}
          {marks.length > 0 && (
            <span className={styles.marks}>
              {marks.map(({ text, tone }) => (
                <span key={text} className={classNames(styles.mark, styles[tone])}>
                  {text}
                </span>
              ))}
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
