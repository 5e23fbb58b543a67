import type { ExecutionContext } from 'ava';
import type { BuyTickets, Command } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import {
  logSchema,
  type DrawnTicket,
  type Entry,
  type OperatorSignature,
  type ParticipantSale,
  type PrizeClaimed,
  type PrizeForfeited,
  type RaffleAmended,
  type RaffleCancelled,
  type RaffleClosed,
  type RaffleDrawn,
  type RaffleOpened,
  type TicketVoided,
} from '../../services/raffle/domain/entries.ts';
import { evolve, unopened, type Raffle } from '../../services/raffle/domain/raffle.ts';
import { RuleBroken, type RuleCode } from '../../services/raffle/domain/decision.ts';
import { springLog } from './log-key.ts';

/** Hash of the chain that drand raffles name in these tests. */
export const testChainHash = '33'.repeat(32);
/** The seal of a closing, the secret behind it and the beacon that opens it; none is real. */
export const seal = {
  root: '11'.repeat(32),
  commitment: '22'.repeat(32),
  chainHash: testChainHash,
  round: 1000,
  publishedAt: '2026-05-01T12:00:33.000Z',
};
export const secret = { r: [1], nonce: '44'.repeat(32) };
export const beacon = { round: 1000, randomness: '55'.repeat(32), signature: '66'.repeat(48) };

export const now = '2026-05-01T12:00:00.000Z';
/** A time after `now`. */
export const later = '2026-05-02T12:00:00.000Z';

/** Folds entries into a raffle state. */
export function fold(entries: readonly Entry[]): Raffle {
  return entries.reduce(evolve, unopened as Raffle);
}

/** Given a log, when a command is decided, then these entries follow or this rule refuses. */
export function given(...log: Entry[]) {
  return {
    when: (command: Command) => ({
      then(t: ExecutionContext, ...entries: Entry[]) {
        t.deepEqual(decideOn(log, command), { entries, replayed: false });
      },
      thenReplays(t: ExecutionContext, ...entries: Entry[]) {
        t.deepEqual(decideOn(log, command), { entries, replayed: true });
      },
      /** @param member Name of the member that the message begins with. */
      thenRefuses(t: ExecutionContext, code: RuleCode, member?: string) {
        const error = t.throws(() => decide(command, fold(log)), { instanceOf: RuleBroken });
        t.is(error.code, code);
        if (member !== undefined) t.is(error.message.split(':')[0], member);
      },
    }),
  };
}

/** Without the log index that the decision about a purchase has. */
function decideOn(log: readonly Entry[], command: Command) {
  const { entries, replayed } = decide(command, fold(log));
  return { entries, replayed };
}

/** The signature of an operator's request, new or repeated. */
export function signed(facts: Partial<NonNullable<OperatorSignature>> = {}) {
  return { keyid: 'key', base: '', signature: '', body: '', idempotencyKey: 'intent', ...facts };
}

export function opened(rules: Partial<RaffleOpened> = {}): RaffleOpened {
  return {
    type: 'raffle-opened',
    schema: logSchema,
    raffleId: 'spring',
    title: 'Spring fair',
    capacity: 100,
    perPersonLimit: 2,
    randomness: 'local',
    prizes: ['Prize'],
    reserves: 0,
    ...(rules.randomness === 'drand' ? { chainHash: testChainHash } : {}),
    logKey: springLog.verifierKey,
    at: now,
    operatorSignature: null,
    ...rules,
  };
}

/** One ticket; holder `ann` belongs to account `ann@`, which buys it with key `k1`. */
export function sold(number: number, facts: Partial<ParticipantSale> = {}): ParticipantSale {
  const holder = facts.holder ?? 'ann';
  return {
    type: 'ticket-sold',
    number,
    holder,
    account: `${holder}@`,
    key: `k${number}`,
    at: now,
    ...facts,
  };
}

export function voided(number: number, facts: Partial<TicketVoided> = {}): TicketVoided {
  const operatorSignature = null;
  return { type: 'ticket-voided', number, reason: 'unpaid', at: now, operatorSignature, ...facts };
}

export function amended(
  changes: RaffleAmended['changes'],
  facts: Partial<RaffleAmended> = {},
): RaffleAmended {
  return { type: 'raffle-amended', changes, at: now, operatorSignature: null, ...facts };
}

export function closed(ticketCount: number, facts: Partial<RaffleClosed> = {}): RaffleClosed {
  const operatorSignature = null;
  return {
    type: 'raffle-closed',
    ticketCount,
    cause: 'order',
    at: now,
    operatorSignature,
    ...facts,
  };
}

/** The draw of the tickets of an order; without voids or amendments a number is its log index. */
export function drawn(
  ticketCount: number,
  tickets: readonly (Pick<DrawnTicket, 'ticketNumber'> & Partial<DrawnTicket>)[],
  facts: Partial<RaffleDrawn> = {},
): RaffleDrawn {
  const order = tickets.map(({ ticketNumber, ...others }) => ({
    index: ticketNumber - 1,
    ticketNumber,
    holder: 'ann',
    sale: ticketNumber,
    ...others,
  }));
  const operatorSignature = null;
  return { type: 'raffle-drawn', ticketCount, order, at: now, operatorSignature, ...facts };
}

export function claimed(
  prize: number,
  ticketNumber: number,
  facts: Partial<PrizeClaimed> = {},
): PrizeClaimed {
  const operatorSignature = null;
  return { type: 'prize-claimed', prize, ticketNumber, at: now, operatorSignature, ...facts };
}

export function forfeited(
  prize: number,
  ticketNumber: number,
  facts: Partial<PrizeForfeited> = {},
): PrizeForfeited {
  const reason = 'declined';
  const operatorSignature = null;
  return {
    type: 'prize-forfeited',
    prize,
    ticketNumber,
    reason,
    at: now,
    operatorSignature,
    ...facts,
  };
}

export function cancelled(facts: Partial<RaffleCancelled> = {}): RaffleCancelled {
  const operatorSignature = null;
  return { type: 'raffle-cancelled', reason: 'Rain', at: now, operatorSignature, ...facts };
}

/** Ann's purchase of one ticket, with a new key. */
export function buy(facts: Partial<BuyTickets> = {}): BuyTickets {
  const holder = facts.holder ?? 'ann';
  return {
    type: 'BuyTickets',
    holder,
    account: `${holder}@`,
    key: 'new',
    quantity: 1,
    at: now,
    ...facts,
  };
}
