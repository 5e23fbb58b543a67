import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { Ticket } from '#ui/Ticket.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useReceiptWords } from './messages.ts';
import { QrCode } from '#ui/QrCode.tsx';
import { writeReceiptLink } from './receipt-link.ts';
import type { HeldReceipt } from './receipts-state.ts';
import { marksOn, type TicketFacts } from './shown-tickets.ts';
import styles from './ReceiptCard.module.css';

export interface ReceiptCardProps {
  readonly receipt: HeldReceipt;
  readonly serviceUrl: string;
  readonly about: TicketFacts;
}

/** A ticket with the QR code of its receipt, for showing and printing. */
export function ReceiptCard({ receipt, serviceUrl, about }: ReceiptCardProps) {
  const messages = useMessages();
  const words = useReceiptWords();
  const formats = formatsOf(useLocale().locale);
  const { number, sale, text, facts, fingerprint } = receipt;
  return (
    <div className={styles.card}>
      <Ticket
        number={formats.number(number)}
        label={messages.ticket}
        raffle={about.title}
        {...(facts === undefined ? {} : { soldAt: messages.boughtAt(facts.soldAt) })}
        mark={marksOn(sale, about, messages)}
        look={about.winners.includes(sale) ? 'won' : 'plain'}
        stub={receipt.shortFingerprint}
      />
      <figure className={styles.back}>
        <QrCode text={writeReceiptLink(serviceUrl, text)} label={words.code(number)} />
        <figcaption className={styles.note}>{words.codeNote}</figcaption>
      </figure>
      <div className={styles.paper}>
        <p>
          <span>{`${words.fingerprint}:`}</span> <code>{fingerprint}</code>
        </p>
        {facts !== undefined && (
          <p>
            <span>{`${words.log}:`}</span> <code>{facts.log}</code>
          </p>
        )}
        <p>
          <span>{words.checkAt}</span> <code>{new URL('/receipt', serviceUrl).href}</code>
        </p>
      </div>
    </div>
  );
}
