import type { RaffleView } from '#contract/raffles.ts';
import type { Ticket } from '#contract/tickets.ts';
import { Note } from '#ui/primitives.tsx';
import { useMessages } from './messages/messages.ts';

export interface UnpaidNoteProps {
  readonly raffle: RaffleView;
  /** The reader's valid tickets. */
  readonly tickets: readonly Ticket[];
}

/** Which of the tickets are not marked as paid, and how to pay; nothing if all are. */
export function UnpaidNote({ raffle, tickets }: UnpaidNoteProps) {
  const { unpaid, confirm } = useMessages();
  const numbers = unpaidTickets(raffle, tickets).map(({ number }) => number);
  if (numbers.length === 0) return null;
  return (
    <Note tone="caution" size="text">
      <strong>{unpaid(numbers)}</strong>{' '}
      <span dir="auto">{raffle.notice?.payment ?? confirm.pay}</span>
    </Note>
  );
}

/** The tickets that cost something and are not marked as paid. A cancelled raffle asks for nothing. */
export function unpaidTickets(
  { status, notice }: RaffleView,
  tickets: readonly Ticket[],
): readonly Ticket[] {
  const isFree = (notice?.price?.amount ?? 0) === 0;
  if (isFree || status === 'cancelled') return [];
  return tickets.filter(({ paid }) => paid !== true);
}
