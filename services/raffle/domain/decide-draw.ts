import type { CloseRaffle, DrawWinner, MakeSeal } from './commands.ts';
import {
  isSameAddress,
  isSameIntent,
  news,
  replay,
  requireNewKey,
  requireOpened,
  type Decision,
} from './decision.ts';
import type { Entry, RaffleClosed, WinnerDrawn } from './entries.ts';
import type { DrawnRaffle, OpenedRaffle, Raffle } from './raffle.ts';
import { RuleBroken } from './rule-broken.ts';
import { selectWinner } from './select-winner.ts';

/** A draw may have closed the raffle too. It was no order to close, so its key closes nothing. */
export function closeRaffle(command: CloseRaffle, raffle: Raffle): Decision<RaffleClosed> {
  const opened = requireOpened(raffle);
  if (opened.status === 'open') return news([closing(opened, command)]);
  if (isSameIntent(opened.closed.order, command.order)) return replay([opened.closed]);
  requireNewKey(
    command.order,
    opened.closed.order,
    opened.status === 'drawn' ? opened.drawn.order : null,
  );
  throw new RuleBroken('raffle-closed', 'Sales have ended already. Nothing was changed.');
}

export function drawWinner(command: DrawWinner, raffle: Raffle): Decision {
  const opened = requireOpened(raffle);
  if (opened.status === 'drawn') {
    if (isSameIntent(opened.drawn.order, command.order)) return replay([opened.drawn]);
    requireNewKey(command.order, opened.closed.order, opened.drawn.order);
    throw new RuleBroken(
      'already-drawn',
      `The winner is drawn already: ticket ${opened.drawn.ticketNumber}. There is no second draw.`,
    );
  }
  // The draw that closed a sealed raffle may come again, to draw.
  if (opened.status === 'closed' && !isSameAddress(opened.closed.order, command.order)) {
    requireNewKey(command.order, opened.closed.order);
  }
  if (opened.opened.randomness === 'drand') return news<Entry>([drawSealed(opened, command)]);
  const drawn = drawing(opened, command);
  return news<Entry>(opened.status === 'open' ? [closing(opened, command), drawn] : [drawn]);
}

function closing(raffle: OpenedRaffle, command: CloseRaffle | DrawWinner): RaffleClosed {
  const { at, order } = command;
  const ticketCount = raffle.pool.size;
  const isSealed = raffle.opened.randomness === 'drand' && ticketCount > 0;
  return {
    type: 'raffle-closed',
    ticketCount,
    ...(isSealed ? requireSealer(command)(ticketCount) : {}),
    at,
    order,
  };
}

function drawing({ pool }: OpenedRaffle, { randomInt, at, order }: DrawWinner): WinnerDrawn {
  const ticketCount = pool.size;
  const index = selectWinner(ticketCount, randomInt);
  const { number: ticketNumber, holder } = pool.at(index)!;
  return { type: 'winner-drawn', ticketCount, index, ticketNumber, holder, at, order };
}

/**
 * A sealed raffle is drawn by its beacon and nothing else. Where sales are still open this ends
 * them, and the drawing waits.
 */
function drawSealed(
  raffle: Exclude<OpenedRaffle, DrawnRaffle>,
  command: DrawWinner,
): RaffleClosed | WinnerDrawn {
  const { openSeal, at, order } = command;
  const { pool } = raffle;
  if (pool.size === 0) throw new RuleBroken('no-tickets-sold', 'Cannot draw: no ticket was sold.');
  if (raffle.status === 'open') return closing(raffle, command);
  const { seal, secret } = raffle.closed;
  if (seal === undefined || secret === undefined) throw new TypeError('The closing has no seal.');
  if (openSeal === undefined) {
    throw new RuleBroken(
      'beacon-pending',
      `The draw waits for round ${seal.round} of the beacon, due at ${seal.publishedAt}. Sales have ended; nothing else was changed.`,
    );
  }
  const { index, reveal } = openSeal({ ...raffle.closed, seal, secret });
  const { number: ticketNumber, holder } = pool.at(index)!;
  const ticketCount = pool.size;
  return { type: 'winner-drawn', ticketCount, index, ticketNumber, holder, reveal, at, order };
}

function requireSealer({ type, makeSeal }: CloseRaffle | DrawWinner): MakeSeal {
  if (makeSeal !== undefined) return makeSeal;
  throw new TypeError(`${type} of a raffle that a beacon draws needs makeSeal.`);
}
