import type {
  Account as AccountView,
  AdminKey as AdminKeyView,
  AuditKey,
  DrawRecord,
  MyTickets,
  Purchase,
  RaffleView,
  Ticket,
} from '#contract/schemas.ts';
import type { RaffleClosed, RaffleOpened, TicketSold } from '../domain/entries.ts';
import type { DrawnRaffle, OpenedRaffle } from '../domain/raffle.ts';
import type { Account } from '../stores/account-store.ts';
import type { AdminKey, EnrolledKey } from '../stores/admin-store.ts';

/** What everybody may see of a raffle. The winner appears once the status is `drawn`. */
export function viewRaffle(raffle: OpenedRaffle): RaffleView {
  return {
    ...viewSales(raffle, raffle.pool.size),
    status: raffle.status,
    ...(raffle.status === 'open' ? {} : viewClosed(raffle.closed)),
    ...(raffle.status === 'drawn'
      ? { drawnAt: raffle.drawn.at, winner: { ticketNumber: raffle.drawn.ticketNumber } }
      : {}),
    version: raffle.version,
  };
}

/** The answer to an opening, as of that opening: the same for its first reply and every replay. */
export function viewOpening(raffle: OpenedRaffle): RaffleView {
  return viewSales(raffle, 0);
}

/** The answer to a closing, as of that closing. Nothing was sold after it. */
export function viewClosing(raffle: OpenedRaffle, closed: RaffleClosed): RaffleView {
  const sales = viewSales(raffle, closed.ticketCount);
  const version = sales.version + 1;
  return { ...sales, status: 'closed', ...viewClosed(closed), version };
}

/** What the randomness is worth, for whoever reads a draw. */
const fairness = {
  local: 'Drawn by this server; not publicly verifiable beyond the log.',
  drand:
    'Sealed at the closing and decided by a public beacon; anybody can recompute it. Whoever controls this service could still choose together with the beacon’s keepers, or alone if nobody else saw the sealed closing before the beacon was published.',
} as const;

export function viewDraw({ opened, closed, drawn }: DrawnRaffle): DrawRecord {
  return {
    raffle: opened.raffle,
    randomness: opened.randomness,
    ...markRehearsal(opened),
    fairness: fairness[opened.randomness],
    drawnAt: drawn.at,
    ticketCount: drawn.ticketCount,
    index: drawn.index,
    winner: { ticketNumber: drawn.ticketNumber, holder: drawn.holder },
    ...(closed.seal === undefined ? {} : { seal: closed.seal }),
    ...(drawn.reveal === undefined ? {} : { reveal: drawn.reveal }),
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
export function viewPurchase(
  raffle: OpenedRaffle,
  tickets: readonly TicketSold[],
  receipts: readonly string[],
): Purchase {
  const last = tickets.at(-1)!;
  const held = raffle.pool.of(last.holder).filter((ticket) => ticket.number <= last.number);
  return {
    tickets: tickets.map(viewTicket),
    allowance: allowance(raffle, held.length),
    raffle: viewSales(raffle, last.number),
    receipts: [...receipts],
  };
}

/** What somebody may see of their own account. */
export function viewAccount({ id, email }: Account): AccountView {
  return { id, email };
}

/** A key as the audit bundle names it. */
export function viewAuditKey({ keyid, publicKey, role, name }: AdminKey): AuditKey {
  return { keyid, publicKey, role, name };
}

/** A key as operators see it. */
export function viewKey(key: EnrolledKey): AdminKeyView {
  const { isRevoked, enrolledAt, invitedBy, lastUsedAt } = key;
  return {
    ...viewAuditKey(key),
    isRevoked,
    ...(enrolledAt === undefined ? {} : { enrolledAt }),
    ...(invitedBy === undefined ? {} : { invitedBy }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
  };
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
    ...markRehearsal(opened),
    openedAt: opened.at,
    version: sold + 1,
  };
}

function viewClosed({ at, seal }: RaffleClosed): Pick<RaffleView, 'closedAt' | 'seal'> {
  return { closedAt: at, ...(seal === undefined ? {} : { seal }) };
}

/** Says that it is a rehearsal, where it is one. */
export function markRehearsal({ rehearsal }: RaffleOpened): Pick<RaffleView, 'rehearsal'> {
  return rehearsal === undefined ? {} : { rehearsal };
}

function viewTicket({ number, at }: TicketSold): Ticket {
  return { number, purchasedAt: at };
}

function allowance({ opened }: OpenedRaffle, held: number): number {
  return Math.max(0, opened.perPersonLimit - held);
}
