import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { isolateText } from '#contract/shown-text.ts';
import { Button } from '#ui/Button.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Note, Row, Stack, Title } from '#ui/primitives.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { Ticket } from '#ui/Ticket.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { MadeSale } from './use-desk-sale.ts';
import styles from './desk.module.css';

export interface SoldSlipProps extends MadeSale {
  readonly raffle: RaffleView;
  /** Puts the tickets away for the next sale. */
  readonly onNext: () => void;
}

/** The tickets of a sale, for the buyer: on the screen, as a link to scan, and on paper. */
export function SoldSlip({ raffle, sale, request, onNext }: SoldSlipProps) {
  const { sold: messages } = useMessages().desk;
  const { number, moment } = formatsOf(useLocale().locale);
  const [isSmall, setIsSmall] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { tickets, claimUrl } = sale;
  const { buyer, paid = false } = request;
  const who = buyer?.name ?? buyer?.email;
  const numbers = tickets.map((ticket) => ticket.number);
  const print = (onSmallPaper: boolean) => {
    // The sheet must have its size before the browser lays out the paper.
    flushSync(() => setIsSmall(onSmallPaper));
    window.print();
  };
  return (
    <Stack gap={6} width="form" data-paper={isSmall ? 'A6' : undefined}>
      <Stack gap={2} isScreenOnly>
        <Title level={2} ref={heading} tabIndex={-1}>
          {messages.title(numbers)}
        </Title>
        <p>{messages.money({ quantity: tickets.length, paid, price: raffle.notice?.price })}</p>
      </Stack>
      <Stack gap={3} className={styles['scan']}>
        <div className={styles['code']}>
          <QrCode text={claimUrl} label={messages.code} />
        </div>
        <p>{messages.scan}</p>
        <PrintedFacts raffle={raffle} />
      </Stack>
      <Stack element="ul" gap={3}>
        {tickets.map((ticket) => (
          <li key={ticket.sale}>
            <Ticket
              number={number(ticket.number)}
              label={messages.ticket}
              raffle={raffle.title}
              soldAt={moment(ticket.purchasedAt)}
              marks={who === undefined ? [] : [{ text: isolateText(who), tone: 'plain' }]}
              look="new"
            />
          </li>
        ))}
      </Stack>
      <Row isScreenOnly className={styles['confirm']}>
        <Button onPress={onNext}>{messages.next}</Button>
        <Button look="quiet" onPress={() => print(false)}>
          {messages.print}
        </Button>
        <Button look="quiet" onPress={() => print(true)}>
          {messages.printSmall}
        </Button>
      </Row>
      <Note isScreenOnly>{messages.mistake}</Note>
    </Stack>
  );
}

/** What a ticket on paper must say, from the notice. */
function PrintedFacts({ raffle }: Pick<SoldSlipProps, 'raffle'>) {
  const { sold: messages } = useMessages().desk;
  const { money, moment } = formatsOf(useLocale().locale);
  const { notice = {}, closesAt } = raffle;
  const drawAt = notice.drawAt ?? closesAt;
  const { price } = notice;
  const facts = [
    ...raffle.prizes.map(({ title }) => isolateText(title)),
    ...(drawAt === undefined ? [] : [messages.draw(moment(drawAt))]),
    ...[notice.organiser, notice.contact, notice.licence].filter((line) => line !== undefined),
    ...(price === undefined ? [] : [messages.price(money(price.amount, price.currency))]),
  ];
  return (
    <Stack element="ul" gap={1} className={styles['facts']}>
      {[...new Set(facts)].map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </Stack>
  );
}
