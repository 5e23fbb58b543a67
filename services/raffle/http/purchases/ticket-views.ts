import type {
  ClaimedTickets,
  MyTickets,
  Ticket,
  VoidedTicket,
  WonPrize,
} from '#contract/tickets.ts';
import { asOf } from '../../domain/as-of.ts';
import type { PurchaseDecision } from '../../domain/buy-tickets.ts';
import type { TicketSold } from '../../domain/entries.ts';
import type { SoldTicket } from '../../domain/pool.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { Account } from '../../stores/account-store.ts';
import type { IsPaid } from '../../stores/payment-store.ts';
import type { Outcome } from '../../stores/raffle-store.ts';
import { awardPrizes } from '../raffles/draw-view.ts';
import { writeRaffle } from '../raffles/views.ts';

/** The tickets of one account, and how many more its person may buy. */
export function viewMyTickets(
  raffle: OpenedRaffle,
  {
    holder,
    account,
    isPaid,
  }: { readonly holder: string; readonly account: Account; readonly isPaid: IsPaid },
): MyTickets {
  const mine = raffle.pool.salesOf(holder).filter(({ ticket }) => isOwn(ticket, account));
  return {
    ...viewHeld(raffle, mine, isPaid),
    allowance: countAllowance(raffle, holder),
  };
}

/**
 * Whether an account may see a ticket: it bought it, or the ticket was sold at the desk to exactly
 * its address. Other accounts of the same person share the limit only.
 */
export function isOwn(ticket: TicketSold, { id, email }: Account): boolean {
  return ticket.account === id || (ticket.desk === true && ticket.buyer?.email === email);
}

/** The sales of one buyer as they are now: what is valid, what was voided, what it won. */
export function viewHeld(
  raffle: OpenedRaffle,
  sales: readonly SoldTicket[],
  isPaid: IsPaid,
): Pick<ClaimedTickets, 'tickets' | 'voided' | 'won' | 'prizes'> {
  const prizes = listPrizes(raffle, sales);
  return {
    tickets: sales
      .filter(({ voided }) => voided === undefined)
      .map((sale) => ({ ...viewTicket(sale), ...(isPaid(sale) && { paid: true as const }) })),
    voided: sales.flatMap(viewVoided),
    won: raffle.status === 'drawn' ? prizes.length > 0 : null,
    prizes,
  };
}

/**
 * The reply to a purchase, as of that purchase: the same for the first reply and every replay,
 * whatever has happened since.
 *
 * @returns A `Purchase` as JSON. Most of it is written once for many purchases.
 */
export async function writePurchase({
  entries,
  index,
  raffle,
  writtenReceipts,
}: Outcome<PurchaseDecision>): Promise<string> {
  const [first] = entries;
  if (first === undefined) throw new RangeError('A purchase has at least one ticket.');
  const then = asOf(raffle, index + entries.length);
  const tickets = entries.map((ticket, place) => viewTicket({ ticket, index: index + place }));
  const receipts = await writtenReceipts(tickets.map(({ sale }) => sale));
  const allowance = countAllowance(then, first.holder);
  return `{"tickets":${JSON.stringify(tickets)},"allowance":${allowance},"raffle":${writeRaffle(then)},"receipts":[${receipts.join(',')}]}`;
}

/** A ticket as its owner sees it. */
export function viewTicket({ ticket, index }: SoldTicket): Ticket {
  return { number: ticket.number, purchasedAt: ticket.at, sale: index };
}

/** A voided ticket; an empty list for a valid one. */
function viewVoided({ ticket, index, voided }: SoldTicket): VoidedTicket[] {
  if (voided === undefined) return [];
  const { reason, at: voidedAt } = voided.entry;
  return [{ number: ticket.number, sale: index, reason, voidedAt }];
}

/** The prizes that these sales hold now. A sale is known by its log index, never by its number. */
function listPrizes(raffle: OpenedRaffle, sales: readonly SoldTicket[]): WonPrize[] {
  if (raffle.status !== 'drawn') return [];
  const indexes = new Set(sales.map(({ index }) => index));
  return awardPrizes(raffle).flatMap(({ prize, title, state, ticket }) =>
    ticket !== undefined && indexes.has(ticket.sale)
      ? [{ prize, title, ticketNumber: ticket.ticketNumber, state }]
      : [],
  );
}

function countAllowance({ rules, pool }: OpenedRaffle, holder: string): number {
  return Math.max(0, rules.perPersonLimit - pool.of(holder).length);
}
