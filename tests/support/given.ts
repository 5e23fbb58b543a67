import type { ExecutionContext } from 'ava';
import type { Command } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { Entry, RaffleOpened, TicketSold } from '../../services/raffle/domain/entries.ts';
import { evolve, unopened, type Raffle } from '../../services/raffle/domain/raffle.ts';
import { RuleBroken, type RuleCode } from '../../services/raffle/domain/rule-broken.ts';
import { springLog } from './log-key.ts';

export const now = '2026-05-01T12:00:00.000Z';

/** What a log adds up to. */
export function fold(entries: readonly Entry[]): Raffle {
  return entries.reduce(evolve, unopened as Raffle);
}

/** Given a log, when a command comes, then entries follow or a rule refuses. */
export function given(...log: Entry[]) {
  return {
    when: (command: Command) => ({
      then(t: ExecutionContext, ...entries: Entry[]) {
        t.deepEqual(decide(command, fold(log)), { entries, replayed: false });
      },
      thenReplays(t: ExecutionContext, ...entries: Entry[]) {
        t.deepEqual(decide(command, fold(log)), { entries, replayed: true });
      },
      thenRefuses(t: ExecutionContext, code: RuleCode) {
        t.is(t.throws(() => decide(command, fold(log)), { instanceOf: RuleBroken }).code, code);
      },
    }),
  };
}

export function opened(rules: Partial<RaffleOpened> = {}): RaffleOpened {
  return {
    type: 'raffle-opened',
    raffle: 'spring',
    title: 'Spring fair',
    capacity: 100,
    perPersonLimit: 2,
    randomness: 'local',
    logKey: springLog.verifierKey,
    at: now,
    order: null,
    ...rules,
  };
}

/** One ticket; a holder called `ann` has the account `ann@` and buys it with the key `k1`. */
export function sold(number: number, facts: Partial<TicketSold> = {}): TicketSold {
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
