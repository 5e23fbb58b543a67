import { buyTickets } from './buy-tickets.ts';
import type { RehearsePurchase } from './commands.ts';
import { requireOpened, RuleBroken, type Decision } from './decision.ts';
import type { TicketSold } from './entries.ts';
import type { OpenedRaffle, Raffle } from './raffle.ts';

/** The account of every made-up participant. Ids of real accounts are longer. */
export const madeUpAccount = 'made-up';

/**
 * Sells tickets to a made-up participant under the rules for real ones. If fewer tickets are left
 * than wanted, the participant takes those, so that a rehearsal can be filled to its last ticket.
 * A request repeated with its key gets the tickets of the first time.
 *
 * @throws {RuleBroken} as `buyTickets`; `not-a-rehearsal`: the raffle is real.
 */
export function rehearsePurchase(command: RehearsePurchase, raffle: Raffle): Decision<TicketSold> {
  const { rules, pool } = requireRehearsal(raffle);
  const { holder, key, at } = command;
  const before = pool.salesOf(holder).map(({ ticket }) => ticket);
  if (before.some((ticket) => ticket.key !== key)) {
    throw new RuleBroken(
      'idempotency-key-reused',
      'This Idempotency-Key was used for another number of tickets. Nothing more was taken; use a new key for a new request.',
    );
  }
  if (before.length > 0) return { entries: before, replayed: true };
  const remaining = rules.capacity - pool.size;
  const isLast = remaining > 0 && remaining < command.quantity;
  const quantity = isLast ? remaining : command.quantity;
  return buyTickets(
    { type: 'BuyTickets', holder, account: madeUpAccount, key, quantity, at },
    raffle,
  );
}

/** @throws {RuleBroken} `raffle-not-found`; `not-a-rehearsal`: the raffle is real. */
function requireRehearsal(raffle: Raffle): OpenedRaffle {
  const opened = requireOpened(raffle);
  if (opened.opened.rehearsal === true) return opened;
  throw new RuleBroken(
    'not-a-rehearsal',
    `The raffle ${opened.opened.raffleId} is real: its participants are not made up, and it cannot be deleted. Nothing was changed.`,
  );
}

/**
 * Requires that a raffle may be deleted, or is deleted already.
 *
 * @throws {RuleBroken} `raffle-not-found`; `not-a-rehearsal`: the raffle is real.
 */
export function requireDeletable(raffle: Raffle): void {
  if (raffle.status !== 'deleted') requireRehearsal(raffle);
}
