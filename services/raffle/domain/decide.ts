import type { BuyTickets, Command, OpenRaffle, RehearsePurchase } from './commands.ts';
import { closeRaffle, drawWinner } from './decide-draw.ts';
import { isSameIntent, news, replay, requireOpened, type Decision } from './decision.ts';
import { isSameKey, type RaffleOpened, type TicketSold } from './entries.ts';
import type { Raffle } from './raffle.ts';
import { madeUpAccount, requireRehearsal } from './rehearsal.ts';
import { RuleBroken } from './rule-broken.ts';

export type { Decision } from './decision.ts';

/**
 * Decides a command by the rules. Pure and synchronous: the store calls it under the raffle's lock.
 *
 * @throws {RuleBroken} the rules refuse; nothing changes.
 */
export function decide(command: Command, raffle: Raffle): Decision {
  switch (command.type) {
    case 'OpenRaffle':
      return openRaffle(command, raffle);
    case 'BuyTickets':
      return buyTickets(command, raffle);
    case 'RehearsePurchase':
      return rehearsePurchase(command, raffle);
    case 'CloseRaffle':
      return closeRaffle(command, raffle);
    case 'DrawWinner':
      return drawWinner(command, raffle);
    default:
      return command satisfies never;
  }
}

function openRaffle(command: OpenRaffle, raffle: Raffle): Decision {
  if (raffle.status === 'unopened') return news([opening(command)]);
  if (raffle.status === 'deleted') {
    throw new RuleBroken(
      'raffle-exists',
      `The id ${command.raffle} was a rehearsal's that is deleted. It is never used again; choose another.`,
    );
  }
  if (isSameIntent(raffle.opened.order, command.order)) return replay([raffle.opened]);
  if (isSameKey(raffle.opened.order, command.order)) {
    throw new RuleBroken(
      'idempotency-key-reused',
      `This Idempotency-Key opened the raffle ${command.raffle} already. Use a new key for another one.`,
    );
  }
  throw new RuleBroken(
    'raffle-exists',
    `The raffle ${command.raffle} exists already. Choose another id.`,
  );
}

/** A raffle that is real says nothing about rehearsals: its bytes are what they always were. */
function opening(command: OpenRaffle): RaffleOpened {
  const { rehearsal = false, ...facts } = command;
  return { ...facts, type: 'raffle-opened', ...(rehearsal ? { rehearsal } : {}) };
}

/** @see Decision: a purchase repeated with its key is answered with the tickets it took. */
export function buyTickets(command: BuyTickets, raffle: Raffle): Decision<TicketSold> {
  const { opened, pool } = requireOpened(raffle);
  const held = pool.of(command.holder);
  const before = held.filter(
    (ticket) => ticket.key === command.key && ticket.account === command.account,
  );
  if (before.length === command.quantity) return replay(before);
  if (before.length > 0) {
    throw new RuleBroken(
      'idempotency-key-reused',
      `This Idempotency-Key bought ${tickets(before.length)} already. Nothing more was taken; use a new key for a new purchase.`,
    );
  }
  if (raffle.status !== 'open') {
    throw new RuleBroken(
      'raffle-closed',
      'Sales have ended. No ticket was taken. Look at the raffle to see who wins.',
    );
  }
  if (held.length + command.quantity > opened.perPersonLimit) {
    const allowance = opened.perPersonLimit - held.length;
    const next = allowance > 0 ? `ask for ${allowance} at most` : 'you can buy no more here';
    throw new RuleBroken(
      'limit-reached',
      `You hold ${held.length} of ${tickets(opened.perPersonLimit)} a person may have. No further ticket was taken; ${next}.`,
    );
  }
  const remaining = opened.capacity - pool.size;
  if (command.quantity > remaining) {
    throw new RuleBroken(
      'sold-out',
      remaining === 0
        ? 'Sold out. No ticket was taken. Look at the raffle to see who wins.'
        : `Only ${tickets(remaining)} left. No ticket was taken; ask for fewer.`,
    );
  }
  const { holder, account, key, at } = command;
  return news(
    Array.from({ length: command.quantity }, (_, offset) => {
      const number = pool.size + offset + 1;
      return { type: 'ticket-sold', number, holder, account, key, at } as const;
    }),
  );
}

/**
 * Somebody made up buys, by the rule that holds for all. They take what is left where that is less,
 * so that a rehearsal can be filled to its last ticket.
 *
 * @see Decision: an order repeated with its key is answered with the tickets it took.
 */
export function rehearsePurchase(command: RehearsePurchase, raffle: Raffle): Decision<TicketSold> {
  const { opened, pool } = requireRehearsal(raffle);
  const { holder, key, at } = command;
  const before = pool.of(holder);
  if (before.some((ticket) => ticket.key !== key)) {
    throw new RuleBroken(
      'idempotency-key-reused',
      'This Idempotency-Key ordered another number of tickets already. Nothing more was taken; use a new key for a new order.',
    );
  }
  if (before.length > 0) return replay(before);
  const remaining = opened.capacity - pool.size;
  const isLast = remaining > 0 && remaining < command.quantity;
  const quantity = isLast ? remaining : command.quantity;
  return buyTickets(
    { type: 'BuyTickets', holder, account: madeUpAccount, key, quantity, at },
    raffle,
  );
}

function tickets(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}
