import type { Messages } from '../messages/en.ts';
import type { HeldReceipt } from '../receipts/receipts-state.ts';
import { knownRaffle, myTicketsOf, type DashboardState } from './dashboard-state.ts';

/** A ticket of the viewer's, as far as it is known here. */
export interface ShownTicket {
  readonly number: number;
  /** ISO 8601. */
  readonly soldAt: string | undefined;
  readonly receipt: HeldReceipt | undefined;
  /** The service does not list it any more, and the receipt proves it. */
  readonly isDenied: boolean;
}

/**
 * The viewer's tickets, newest first: what the service lists and what receipts here prove. A
 * ticket that is only in one of the two is shown as well. Pure.
 */
export function ticketsToShow({ viewer, receipts }: DashboardState): readonly ShownTicket[] {
  const shown = new Map<number, ShownTicket>();
  for (const receipt of receipts?.receipts.values() ?? []) {
    const { number, facts } = receipt;
    const isDenied = receipts!.denied.has(number);
    shown.set(number, { number, soldAt: facts?.soldAt, receipt, isDenied });
  }
  for (const { number, purchasedAt } of myTicketsOf(viewer)?.tickets ?? []) {
    const receipt = shown.get(number)?.receipt;
    shown.set(number, { number, soldAt: purchasedAt, receipt, isDenied: false });
  }
  return [...shown.values()].toSorted((one, other) => other.number - one.number);
}

/** What stands on every ticket of a raffle. */
export interface TicketFacts {
  readonly title: string;
  readonly isRehearsal: boolean;
  readonly winner: number | undefined;
}

/** What the service says of the raffle; while it does not, what is kept with the receipts. Pure. */
export function ticketFactsOf(state: DashboardState): TicketFacts {
  const { title = '', isRehearsal = false } = state.receipts ?? {};
  const raffle = knownRaffle(state);
  if (raffle === undefined) return { title, isRehearsal, winner: undefined };
  return {
    title: raffle.title,
    isRehearsal: raffle.rehearsal === true,
    winner: raffle.winner?.ticketNumber,
  };
}

/** A ticket that is shown around by itself says what it is worth. Pure. */
export function marksOn(
  number: number,
  { isRehearsal, winner }: TicketFacts,
  say: Messages,
): string | undefined {
  const marks = [
    ...(isRehearsal ? [say.rehearsal.mark] : []),
    ...(winner === number ? [say.winningTicket] : []),
  ];
  return marks.length === 0 ? undefined : marks.join(' · ');
}
