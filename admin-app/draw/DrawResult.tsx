import { useEffect, useRef } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import { Ticket } from '#ui/Ticket.tsx';
import { useMessages } from '../messages/messages.ts';
import { hrefs } from '../page/route.ts';
import { Section } from '../page/Section.tsx';
import { useReason } from '../session/reasons.ts';
import { useSoldTickets } from '../tickets/use-sold-tickets.ts';
import { useDrawRecord } from './use-draw-record.ts';
import styles from './DrawResult.module.css';

export interface DrawResultProps {
  readonly raffle: RaffleView;
  /** Whether the draw was ordered from this page: then reading goes on here. */
  readonly isMine: boolean;
}

/** What the draw came to, who is to be told, and the way to check it. */
export function DrawResult({ raffle, isMine }: DrawResultProps) {
  const { draw: say } = useMessages();
  const formats = formatsOf(useLocale().locale);
  const { id, title, winner, rehearsal } = raffle;
  const ticketNumber = winner!.ticketNumber;
  const draw = useDrawRecord(raffle);
  const { tickets } = useSoldTickets(raffle, useReason('read') === undefined);
  const ticket = tickets?.[ticketNumber - 1];
  const sentence = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isMine) sentence.current?.focus();
  }, [isMine]);
  return (
    <Section title={say.result}>
      <p ref={sentence} tabIndex={-1} className={styles['sentence']}>
        {say.wins(ticketNumber, title)}
      </p>
      <div className={styles['ticket']}>
        <Ticket
          number={formats.number(ticketNumber)}
          label={say.ticket}
          raffle={title}
          mark={rehearsal === true ? say.rehearsal : say.winningTicket}
          look="won"
          {...(ticket === undefined ? {} : { soldAt: say.soldAt(ticket.purchasedAt) })}
        />
      </div>
      {ticket !== undefined && <p>{say.boughtBy(ticket.email)}</p>}
      {draw !== undefined && (
        <>
          <p>{say.drawn(draw)}</p>
          <p className={styles['fairness']}>{say.fairness[draw.randomness]}</p>
        </>
      )}
      <div className={styles['links']}>
        <Link look="button" href={hrefs.audit(id)}>
          {say.verify}
        </Link>
        <Link href={hrefs.projector(id)} isExternal>
          {say.showOnProjector}
        </Link>
      </div>
    </Section>
  );
}
