import { winningNumbers, type RaffleView } from '#contract/raffles.ts';
import type { VoidedTicket } from '#contract/tickets.ts';
import type { TicketMark } from '#ui/Ticket.tsx';
import type { Messages } from '../../shared/messages/en.ts';
import type { RaffleState } from '#ui/live/raffle-state.ts';
import { knownRaffle } from '../../shared/live.ts';
import { myTicketsOf, type Viewer } from '../../shared/session.ts';
import { unpaidTickets } from '../../shared/UnpaidNote.tsx';
import { receiptVerdict, type HeldReceipt, type ReceiptsState } from './receipts-state.ts';

/** One of the viewer's tickets. */
export interface ShownTicket {
  readonly number: number;
  /** Log index of the sale. */
  readonly sale: number;
  /** ISO 8601. */
  readonly soldAt: string | undefined;
  readonly receipt: HeldReceipt | undefined;
  /** A receipt proves the ticket, and the service does not list it. */
  readonly isDenied: boolean;
}

/**
 * The viewer's tickets, newest first: those that the service lists, and those with a receipt.
 * Without the voided ones, although a receipt still proves their sale.
 */
export function ticketsToShow(
  viewer: Viewer,
  receipts: ReceiptsState | undefined,
): readonly ShownTicket[] {
  const shown = new Map<number, ShownTicket>();
  const voided = new Set(voidedTicketsOf(viewer).map(({ sale }) => sale));
  for (const receipt of receipts?.receipts.values() ?? []) {
    const { number, sale, facts } = receipt;
    if (voided.has(sale)) continue;
    const isDenied = receipts?.denied.has(sale) === true;
    shown.set(sale, { number, sale, soldAt: facts?.soldAt, receipt, isDenied });
  }
  for (const { number, sale, purchasedAt } of myTicketsOf(viewer)?.tickets ?? []) {
    const receipt = shown.get(sale)?.receipt;
    shown.set(sale, { number, sale, soldAt: purchasedAt, receipt, isDenied: false });
  }
  return [...shown.values()].toSorted((one, other) => other.sale - one.sale);
}

/** The viewer's voided tickets, as the service lists them; none while it has not. */
export function voidedTicketsOf(viewer: Viewer): readonly VoidedTicket[] {
  return myTicketsOf(viewer)?.voided ?? [];
}

/**
 * The tickets as they are shown: those of one purchase with numbers in a row stand together, if there
 * is nothing to say of one of them alone. Lowest number first.
 */
export function groupTickets(
  tickets: readonly ShownTicket[],
  { winners, unpaid }: Pick<TicketFacts, 'winners' | 'unpaid'>,
): readonly (readonly ShownTicket[])[] {
  const groups: ShownTicket[][] = [];
  const isPlain = ({ sale, receipt, isDenied }: ShownTicket) =>
    !isDenied && !winners.includes(sale) && receipt?.checks !== undefined && isGood(receipt);
  for (const ticket of tickets) {
    const group = groups.at(-1);
    const next = group?.[0];
    const isTogether =
      next !== undefined &&
      next.soldAt === ticket.soldAt &&
      next.number === ticket.number + 1 &&
      unpaid.includes(next.sale) === unpaid.includes(ticket.sale) &&
      isPlain(next) &&
      isPlain(ticket);
    if (isTogether) group?.unshift(ticket);
    else groups.push([ticket]);
  }
  return groups;
}

function isGood(receipt: HeldReceipt): boolean {
  return receiptVerdict(receipt) === 'passed';
}

/** What is printed on the tickets of a raffle. Tickets are known by the log index of their sale. */
export interface TicketFacts {
  readonly title: string;
  readonly isRehearsal: boolean;
  /** Sales that hold a prize; none before the draw. */
  readonly winners: readonly number[];
  readonly voided: readonly number[];
  /** Sales that are not marked as paid. */
  readonly unpaid: readonly number[];
  /** Sales whose receipts the service contradicts. */
  readonly contradicted: readonly number[];
  /** Whether it is known which tickets were voided after their sale. */
  readonly isLaterKnown: boolean;
  /** The raffle; undefined while the service does not answer. */
  readonly raffle: RaffleView | undefined;
}

/** What the service says of the raffle; until it answers, what is stored with the receipts. */
export function ticketFactsOf(
  live: RaffleState,
  viewer: Viewer,
  receipts: ReceiptsState | undefined,
): TicketFacts {
  const { title = '', isRehearsal = false, otherKey } = receipts ?? {};
  // Under another key the service tells of another log, so it confirms none of these receipts.
  const contradicted =
    otherKey === undefined ? [...(receipts?.denied ?? [])] : [...(receipts?.receipts.keys() ?? [])];
  const raffle = knownRaffle(live);
  const voided = voidedTicketsOf(viewer).map(({ sale }) => sale);
  const isLaterKnown = myTicketsOf(viewer) !== undefined;
  if (raffle === undefined) {
    const known = { title, isRehearsal, voided, contradicted, isLaterKnown, raffle };
    return { ...known, winners: [], unpaid: [] };
  }
  return {
    raffle,
    isLaterKnown,
    contradicted,
    title: raffle.title,
    isRehearsal: raffle.rehearsal === true,
    winners: findWinningSales(raffle, viewer),
    voided,
    unpaid: unpaidTickets(raffle, myTicketsOf(viewer)?.tickets ?? []).map(({ sale }) => sale),
  };
}

/** A number can be sold again after a void, so a prize belongs to the valid sale of the number. */
function findWinningSales(raffle: RaffleView, viewer: Viewer): readonly number[] {
  if (raffle.status !== 'drawn') return [];
  const winning = new Set(winningNumbers(raffle));
  const tickets = myTicketsOf(viewer)?.tickets ?? [];
  return tickets.filter(({ number }) => winning.has(number)).map(({ sale }) => sale);
}

/** What a ticket shown by itself must say, so that it is not misunderstood. */
export function marksOn(
  sale: number,
  { isRehearsal, winners, voided, unpaid, contradicted }: TicketFacts,
  messages: Messages,
): readonly TicketMark[] {
  const marks = [
    { text: messages.rehearsal.mark, tone: 'caution', isShown: isRehearsal },
    { text: messages.voidedTicket, tone: 'danger', isShown: voided.includes(sale) },
    { text: messages.contradictedTicket, tone: 'danger', isShown: contradicted.includes(sale) },
    { text: messages.winningTicket, tone: 'positive', isShown: winners.includes(sale) },
    { text: messages.unpaidTicket, tone: 'caution', isShown: unpaid.includes(sale) },
  ] as const;
  return marks.filter(({ isShown }) => isShown);
}

/** Whether it is known that the ticket takes part: its receipt holds, and nothing speaks against it. */
export function isKnownValid(
  receipt: HeldReceipt,
  { voided, contradicted, isLaterKnown }: TicketFacts,
): boolean {
  const { sale } = receipt;
  return isGood(receipt) && isLaterKnown && !voided.includes(sale) && !contradicted.includes(sale);
}
