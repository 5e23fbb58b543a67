import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { Ticket } from '#ui/Ticket.tsx';
import { useMessages } from '../messages/messages.ts';
import { marksOn, type TicketFacts } from '../state/shown-tickets.ts';
import { QrCode } from './QrCode.tsx';
import type { HeldReceipt } from './receipts-state.ts';
import { receiptFileName } from './receipt-file.ts';
import { useReceiptWords } from './messages/messages.ts';
import styles from './ReceiptCard.module.css';

export interface ReceiptCardProps {
  readonly receipt: HeldReceipt;
  readonly raffleId: string;
  readonly about: TicketFacts;
}

/** A ticket with its receipt on the back: what is shown at a door, and what is printed. */
export function ReceiptCard({ receipt, raffleId, about }: ReceiptCardProps) {
  const say = useMessages();
  const words = useReceiptWords();
  const formats = formatsOf(useLocale().locale);
  const { number, text, facts, fingerprint } = receipt;
  return (
    <div className={styles['card']}>
      <Ticket
        number={formats.number(number)}
        label={say.ticket}
        raffle={about.title}
        {...(facts === undefined ? {} : { soldAt: say.boughtAt(facts.soldAt) })}
        mark={marksOn(number, about, say)}
        look={about.winner === number ? 'won' : 'plain'}
        stub={receipt.shortFingerprint}
      />
      <figure className={styles['back']}>
        <QrCode text={text} label={words.code(number)} />
        <figcaption className={styles['note']}>{words.codeNote}</figcaption>
      </figure>
      <div className={styles['paper']}>
        <p>
          {words.fingerprint}: <code>{fingerprint}</code>
        </p>
        {facts !== undefined && (
          <p>
            {words.log}: <code>{facts.log}</code>
          </p>
        )}
        <p>
          {words.checkCommand} <code>raffle verify {receiptFileName(raffleId, number)}</code>
        </p>
      </div>
    </div>
  );
}
