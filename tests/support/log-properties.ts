import test from 'ava';
import fc from 'fast-check';
import type { Entry, TicketSold } from '../../services/raffle/domain/entries.ts';
import type { Raffle } from '../../services/raffle/domain/raffle.ts';
import type { RaffleRules } from '../../services/raffle/domain/rules.ts';
import { carryOut, type Step } from './carry-out.ts';
import { commandSequences } from './command-sequences.ts';

/** An entry of a log, with the rules and the tickets before it. */
export interface Place {
  readonly entry: Entry;
  readonly index: number;
  readonly rules: RaffleRules;
  /** The valid tickets before the entry, by number. */
  readonly valid: ReadonlyMap<number, TicketSold>;
  /** Log index of each valid ticket's sale, by number. */
  readonly sales: ReadonlyMap<number, number>;
  readonly hasSold: boolean;
}

/** The entries after the opening. Computed from the log alone, without the state that is tested. */
function walk(log: readonly Entry[]): Place[] {
  const [opening, ...later] = log;
  if (opening?.type !== 'raffle-opened') return [];
  let rules: RaffleRules = opening;
  const valid = new Map<number, TicketSold>();
  const sales = new Map<number, number>();
  let hasSold = false;
  return later.map((entry, offset) => {
    const index = offset + 1;
    const before = { rules, valid: new Map(valid), sales: new Map(sales), hasSold };
    if (entry.type === 'raffle-amended') {
      const changed = Object.entries({ ...rules, ...entry.changes });
      rules = Object.fromEntries(changed.filter(([, value]) => value !== null)) as never;
    }
    if (entry.type === 'ticket-sold') {
      valid.set(entry.number, entry);
      sales.set(entry.number, index);
      hasSold = true;
    }
    if (entry.type === 'ticket-voided') {
      valid.delete(entry.number);
      sales.delete(entry.number);
    }
    return { entry, index, ...before };
  });
}

export function holds(
  name: string,
  property: (places: Place[], run: { log: Entry[]; states: Raffle[]; steps: Step[] }) => boolean,
): void {
  test(`for any sequence of commands, ${name}`, (t) => {
    fc.assert(
      fc.property(commandSequences, (commands) => {
        const run = carryOut(commands);
        return property(walk(run.log), run);
      }),
      { numRuns: 300 },
    );
    t.pass();
  });
}
