import type { BuyTickets, Command, OpenRaffle } from './commands.ts';
import { closeRaffle, drawWinner } from './decide-draw.ts';
import { isSameIntent, news, replay, requireOpened, type Decision } from './decision.ts';
import { isSameKey, type TicketSold } from './entries.ts';
import type { Raffle } from './raffle.ts';
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
    case 'CloseRaffle':
      return closeRaffle(command, raffle);
    case 'DrawWinner':
      return drawWinner(command, raffle);
    default:
      return command satisfies never;
  }
}

function openRaffle(command: OpenRaffle, raffle: Raffle): Decision {
  const { type: _, ...facts } = command;
  if (raffle.status === 'unopened') return news({ type: 'raffle-opened', ...facts });
  if (isSameIntent(raffle.opened.order, command.order)) return replay(raffle.opened);
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

/** @see Decision: a purchase repeated with its key is answered with the tickets it took. */
export function buyTickets(command: BuyTickets, raffle: Raffle): Decision<TicketSold> {
  const { opened, pool } = requireOpened(raffle);
  const held = pool.of(command.holder);
  const before = held.filter(
    (ticket) => ticket.key === command.key && ticket.account === command.account,
  );
  if (before.length === command.quantity) return replay(...before);
  if (before.length > 0) {
    throw new RuleBroken(
      'idempotency-key-reused',
      `This Idempotency-Key bought ${tickets(before.length)} already. Nothing more was taken; use a new key for a new purchase.`,
    );
  }
  if (raffle.status !== 'open') {
    throw new RuleBroken('raffle-closed', 'Sales have ended. No ticket was taken.');
  }
  if (held.length + command.quantity > opened.perPersonLimit) {
    throw new RuleBroken(
      'limit-reached',
      `You hold ${held.length} of ${tickets(opened.perPersonLimit)} a person may have. No further ticket was taken.`,
    );
  }
  const remaining = opened.capacity - pool.size;
  if (command.quantity > remaining) {
    throw new RuleBroken(
      'sold-out',
      remaining === 0
        ? 'Sold out. No ticket was taken.'
        : `Only ${tickets(remaining)} left. No ticket was taken; ask for fewer.`,
    );
  }
  const { holder, account, key, at } = command;
  return news(
    ...Array.from({ length: command.quantity }, (_, offset) => {
      const number = pool.size + offset + 1;
      return { type: 'ticket-sold', number, holder, account, key, at } as const;
    }),
  );
}

function tickets(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}
