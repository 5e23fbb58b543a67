import { useEffect, useRef } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { DrawnRaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import { randomnessKind } from '#contract/randomness-kind.ts';
import { PrizeList } from '#ui/PrizeList.tsx';
import { Note, Row } from '#ui/primitives.tsx';
import { Ticket } from '#ui/Ticket.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { hrefs } from '../../shared/route.ts';
import { Section } from '../../shared/Page.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useSoldTickets } from '../../shared/queries/use-sold-tickets.ts';
import { useDrawRecord } from '../../shared/queries/raffle-queries.ts';
import styles from './draw.module.css';

export interface DrawResultProps {
  readonly raffle: DrawnRaffleView;
  /** Whether this page requested the draw; then the result takes the focus. */
  readonly isMine: boolean;
}

/** The winning ticket, its buyer, and links to the audit and the projector. */
export function DrawResult({ raffle, isMine }: DrawResultProps) {
  const { draw: messages } = useMessages();
  const formats = formatsOf(useLocale().locale);
  const { id, title, prizes, rehearsal } = raffle;
  const ticketNumber = raffle.winner?.ticketNumber;
  const draw = useDrawRecord({ raffle });
  const { tickets } = useSoldTickets(raffle, useDisabledReason('read') === undefined);
  const ticket = tickets?.find(({ number }) => number === ticketNumber);
  const result = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isMine) result.current?.focus();
  }, [isMine]);
  return (
    <Section title={messages.result}>
      <Note ref={result} tabIndex={-1} tone="plain" className={styles['result']}>
        {ticketNumber === undefined
          ? messages.winsNothing(title)
          : messages.wins(ticketNumber, title)}
      </Note>
      {ticketNumber !== undefined && (
        <div className={styles['ticket']}>
          <Ticket
            number={formats.number(ticketNumber)}
            label={messages.ticket}
            raffle={title}
            mark={rehearsal === true ? messages.rehearsal : messages.winningTicket}
            look="won"
            {...(ticket === undefined ? {} : { soldAt: messages.soldAt(ticket.purchasedAt) })}
          />
        </div>
      )}
      {prizes.length > 1 && <PrizeList prizes={prizes} words={messages} />}
      {ticket !== undefined && <p>{messages.boughtBy(ticket.email)}</p>}
      {draw !== undefined && (
        <>
          <p>{messages.drawn(draw)}</p>
          <Note size="text">{messages.fairness[randomnessKind(draw)]}</Note>
        </>
      )}
      <Row>
        <Link look="button" href={hrefs.audit(id)}>
          {messages.verify}
        </Link>
        <Link href={hrefs.projector(id)} isExternal>
          {messages.showOnProjector}
        </Link>
      </Row>
    </Section>
  );
}
