import type { BuyTickets, CloseRaffle, Command, DrawWinner, OpenRaffle } from './commands.ts';
import {
  isSameKey,
  type Entry,
  type Order,
  type RaffleClosed,
  type TicketSold,
  type WinnerDrawn,
} from './entries.ts';
import type { OpenedRaffle, Raffle } from './raffle.ts';
import { RuleBroken } from './rule-broken.ts';
import { selectWinner } from './select-winner.ts';

/**
 * What a command comes to: the entries that answer it, and whether they were in the log already
 * because the same intent was carried out before. Only entries that are not replayed are new.
 */
export interface Decision<E extends Entry = Entry> {
  readonly entries: readonly E[];
  readonly replayed: boolean;
}

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

function closeRaffle(command: CloseRaffle, raffle: Raffle): Decision {
  const opened = requireOpened(raffle);
  if (opened.status === 'open') return news(closing(opened, command));
  if (isSameIntent(opened.closed.order, command.order)) return replay(opened.closed);
  throw new RuleBroken('raffle-closed', 'Sales have ended already. Nothing was changed.');
}

function drawWinner(command: DrawWinner, raffle: Raffle): Decision {
  const opened = requireOpened(raffle);
  if (opened.status === 'drawn') {
    if (isSameIntent(opened.drawn.order, command.order)) return replay(opened.drawn);
    throw new RuleBroken(
      'already-drawn',
      `The winner is drawn already: ticket ${opened.drawn.ticketNumber}. There is no second draw.`,
    );
  }
  const drawn = drawing(opened, command);
  return news<Entry>(...(opened.status === 'open' ? [closing(opened, command)] : []), drawn);
}

function closing(raffle: OpenedRaffle, { at, order }: CloseRaffle | DrawWinner): RaffleClosed {
  return { type: 'raffle-closed', ticketCount: raffle.pool.size, at, order };
}

function drawing({ pool }: OpenedRaffle, { randomInt, at, order }: DrawWinner): WinnerDrawn {
  const ticketCount = pool.size;
  const index = selectWinner(ticketCount, randomInt);
  const { number: ticketNumber, holder } = pool.at(index)!;
  return { type: 'winner-drawn', ticketCount, index, ticketNumber, holder, at, order };
}

function requireOpened(raffle: Raffle): OpenedRaffle {
  if (raffle.status !== 'unopened') return raffle;
  throw new RuleBroken('raffle-not-found', 'There is no raffle with this id.');
}

/** An operator's retry: another signature, the same key, Idempotency-Key and body. */
function isSameIntent(earlier: Order, now: Order): boolean {
  return isSameKey(earlier, now) && earlier?.body === now?.body;
}

function news<E extends Entry>(...entries: E[]): Decision<E> {
  return { entries, replayed: false };
}

function replay<E extends Entry>(...entries: E[]): Decision<E> {
  return { entries, replayed: true };
}

function tickets(count: number): string {
  return count === 1 ? '1 ticket' : `${count} tickets`;
}
