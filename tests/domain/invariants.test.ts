import test from 'ava';
import fc from 'fast-check';
import { publicPart } from '../../services/raffle/domain/public-part.ts';
import { isOpened, type OpenedRaffle, type Raffle } from '../../services/raffle/domain/raffle.ts';
import { fold } from '../support/given.ts';
import { carryOut, type Step } from '../support/carry-out.ts';
import { commandSequences } from '../support/command-sequences.ts';
import { type Place, holds } from '../support/log-properties.ts';

const countOf = (valid: Place['valid'], holder: string) =>
  [...valid.values()].filter((ticket) => ticket.holder === holder).length;

holds('valid tickets are at most the capacity, at every entry', (places) =>
  places.every(({ entry, valid, rules }) =>
    entry.type === 'ticket-sold' ? valid.size < rules.capacity : valid.size <= rules.capacity,
  ),
);

holds('no holder has more valid tickets than the limit, whatever the channel', (places) =>
  places.every(
    ({ entry, valid, rules }) =>
      entry.type !== 'ticket-sold' || countOf(valid, entry.holder) < rules.perPersonLimit,
  ),
);

holds(
  'no two valid tickets of a holder have the same slot, and no slot is above the limit',
  (places) =>
    places.every(({ entry, valid, rules }) => {
      if (entry.type !== 'ticket-sold') return true;
      const held = [...valid.values()].filter(({ holder }) => holder === entry.holder);
      const { slot = 1 } = entry;
      return slot <= rules.perPersonLimit && !held.some((ticket) => (ticket.slot ?? 1) === slot);
    }),
);

holds('each sale takes the lowest number that is free', (places) =>
  places.every(({ entry, valid }) => {
    if (entry.type !== 'ticket-sold') return true;
    let lowest = 1;
    while (valid.has(lowest)) lowest += 1;
    return entry.number === lowest;
  }),
);

holds('only a valid ticket is voided', (places) =>
  places.every(({ entry, valid }) => entry.type !== 'ticket-voided' || valid.has(entry.number)),
);

holds('no time is before that of the entry before', (_, { log }) =>
  log.every(({ at }, index) => index === 0 || at >= log[index - 1]!.at),
);

holds('nothing is sold before the announced opening, or at or after the announced end', (places) =>
  places.every(
    ({ entry, rules: { opensAt = '', closesAt = '9' } }) =>
      entry.type !== 'ticket-sold' || (entry.at >= opensAt && entry.at < closesAt),
  ),
);

holds('a due closing comes before anything else', (places) =>
  places.every(({ entry, rules: { closesAt }, index }) => {
    if (closesAt === undefined || entry.at < closesAt) return true;
    const isAfterClosing = places
      .slice(0, index)
      .some(({ entry: { type } }) => type === 'raffle-closed' || type === 'raffle-cancelled');
    return isAfterClosing;
  }),
);

holds('a scheduled closing is at or after its time, and has no signature', (places) =>
  places.every(({ entry, rules: { closesAt } }) => {
    if (entry.type !== 'raffle-closed' || entry.cause !== 'schedule') return true;
    return closesAt !== undefined && entry.at >= closesAt && entry.operatorSignature === null;
  }),
);

holds('no operator closes early against an announced end while tickets are left', (places) =>
  places.every(({ entry, rules: { closesAt, capacity }, hasSold, valid }) => {
    if (entry.type !== 'raffle-closed' || entry.cause === 'schedule') return true;
    return closesAt === undefined || !hasSold || valid.size >= capacity;
  }),
);

const amendable = new Set(['title', 'notice', 'closesAt']);

holds('after a sale only title, notice and a later end change', (places) =>
  places.every(({ entry, rules, hasSold }) => {
    if (entry.type !== 'raffle-amended' || !hasSold) return true;
    const { closesAt, notice } = entry.changes;
    const isLater = closesAt === undefined || (rules.closesAt ?? '9') < (closesAt ?? '');
    const price = notice === undefined ? rules.notice?.price : notice?.price;
    const isSamePrice = JSON.stringify(price) === JSON.stringify(rules.notice?.price);
    return (
      Object.keys(entry.changes).every((name) => amendable.has(name)) && isLater && isSamePrice
    );
  }),
);

holds('an amendment changes something', (places) =>
  places.every(({ entry, rules }) => {
    if (entry.type !== 'raffle-amended') return true;
    const before: Record<string, unknown> = { ...rules };
    const changes = Object.entries(entry.changes);
    return (
      changes.length > 0 &&
      changes.every(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name] ?? null),
      )
    );
  }),
);

holds('a purchase under stale rules takes nothing', (_, { steps }) =>
  steps.every(({ command, before, added }) => {
    if (command.type !== 'BuyTickets' || command.rules === undefined) return true;
    return !isOpened(before) || command.rules === before.rulesIndex || added.length === 0;
  }),
);

holds(
  'a repeated purchase gets its first tickets, also after a void and another sale',
  (_, { log, steps }) =>
    steps.every(({ command, replay }) => {
      if (command.type !== 'BuyTickets' || replay === undefined) return true;
      const first = log
        .filter((entry) => entry.type === 'ticket-sold')
        .filter(({ key, account }) => key === command.key && account === command.account)
        .filter(({ holder }) => holder === command.holder);
      return (
        replay.length === command.quantity && replay.every((entry, index) => entry === first[index])
      );
    }),
);

holds('the closing counts the valid tickets', (places) =>
  places.every(
    ({ entry, valid }) => entry.type !== 'raffle-closed' || entry.ticketCount === valid.size,
  ),
);

holds(
  'no ticket is sold, voided or amended after the closing, and nothing follows cancelling',
  (_, { log }) => {
    const types = log.map(({ type }) => type);
    const closing = types.indexOf('raffle-closed');
    const cancelling = types.indexOf('raffle-cancelled');
    const after = closing === -1 ? [] : types.slice(closing + 1);
    const forbidden = new Set([
      'ticket-sold',
      'ticket-voided',
      'raffle-amended',
      'raffle-cancelled',
    ]);
    return (
      !after.some((type) => forbidden.has(type)) &&
      (cancelling === -1 || cancelling === types.length - 1)
    );
  },
);

holds('folding the log gives the state', (_, { log, states }) => {
  const [folded, current] = [fold(log), states.at(-1)!];
  return JSON.stringify(show(folded)) === JSON.stringify(show(current));
});

holds('later entries do not change an earlier state', (_, { log, states }) =>
  states.every((state) => {
    const then = fold(log.slice(0, state.version));
    return JSON.stringify(show(then)) === JSON.stringify(show(state));
  }),
);

holds('no public part has a private member', (_, { log }) =>
  log.every((entry) => {
    const members = new Set(Object.keys(publicPart(entry)));
    const secrets = ['account', 'key', 'slot', 'buyer', 'operatorSignature', 'secret'];
    return !secrets.some((member) => members.has(member));
  }),
);

/** A raffle with its pool as lists, for comparison. */
function show(raffle: Raffle): unknown {
  return isOpened(raffle) ? { ...raffle, pool: showPool(raffle) } : raffle;
}

function showPool({ pool }: OpenedRaffle): unknown {
  return { valid: [...pool], sales: [...pool.sales()], next: pool.nextNumbers(3) };
}

test('the sequences of commands reach every kind of entry, replay and refused command', (t) => {
  const runs = fc.sample(commandSequences, { numRuns: 400, seed: 1 }).map(carryOut);
  const entries = runs.flatMap(({ log }) => log);
  const causes = entries.flatMap((entry) => (entry.type === 'raffle-closed' ? entry.cause : []));
  t.deepEqual([...new Set(causes)].toSorted(), ['draw', 'order', 'schedule']);
  const steps = runs.flatMap((run) => run.steps);
  const commandsOf = (some: Step[]) => new Set(some.map(({ command }) => command.type));
  const all = commandsOf(steps);
  const successful = commandsOf(steps.filter(({ added }) => added.length > 0));
  t.deepEqual([successful.size, all.size], [10, 10]);
  const refused = steps.filter(({ added, replay }) => added.length === 0 && replay === undefined);
  const replayed = steps.filter(({ replay }) => replay !== undefined);
  t.true(refused.length > 1_000 && commandsOf(refused).size === 9);
  t.true(replayed.length > 50 && commandsOf(replayed).size >= 6, `${replayed.length}`);
  const resold = runs.filter(({ log }) => {
    const numbers = log.flatMap((entry) => (entry.type === 'ticket-sold' ? entry.number : []));
    return new Set(numbers).size < numbers.length;
  });
  t.true(resold.length > 20);
});
