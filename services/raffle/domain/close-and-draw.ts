import { orderPicks } from '#proof/draw-order.ts';
import type { CloseRaffle, DrawPrizes, MakeSeal, RandomInt } from './commands.ts';
import {
  decisionTime,
  findRepeated,
  isSameAddress,
  isSameIntent,
  keyReused,
  requireOpen,
  requireOpened,
  RuleBroken,
  type Decision,
} from './decision.ts';
import type {
  ClosingCause,
  DrawnTicket,
  OperatorSignature,
  RaffleClosed,
  RaffleDrawn,
} from './entries.ts';
import type { Pool } from './pool.ts';
import type { ClosedRaffle, OpenedRaffle, OpenRaffle, Raffle } from './raffle.ts';
import type { RaffleRules } from './rules.ts';

/**
 * Ends the sales, and seals the draw if the randomness is `drand`. A draw may have ended them
 * before; its key does not stand for a closing, so it is refused here.
 *
 * @throws {RuleBroken} `raffle-not-found`, `raffle-closed`, `raffle-cancelled`,
 *   `idempotency-key-reused`; `rule-final`: sales were announced to go on.
 */
export function closeRaffle(command: CloseRaffle, raffle: Raffle): Decision<RaffleClosed> {
  const opened = requireOpened(raffle);
  const { operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'raffle-closed');
  if (before.length > 0) return { entries: before, replayed: true };
  const open = requireOpen(opened);
  const at = decisionTime(open, command.at);
  requireMayClose(open, at);
  return { entries: [toClosing(open, { ...command, at, cause: 'order' })], replayed: false };
}

/**
 * The closing of a raffle whose announced time has come; undefined if none is due. It is appended
 * before any other command is decided.
 *
 * @param at Now, ISO 8601. It is the time of the closing, so a late one shows.
 * @param makeSeal Required if the randomness is `drand`.
 */
export function closeIfDue(
  raffle: Raffle,
  { at: clock, makeSeal }: { readonly at: string; readonly makeSeal?: MakeSeal },
): RaffleClosed | undefined {
  if (raffle.status !== 'open' || raffle.rules.closesAt === undefined) return undefined;
  const at = decisionTime(raffle, clock);
  if (at < raffle.rules.closesAt) return undefined;
  const seal = makeSeal === undefined ? {} : { makeSeal };
  return toClosing(raffle, { ...seal, at, cause: 'schedule', operatorSignature: null });
}

/**
 * Draws tickets for the prizes and reserves, once. Ends the sales first if they are open. A sealed
 * raffle is drawn in two steps: the first request closes and seals it, a later one draws with the
 * beacon.
 *
 * @throws {RuleBroken} `raffle-not-found`, `raffle-cancelled`, `no-tickets-sold`, `already-drawn`,
 *   `idempotency-key-reused`; `rule-final`: sales were announced to go on; `beacon-pending`: the
 *   raffle is closed and the beacon is not there.
 */
export function drawPrizes(command: DrawPrizes, raffle: Raffle): Decision {
  const opened = requireOpened(raffle);
  const { operatorSignature } = command;
  const last = opened.requests.find(operatorSignature).at(-1);
  if (last?.type === 'raffle-drawn' && isSameIntent(last.operatorSignature, operatorSignature)) {
    return { entries: [last], replayed: true };
  }
  // The request that closed a sealed raffle may be repeated in order to draw.
  const isDrawing = last?.type === 'raffle-closed' && opened.status === 'closed';
  const isSealer = isDrawing && isSameAddress(last.operatorSignature, operatorSignature);
  if (last !== undefined && !isSealer) throw keyReused();
  if (opened.status === 'drawn') {
    throw new RuleBroken('already-drawn', 'The prizes are drawn already. There is no second draw.');
  }
  if (opened.status === 'closed') {
    return { entries: [drawClosed(opened, command)], replayed: false };
  }
  const open = requireOpen(opened);
  const at = decisionTime(open, command.at);
  requireMayClose(open, at);
  requireTickets(open.pool);
  const closing = toClosing(open, { ...command, at, cause: 'draw' });
  if (open.rules.randomness === 'drand') return { entries: [closing], replayed: false };
  return { entries: [closing, drawLocally(open, { ...command, at })], replayed: false };
}

/**
 * Picks a position in the pool, uniformly.
 *
 * @param ticketCount Number of tickets, 1 to 2^48 - 1.
 * @param randomInt `crypto.randomInt` in production; a test passes recorded numbers.
 * @returns Index into the pool in number order, `[0, ticketCount)`.
 * @throws {RuleBroken} `no-tickets-sold` if the pool is empty.
 * @throws {RangeError} if `randomInt` returns a number outside the pool.
 * @see RFC 3797 for the order of events that makes a selection checkable.
 */
export function selectWinner(ticketCount: number, randomInt: RandomInt): number {
  if (ticketCount === 0) throw noTickets();
  const index = randomInt(ticketCount);
  if (!Number.isInteger(index) || index < 0 || index >= ticketCount) {
    throw new RangeError(`randomInt returned ${index}, outside a pool of ${ticketCount}.`);
  }
  return index;
}

/**
 * Picks distinct positions in the pool; every order of them is equally likely.
 *
 * @param ticketCount Number of tickets, 1 to 2^48 - 1.
 * @param length Number of picks, 0 to `ticketCount`. Errors: as `selectWinner`.
 */
export function selectOrder(ticketCount: number, length: number, randomInt: RandomInt): number[] {
  const picks = Array.from({ length }, (_, pick) => selectWinner(ticketCount - pick, randomInt));
  return orderPicks(ticketCount, picks);
}

/** Number of tickets to draw: one per prize and reserve, or all of a smaller pool. */
export function drawLength(ticketCount: number, { prizes, reserves }: RaffleRules): number {
  const wanted = prizes.length + reserves;
  return ticketCount < wanted ? ticketCount : wanted;
}

/**
 * Requires that closing now keeps the announced time: with a buyer waiting for it and tickets left,
 * sales go on until then.
 *
 * @throws {RuleBroken} `rule-final`.
 */
function requireMayClose({ rules, pool }: OpenRaffle, at: string): void {
  const { closesAt, capacity } = rules;
  if (closesAt === undefined || at >= closesAt) return;
  if (pool.saleCount === 0 || pool.size >= capacity) return;
  throw new RuleBroken(
    'rule-final',
    `closesAt: sales were announced to end at ${closesAt}, and tickets are left. Nothing was changed. Wait until then.`,
  );
}

function requireTickets(pool: Pool): void {
  if (pool.size === 0) throw noTickets();
}

function noTickets(): RuleBroken {
  return new RuleBroken('no-tickets-sold', 'Cannot draw: no ticket was sold.');
}

interface Closing {
  readonly at: string;
  readonly cause: ClosingCause;
  readonly makeSeal?: MakeSeal;
  readonly operatorSignature: OperatorSignature;
}

function toClosing(
  raffle: OpenRaffle,
  { at, cause, makeSeal, operatorSignature }: Closing,
): RaffleClosed {
  const ticketCount = raffle.pool.size;
  const isSealed = raffle.rules.randomness === 'drand' && ticketCount > 0;
  const sealed = isSealed ? sealPool(raffle, at, makeSeal) : {};
  return { type: 'raffle-closed', ticketCount, cause, ...sealed, at, operatorSignature };
}

function drawClosed(raffle: ClosedRaffle, command: DrawPrizes): RaffleDrawn {
  requireTickets(raffle.pool);
  const at = decisionTime(raffle, command.at);
  return raffle.rules.randomness === 'drand'
    ? drawSealed(raffle, { ...command, at })
    : drawLocally(raffle, { ...command, at });
}

function drawLocally(
  { pool, rules }: OpenedRaffle,
  { randomInt, at, operatorSignature }: DrawPrizes,
): RaffleDrawn {
  const ticketCount = pool.size;
  const indexes = selectOrder(ticketCount, drawLength(ticketCount, rules), randomInt);
  const order = toOrder(pool, indexes);
  return { type: 'raffle-drawn', ticketCount, order, at, operatorSignature };
}

function drawSealed({ pool, rules, closed }: ClosedRaffle, command: DrawPrizes): RaffleDrawn {
  const { openSeal, at, operatorSignature } = command;
  const { seal, secret } = closed;
  if (seal === undefined || secret === undefined) throw new TypeError('The closing has no seal.');
  if (openSeal === undefined) {
    throw new RuleBroken(
      'beacon-pending',
      `The draw waits for round ${seal.round} of the beacon, due at ${seal.publishedAt}. Sales have ended; nothing else was changed.`,
    );
  }
  const { indexes, reveal } = openSeal({ ...closed, seal, secret });
  if (indexes.length !== drawLength(pool.size, rules)) {
    throw new TypeError(`The seal draws ${indexes.length} tickets, and the rules another number.`);
  }
  const order = toOrder(pool, indexes);
  return { type: 'raffle-drawn', ticketCount: pool.size, order, reveal, at, operatorSignature };
}

/** @param indexes Positions in the pool in number order, from 0. */
function toOrder(pool: Pool, indexes: readonly number[]): DrawnTicket[] {
  return indexes.map((index) => {
    const drawn = pool.at(index);
    if (drawn === undefined) {
      throw new RangeError(`There is no ticket at ${index} in a pool of ${pool.size}.`);
    }
    const { number: ticketNumber, holder } = drawn.ticket;
    return { index, ticketNumber, holder, sale: drawn.index };
  });
}

/**
 * Seals to the chain that the rules name. An operator who could choose the chain at the closing
 * could choose one whose beacons they know in advance.
 */
function sealPool(
  { rules, pool }: OpenRaffle,
  at: string,
  makeSeal: MakeSeal | undefined,
): ReturnType<MakeSeal> {
  if (makeSeal === undefined) throw new TypeError('Closing a drand raffle needs makeSeal.');
  const { chainHash } = rules;
  if (chainHash === undefined) throw new TypeError('The rules name no chain.');
  const ticketCount = pool.size;
  const length = drawLength(ticketCount, rules);
  const made = makeSeal({ ticketCount, drawLength: length, chainHash, at });
  if (made.seal.chainHash === chainHash) return made;
  throw new TypeError(`The seal names the chain ${made.seal.chainHash}, the rules ${chainHash}.`);
}
