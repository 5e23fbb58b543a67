import type { BuyTickets } from './commands.ts';
import { decisionTime, requireOpened, RuleBroken, type Decision } from './decision.ts';
import type { ParticipantSale, TicketSold } from './entries.ts';
import type { SoldTicket } from './pool.ts';
import type { OpenedRaffle, Raffle } from './raffle.ts';

/** A purchase that the rules allow. */
export interface PurchaseDecision extends Decision<TicketSold> {
  /** Log index of the first ticket's sale. Those of the others follow it. */
  readonly index: number;
}

/**
 * Sells the lowest free numbers to a participant. A purchase repeated with its key gets the tickets
 * of the first time, also if they were voided since.
 *
 * @throws {RuleBroken} `raffle-not-found`, `rules-changed`; as `reserveTickets`;
 *   `idempotency-key-reused`: the key bought another number of tickets. No ticket was taken.
 */
export function buyTickets(command: BuyTickets, raffle: Raffle): PurchaseDecision {
  const opened = requireOpened(raffle);
  const { holder, account, key, quantity } = command;
  const sales = opened.pool.salesOf(holder);
  const before = sales.filter(({ ticket }) => ticket.key === key && ticket.account === account);
  const [first] = before;
  if (first !== undefined) {
    const entries = before.map(({ ticket }) => ticket);
    if (before.length === quantity) return { entries, index: first.index, replayed: true };
    throw new RuleBroken(
      'idempotency-key-reused',
      `This Idempotency-Key bought ${countTickets(before.length)} already. Nothing more was taken; use a new key for a new purchase.`,
    );
  }
  const at = decisionTime(opened, command.at);
  const tickets = reserveTickets(opened, { sales, quantity, at, rules: command.rules });
  const entries = tickets.map(({ number, slot }): ParticipantSale => {
    const sale = { type: 'ticket-sold', number, holder, account, key, at } as const;
    return slot === undefined ? sale : { ...sale, slot };
  });
  return { entries, index: opened.version, replayed: false };
}

interface Reservation {
  /** Every sale to the holder. */
  readonly sales: readonly SoldTicket[];
  readonly quantity: number;
  /** Time of the decision. */
  readonly at: string;
  /** Log index of the rules that the buyer saw; undefined: not compared. */
  readonly rules?: number | undefined;
}

/**
 * The numbers and slots that the tickets of one sale get.
 *
 * @throws {RuleBroken} `raffle-closed`, `raffle-cancelled`, `not-open-yet`, `rules-changed`,
 *   `limit-reached`, `sold-out`. No ticket was taken.
 */
export function reserveTickets(
  raffle: OpenedRaffle,
  { sales, quantity, at, rules }: Reservation,
): { readonly number: number; readonly slot?: number }[] {
  requireOnSale(raffle, at);
  if (rules !== undefined && rules !== raffle.rulesIndex) {
    throw new RuleBroken(
      'rules-changed',
      'The organiser has changed this raffle since you looked at it. No ticket was taken. Read the raffle again, then decide.',
      { rules: raffle.rulesIndex },
    );
  }
  const { pool } = raffle;
  const { capacity, perPersonLimit } = raffle.rules;
  const held = sales.filter(({ voided }) => voided === undefined);
  if (held.length + quantity > perPersonLimit) {
    const allowance = perPersonLimit - held.length;
    const next = allowance > 0 ? `ask for ${allowance} at most` : 'no more can be bought';
    throw new RuleBroken(
      'limit-reached',
      `A person may have ${countTickets(perPersonLimit)}, and this one has ${held.length}. No further ticket was taken; ${next}.`,
    );
  }
  const remaining = capacity - pool.size;
  if (quantity > remaining) {
    throw new RuleBroken(
      'sold-out',
      remaining === 0
        ? 'Sold out. No ticket was taken. Look at the raffle to see who wins.'
        : `Only ${countTickets(remaining)} left. No ticket was taken; ask for fewer.`,
    );
  }
  const slots = held.length === 0 ? [] : freeSlots(held, quantity);
  return pool.nextNumbers(quantity).map((number, index) => {
    const slot = slots[index] ?? index + 1;
    return slot === 1 ? { number } : { number, slot };
  });
}

/** @throws {RuleBroken} `raffle-closed`, `raffle-cancelled`, `not-open-yet`. */
function requireOnSale({ status, rules }: OpenedRaffle, at: string): void {
  if (status === 'cancelled') {
    throw new RuleBroken(
      'raffle-cancelled',
      'The organiser has cancelled this raffle. No ticket was taken.',
    );
  }
  // The closing that is due comes first, but not even without it may a ticket be sold after its time.
  if (status !== 'open' || (rules.closesAt !== undefined && at >= rules.closesAt)) {
    throw new RuleBroken(
      'raffle-closed',
      'Sales have ended. No ticket was taken. Look at the raffle to see who wins.',
    );
  }
  if (rules.opensAt === undefined || at >= rules.opensAt) return;
  throw new RuleBroken(
    'not-open-yet',
    `Sales begin at ${rules.opensAt}. No ticket was taken. Try again then.`,
    { opensAt: rules.opensAt },
  );
}

/** The lowest slots that none of the holder's valid tickets has. */
function freeSlots(held: readonly SoldTicket[], quantity: number): readonly number[] {
  const used = new Set(held.map(({ ticket: { slot = 1 } }) => slot));
  const slots: number[] = [];
  for (let slot = 1; slots.length < quantity; slot += 1) {
    if (!used.has(slot)) slots.push(slot);
  }
  return slots;
}

function countTickets(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}
