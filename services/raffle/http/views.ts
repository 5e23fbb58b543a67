import type {
  Account as AccountView,
  AdminKey,
  DrawRecord,
  MyTickets,
  Purchase,
  RaffleView,
  Ticket,
} from '#contract/schemas.ts';
import type { TicketSold } from '../domain/entries.ts';
import type { DrawnRaffle, OpenedRaffle } from '../domain/raffle.ts';
import type { Account } from '../stores/account-store.ts';

/** Who is signed in, as they may see it. The person stays here. */
export function viewAccount({ id, email }: Account): AccountView {
  return { id, email };
}

/** What everybody may see of a raffle. The winner appears once the status is `drawn`. */
export function viewRaffle(raffle: OpenedRaffle): RaffleView {
  return {
    ...viewSales(raffle, raffle.pool.size),
    status: raffle.status,
    ...(raffle.status === 'open' ? {} : { closedAt: raffle.closed.at }),
    ...(raffle.status === 'drawn'
      ? { drawnAt: raffle.drawn.at, winner: { ticketNumber: raffle.drawn.ticketNumber } }
      : {}),
    version: raffle.version,
  };
}

export function viewDraw({ opened, drawn }: DrawnRaffle): DrawRecord {
  return {
    raffle: opened.raffle,
    randomness: opened.randomness,
    fairness: 'Drawn by this server; not publicly verifiable beyond the log.',
    drawnAt: drawn.at,
    ticketCount: drawn.ticketCount,
    index: drawn.index,
    winner: { ticketNumber: drawn.ticketNumber, holder: drawn.holder },
  };
}

/** The tickets of one account, and what is left of its person's quota. */
export function viewMyTickets(raffle: OpenedRaffle, holder: string, account: string): MyTickets {
  const held = raffle.pool.of(holder);
  const mine = held.filter((ticket) => ticket.account === account);
  return {
    tickets: mine.map(viewTicket),
    allowance: allowance(raffle, held.length),
    won:
      raffle.status === 'drawn'
        ? mine.some((ticket) => ticket.number === raffle.drawn.ticketNumber)
        : null,
  };
}

/**
 * The answer to a purchase, as of that purchase: the same for its first reply and for every replay,
 * whatever has happened since.
 */
export function viewPurchase(raffle: OpenedRaffle, tickets: readonly TicketSold[]): Purchase {
  const last = tickets.at(-1)!;
  const held = raffle.pool.of(last.holder).filter((ticket) => ticket.number <= last.number);
  return {
    tickets: tickets.map(viewTicket),
    allowance: allowance(raffle, held.length),
    raffle: viewSales(raffle, last.number),
    receipts: [],
  };
}

export function viewKey({ keyid, publicKey, role, name }: AdminKey): AdminKey {
  return { keyid, publicKey, role, name };
}

/** The raffle while it was open and had sold this many. Its log then: the opening and the tickets. */
function viewSales({ opened }: OpenedRaffle, sold: number): RaffleView {
  return {
    id: opened.raffle,
    title: opened.title,
    status: 'open',
    capacity: opened.capacity,
    sold,
    remaining: opened.capacity - sold,
    perPersonLimit: opened.perPersonLimit,
    randomness: opened.randomness,
    openedAt: opened.at,
    version: sold + 1,
  };
}

function viewTicket({ number, at }: TicketSold): Ticket {
  return { number, purchasedAt: at };
}

function allowance({ opened }: OpenedRaffle, held: number): number {
  return Math.max(0, opened.perPersonLimit - held);
}
