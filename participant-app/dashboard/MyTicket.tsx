import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { Ticket } from '#ui/Ticket.tsx';
import { useMessages } from '../messages/messages.ts';
import type { ReceiptPlace } from '../receipts/receipt-place.ts';
import { TicketReceipt } from '../receipts/TicketReceipt.tsx';
import { marksOn, type ShownTicket, type TicketFacts } from '../state/shown-tickets.ts';
import type { DashboardActions } from './actions.ts';
import styles from './MyTickets.module.css';

export interface MyTicketProps {
  readonly ticket: ShownTicket;
  readonly facts: TicketFacts;
  readonly isNew: boolean;
  readonly place: ReceiptPlace;
  readonly actions: DashboardActions;
}

/** One of the viewer's tickets, and what can be done with its receipt. */
export function MyTicket({ ticket, facts, isNew, place, actions }: MyTicketProps) {
  const say = useMessages();
  const formats = formatsOf(useLocale().locale);
  const { number, soldAt, receipt, isDenied } = ticket;
  const isWinner = facts.winner === number;
  return (
    <li
      tabIndex={-1}
      data-number={number}
      aria-label={say.ticketName(number)}
      className={styles['item']}
    >
      <Ticket
        number={formats.number(number)}
        label={say.ticket}
        raffle={facts.title}
        {...(soldAt === undefined ? {} : { soldAt: say.boughtAt(soldAt) })}
        mark={marksOn(number, facts, say)}
        look={isWinner ? 'won' : isNew ? 'new' : 'plain'}
        stub={receipt?.shortFingerprint}
      />
      {receipt !== undefined && (
        <TicketReceipt
          receipt={receipt}
          isDenied={isDenied}
          place={place}
          onShow={actions.showReceipt}
        />
      )}
    </li>
  );
}
