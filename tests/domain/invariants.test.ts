import test from 'ava';
import fc from 'fast-check';
import type { Command } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { publicPart, type Entry, type TicketSold } from '../../services/raffle/domain/entries.ts';
import { evolve, isOpened, unopened, type Raffle } from '../../services/raffle/domain/raffle.ts';
import { RuleBroken } from '../../services/raffle/domain/rule-broken.ts';
import { fold, now, opened } from '../support/given.ts';

const capacity = 7;
const perPersonLimit = 3;
const { type: _, ...rules } = opened({ capacity, perPersonLimit });

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<Command>({ type: 'OpenRaffle', ...rules }) },
    {
      weight: 12,
      arbitrary: fc
        .record({
          holder: fc.constantFrom('ann', 'bob', 'cem', 'dee'),
          alias: fc.constantFrom('', '+x'),
          key: fc.constantFrom('k1', 'k2', 'k3', 'k4'),
          quantity: fc.integer({ min: 1, max: perPersonLimit }),
        })
        .map(({ alias, ...wish }): Command => {
          return { type: 'BuyTickets', ...wish, account: wish.holder + alias, at: now };
        }),
    },
    { weight: 1, arbitrary: fc.constant<Command>({ type: 'CloseRaffle', at: now, order: null }) },
    {
      weight: 1,
      arbitrary: fc.nat().map((dice): Command => {
        return { type: 'DrawWinner', randomInt: (max) => dice % max, at: now, order: null };
      }),
    },
  ),
  { maxLength: 40 },
);

/** Carries commands out one by one, refusals left out. */
function carryOut(wishes: readonly Command[]): { log: Entry[]; states: Raffle[] } {
  const log: Entry[] = [];
  const states: Raffle[] = [unopened];
  for (const wish of wishes) {
    const before = states.at(-1)!;
    try {
      const { entries, replayed } = decide(wish, before);
      if (replayed) continue;
      log.push(...entries);
      states.push(entries.reduce(evolve, before));
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
    }
  }
  return { log, states };
}

function holds(name: string, property: (log: Entry[], states: Raffle[]) => boolean): void {
  test(`whatever is ordered, ${name}`, (t) => {
    fc.assert(
      fc.property(commands, (wishes) => {
        const { log, states } = carryOut([{ type: 'OpenRaffle', ...rules }, ...wishes]);
        return property(log, states);
      }),
      { numRuns: 500 },
    );
    t.pass();
  });
}

const ticketsOf = (log: readonly Entry[]): TicketSold[] =>
  log.filter((entry) => entry.type === 'ticket-sold');

holds('no more tickets are sold than there are', (log) => ticketsOf(log).length <= capacity);

holds('no person gets more than the cap', (log) => {
  const counts = groupBy(ticketsOf(log), ({ holder }) => holder);
  return counts.every((tickets) => tickets.length <= perPersonLimit);
});

holds('the numbers are 1 to the number sold, in order', (log) =>
  ticketsOf(log).every(({ number }, index) => number === index + 1),
);

holds('one intent takes tickets once', (log) => {
  const intents = groupBy(ticketsOf(log), ({ account, key }) => `${account} ${key}`);
  return intents.every((tickets) => {
    const [first, last] = [tickets[0]!, tickets.at(-1)!];
    return tickets.length === last.number - first.number + 1;
  });
});

holds('there is at most one draw, it comes last, and its winner is in the pool', (log) => {
  const draws = log.filter((entry) => entry.type === 'winner-drawn');
  const [draw] = draws;
  if (draw === undefined) return true;
  const winner = ticketsOf(log)[draw.index];
  return (
    draws.length === 1 &&
    log.at(-1) === draw &&
    winner?.number === draw.ticketNumber &&
    winner.holder === draw.holder
  );
});

holds('nothing is sold after closing', (log) => {
  const closing = log.findIndex((entry) => entry.type === 'raffle-closed');
  return closing === -1 || ticketsOf(log.slice(closing)).length === 0;
});

holds('folding the log gives the state', (log, states) => {
  const [folded, current] = [fold(log), states.at(-1)!];
  return JSON.stringify(show(folded)) === JSON.stringify(show(current));
});

holds('a state that was seen stays as it was', (log, states) =>
  states.every((state) => {
    const then = fold(log.slice(0, state.version));
    return JSON.stringify(show(then)) === JSON.stringify(show(state));
  }),
);

holds('no public part names an account, a key or a signature', (log) =>
  log.every((entry) => {
    const members = Object.keys(publicPart(entry));
    return !members.some((member) => ['account', 'key', 'order'].includes(member));
  }),
);

function groupBy(
  tickets: readonly TicketSold[],
  name: (ticket: TicketSold) => string,
): TicketSold[][] {
  const groups = new Map<string, TicketSold[]>();
  for (const ticket of tickets) {
    groups.set(name(ticket), [...(groups.get(name(ticket)) ?? []), ticket]);
  }
  return [...groups.values()];
}

/** A raffle with its pool written out. */
function show(raffle: Raffle): unknown {
  return isOpened(raffle) ? { ...raffle, pool: [...raffle.pool] } : raffle;
}
