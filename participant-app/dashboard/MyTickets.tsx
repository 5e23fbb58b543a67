import { useEffect, useRef } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Ticket } from '#ui/Ticket.tsx';
import type { Messages } from '../messages/en.ts';
import { useMessages } from '../messages/messages.ts';
import type { Viewer } from '../state/dashboard-state.ts';
import styles from './MyTickets.module.css';

export interface MyTicketsProps {
  readonly viewer: Viewer;
  readonly raffle: RaffleView;
  readonly newNumbers: readonly number[];
  readonly headingLevel: 2 | 3;
  readonly onReload: () => void;
}

/** The viewer's tickets, newest first. What was just bought gets the focus. */
export function MyTickets({ viewer, raffle, newNumbers, headingLevel, onReload }: MyTicketsProps) {
  const say = useMessages();
  const Heading = `h${headingLevel}` as const;
  const formats = formatsOf(useLocale().locale);
  const list = useRef<HTMLUListElement>(null);
  const holdings = viewer.kind === 'signed-in' ? viewer.holdings : 'loading';
  const tickets = typeof holdings === 'string' ? [] : holdings.tickets.toReversed();
  const arrived = tickets.find(({ number }) => newNumbers.includes(number))?.number;
  useEffect(() => {
    if (arrived === undefined || !mayMoveFocus()) return;
    list.current?.querySelector<HTMLElement>(`[data-number="${arrived}"]`)?.focus();
  }, [arrived]);
  if (viewer.kind !== 'signed-in' || holdings === 'loading') return null;
  return (
    <section className={styles['mine']} aria-label={say.myTickets}>
      <Heading className={styles['title']}>{say.myTickets}</Heading>
      {holdings === 'failed' && (
        <p className={styles['note']}>
          {say.ticketsFailed}{' '}
          <Button look="plain" onPress={onReload}>
            {say.tryAgain}
          </Button>
        </p>
      )}
      {holdings !== 'failed' && tickets.length === 0 && (
        <p className={styles['note']}>{say.noTickets}</p>
      )}
      <ul className={styles['list']} ref={list}>
        {tickets.map(({ number, purchasedAt }) => {
          const isWinner = raffle.winner?.ticketNumber === number;
          const isNew = newNumbers.includes(number);
          return (
            <li
              key={number}
              tabIndex={-1}
              data-number={number}
              aria-label={say.ticketName(number)}
              className={styles['item']}
            >
              <Ticket
                number={formats.number(number)}
                label={say.ticket}
                raffle={raffle.title}
                soldAt={say.boughtAt(purchasedAt)}
                mark={marksOf(raffle, isWinner, say)}
                look={isWinner ? 'won' : isNew ? 'new' : 'plain'}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A ticket that is shown around by itself says what it is worth. */
function marksOf(raffle: RaffleView, isWinner: boolean, say: Messages): string | undefined {
  const isRehearsal = raffle.rehearsal === true;
  const marks = [
    ...(isRehearsal ? [say.rehearsal.mark] : []),
    ...(isWinner ? [say.winningTicket] : []),
  ];
  return marks.length === 0 ? undefined : marks.join(' · ');
}

/** Whoever writes something meanwhile is left alone. */
function mayMoveFocus(): boolean {
  return !(document.activeElement instanceof HTMLInputElement);
}
