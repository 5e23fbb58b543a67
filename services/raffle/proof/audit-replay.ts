import { isOfKind, type EntryOf, type Rules } from './audit-entries.ts';
import type { Log, LogRecord } from './audit-log.ts';

/** The state of a raffle as its entries tell it, whether or not they keep the rules. */
export class ReplayedState {
  /** As the opening and the amendments so far fix them. */
  rules: Rules;
  /** The valid tickets by number. */
  readonly valid = new Map<number, LogRecord<'ticket-sold'>>();
  /** Whether a ticket was sold, voided or not. */
  hasSale = false;
  /** Whether sales were closed or cancelled. */
  hasEnded = false;

  constructor({ opened }: Log) {
    this.rules = opened.entry;
  }

  apply(record: LogRecord): void {
    if (isOfKind(record, 'ticket-sold')) {
      this.valid.set(record.entry.number, record);
      this.hasSale = true;
    } else if (isOfKind(record, 'ticket-voided')) this.valid.delete(record.entry.number);
    else if (isOfKind(record, 'raffle-amended')) this.rules = amend(this.rules, record.entry);
    else if (record.kind === 'raffle-closed' || record.kind === 'raffle-cancelled') {
      this.hasEnded = true;
    }
  }
}

/**
 * Replays a log entry by entry.
 *
 * @yields Each entry after the opening, with the state just before it. There is one state, which
 *   changes as the replay goes on.
 */
export function* replay(log: Log): Generator<readonly [record: LogRecord, before: ReplayedState]> {
  const state = new ReplayedState(log);
  for (const record of log.records) {
    if (record === log.opened) continue;
    yield [record, state];
    state.apply(record);
  }
}

/** The tickets that a closing finds. */
export interface Pool {
  readonly rules: Rules;
  /** The valid tickets in number order. */
  readonly tickets: readonly LogRecord<'ticket-sold'>[];
}

/** The pool at the closing; at the end of the log if there is none. */
export function poolOf(log: Log): Pool {
  const state = new ReplayedState(log);
  for (const record of log.records.slice(0, log.closed[0]?.place)) state.apply(record);
  const tickets = [...state.valid.values()].sort((a, b) => a.entry.number - b.entry.number);
  return { rules: state.rules, tickets };
}

function amend(rules: Rules, changes: EntryOf<'raffle-amended'>): Rules {
  const { chainHash, onePrizePerPerson, opensAt, closesAt, claimBy, notice } = changes;
  return {
    title: changes.title ?? rules.title,
    capacity: changes.capacity ?? rules.capacity,
    perPersonLimit: changes.perPersonLimit ?? rules.perPersonLimit,
    randomness: changes.randomness ?? rules.randomness,
    chainHash: replace(rules.chainHash, chainHash),
    prizes: changes.prizes ?? rules.prizes,
    reserves: changes.reserves ?? rules.reserves,
    onePrizePerPerson: replace(rules.onePrizePerPerson, onePrizePerPerson),
    opensAt: replace(rules.opensAt, opensAt),
    closesAt: replace(rules.closesAt, closesAt),
    claimBy: replace(rules.claimBy, claimBy),
    notice: replace(rules.notice, notice),
  };
}

/** The value of an optional rule after an amendment: `null` removes it. */
function replace<Value>(before: Value | undefined, change: Value | null | undefined) {
  return change === undefined ? before : (change ?? undefined);
}
