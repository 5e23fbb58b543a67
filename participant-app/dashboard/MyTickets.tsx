import { useEffect, useRef } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import type { ReceiptPlace } from '../receipts/receipt-place.ts';
import { useReceiptWords } from '../receipts/messages/messages.ts';
import { ReceiptsNote } from '../receipts/ReceiptsNote.tsx';
import type { DashboardState } from '../state/dashboard-state.ts';
import { ticketFactsOf, ticketsToShow } from '../state/shown-tickets.ts';
import type { DashboardActions } from './actions.ts';
import { MyTicket } from './MyTicket.tsx';
import styles from './MyTickets.module.css';

export interface MyTicketsProps {
  readonly state: DashboardState;
  readonly newNumbers: readonly number[];
  readonly headingLevel: 2 | 3;
  readonly place: ReceiptPlace;
  readonly actions: DashboardActions;
}

/**
 * The viewer's tickets, newest first, with their receipts. What was just bought gets the focus.
 * While the service does not say who looks, those that this browser keeps.
 */
export function MyTickets(props: MyTicketsProps) {
  const { state, newNumbers, headingLevel, place, actions } = props;
  const say = useMessages();
  const words = useReceiptWords();
  const Heading = `h${headingLevel}` as const;
  const list = useRef<HTMLUListElement>(null);
  const { viewer } = state;
  const tickets = ticketsToShow(state);
  const facts = ticketFactsOf(state);
  const arrived = tickets.find(({ number }) => newNumbers.includes(number))?.number;
  useEffect(() => {
    if (arrived === undefined || !mayMoveFocus()) return;
    list.current?.querySelector<HTMLElement>(`[data-number="${arrived}"]`)?.focus();
  }, [arrived]);
  const isKnown = viewer.kind === 'signed-in' && viewer.holdings !== 'loading';
  if (!isKnown && tickets.length === 0) return null;
  const hasFailed = viewer.kind === 'signed-in' && viewer.holdings === 'failed';
  return (
    <section className={styles['mine']} aria-label={words.myTickets}>
      <Heading className={styles['title']}>{words.myTickets}</Heading>
      <ReceiptsNote state={state} place={place} />
      {hasFailed && (
        <p className={styles['note']}>
          {words.ticketsFailed}{' '}
          <Button look="plain" onPress={() => actions.reload()}>
            {say.tryAgain}
          </Button>
        </p>
      )}
      {!hasFailed && tickets.length === 0 && <p className={styles['note']}>{words.noneYet}</p>}
      <ul className={styles['list']} ref={list}>
        {tickets.map((ticket) => (
          <MyTicket
            key={ticket.number}
            ticket={ticket}
            facts={facts}
            isNew={newNumbers.includes(ticket.number)}
            place={place}
            actions={actions}
          />
        ))}
      </ul>
    </section>
  );
}

/** Whoever writes something meanwhile is left alone. */
function mayMoveFocus(): boolean {
  return !(document.activeElement instanceof HTMLInputElement);
}
