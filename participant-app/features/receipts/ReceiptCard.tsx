import { useLocale } from 'react-aria/I18nProvider';
import { namedPrizes, type RaffleView } from '#contract/raffles.ts';
import { eventWords, type EventWords } from '#ui/event/words.ts';
import { formatsOf, type Formats } from '#ui/formats.ts';
import { QrCode } from '#ui/QrCode.tsx';
import { Ticket, type TicketFact } from '#ui/Ticket.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useReceiptWords, type ReceiptWords } from './messages.ts';
import { writeShortReceiptLink } from './receipt-link.ts';
import type { HeldReceipt } from './receipts-state.ts';
import { isKnownValid, marksOn, type TicketFacts } from './shown-tickets.ts';
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
  const event = eventWords.useMessages();
  const formats = formatsOf(useLocale().locale);
  const { number, sale, text, facts, fingerprint } = receipt;
  const valid = { text: words.valid, tone: 'positive' } as const;
  return (
    <div className={styles.card}>
      <Ticket
        number={formats.number(number)}
        label={messages.ticket}
        raffle={about.title}
        prize={about.raffle && prizeOf(about.raffle, event)}
        facts={factsOf(about.raffle, facts?.soldAt, { words, event, formats })}
        marks={[
          ...(isKnownValid(receipt, about) ? [valid] : []),
          ...marksOn(sale, about, messages),
        ]}
        look={about.winners.includes(sale) ? 'won' : 'plain'}
        stubLabel={words.shortFingerprint}
        stub={receipt.shortFingerprint}
      />
      <figure className={styles.back}>
        <div className={styles.code}>
          <QrCode text={writeShortReceiptLink(serviceUrl, text)} label={words.code(number)} />
        </div>
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

/** The prize of a raffle, or the first one and how many more there are. */
function prizeOf({ prizes }: RaffleView, event: EventWords): string | undefined {
  const [first, ...more] = namedPrizes(prizes);
  if (first === undefined || more.length === 0) return first;
  return `${first} ${event.morePrizes(more.length)}`;
}

interface Wording {
  readonly words: ReceiptWords;
  readonly event: EventWords;
  readonly formats: Formats;
}

/** What stands on a ticket beside its number and prize. */
function factsOf(
  raffle: RaffleView | undefined,
  soldAt: string | undefined,
  { words, event, formats }: Wording,
): readonly TicketFact[] {
  const { price, drawAt, organiser, licence } = raffle?.notice ?? {};
  const facts: readonly (readonly [label: string, text: string | undefined])[] = [
    [event.draw, drawAt && formats.day(drawAt)],
    [event.priceLabel, price && formats.money(price.amount, price.currency)],
    [words.organiser, organiser],
    [words.licence, licence],
    [words.soldAt, soldAt && formats.moment(soldAt)],
  ];
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));
}
