import fc from 'fast-check';
import type { Command } from '../../services/raffle/domain/commands.ts';
import type { OperatorSignature } from '../../services/raffle/domain/entries.ts';
import type { RaffleRules, RuleChanges } from '../../services/raffle/domain/rules.ts';
import { opened, signed } from './given.ts';

const limit = 3;

/** Minutes of one day; most commands of a sequence come in ascending order. */
const times = fc.integer({ min: 0, max: 59 }).map(minute);

function minute(minutes: number): string {
  return new Date(Date.UTC(2026, 4, 1, 12, minutes)).toISOString();
}

/** Rules of a small raffle that do not contradict each other, so that most sequences begin. */
const openings: fc.Arbitrary<RaffleRules> = fc
  .record({
    capacity: fc.integer({ min: 1, max: 7 }),
    perPersonLimit: fc.integer({ min: 1, max: limit }),
    prizes: fc.array(fc.constantFrom('Bicycle', 'Book'), { minLength: 1, maxLength: 3 }),
    reserves: fc.integer({ min: 0, max: 4 }),
    onePrizePerPerson: fc.boolean(),
    opening: fc.integer({ min: 1, max: 10 }),
    closing: fc.integer({ min: 30, max: 50 }),
    claiming: fc.integer({ min: 51, max: 70 }),
    hasTimes: fc.record({ opensAt: fc.boolean(), closesAt: fc.boolean(), claimBy: fc.boolean() }),
  })
  .map(({ opening, closing, claiming, hasTimes, onePrizePerPerson, ...rules }) => {
    return {
      title: 'Spring fair',
      randomness: 'local',
      ...rules,
      ...(onePrizePerPerson ? { onePrizePerPerson, reserves: 4 } : {}),
      ...(hasTimes.opensAt ? { opensAt: minute(opening) } : {}),
      ...(hasTimes.closesAt ? { closesAt: minute(closing) } : {}),
      ...(hasTimes.claimBy ? { claimBy: minute(claiming) } : {}),
    };
  });

const changes: fc.Arbitrary<RuleChanges> = fc.record(
  {
    title: fc.constantFrom('Spring fair', 'Summer fair'),
    capacity: fc.integer({ min: 1, max: 7 }),
    reserves: fc.integer({ min: 0, max: 4 }),
    opensAt: fc.option(times),
    closesAt: fc.option(times),
    notice: fc.option(
      fc.record(
        {
          place: fc.constantFrom('Hall', 'Field'),
          price: fc.record({ amount: fc.constantFrom(1, 2), currency: fc.constant('GBP') }),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

const holder = fc.constantFrom('ann', 'bob', 'cem', 'dee');

const key = fc.constantFrom('k1', 'k2', 'k3', 'k4');

const quantity = fc.integer({ min: 1, max: limit });

const prize = fc.integer({ min: 1, max: 3 });

const ticketNumber = fc.integer({ min: 1, max: 7 });

/** Without a key a request repeats no other. */
const signatures: fc.Arbitrary<OperatorSignature> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('i1', 'i2')
      .map((idempotencyKey) => signed({ idempotencyKey, body: idempotencyKey })),
  },
);

/** Commands without their time. */
const timeless: fc.Arbitrary<(at: string) => Command> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .record({
        holder,
        alias: fc.constantFrom('', '+x'),
        key,
        quantity,
        rules: fc.constantFrom(null, null, null, 0, 0, 1, 2),
      })
      .map(({ alias, rules, ...facts }) => (at: string): Command => ({
        type: 'BuyTickets',
        ...facts,
        account: facts.holder + alias,
        ...(rules === null ? {} : { rules }),
        at,
      })),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({ holder, key, quantity, operatorSignature: signatures })
      .map(({ key: other, ...facts }) => (at: string): Command => ({
        type: 'SellAtDesk',
        key: facts.operatorSignature?.idempotencyKey ?? other,
        ...facts,
        at,
      })),
  },
  {
    weight: 12,
    arbitrary: fc
      .record({
        numbers: fc.array(ticketNumber, { minLength: 1, maxLength: 2 }),
        operatorSignature: signatures,
      })
      .map((facts) => (at: string): Command => ({
        type: 'VoidTickets',
        reason: 'unpaid',
        ...facts,
        at,
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ changes, operatorSignature: signatures })
      .map((facts) => (at: string): Command => ({ type: 'AmendRaffle', ...facts, at })),
  },
  {
    weight: 1,
    arbitrary: signatures.map((operatorSignature) => (at: string): Command => ({
      type: 'CloseRaffle',
      operatorSignature,
      at,
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ dice: fc.nat(), operatorSignature: signatures })
      .map(({ dice, operatorSignature }) => (at: string): Command => ({
        type: 'DrawPrizes',
        randomInt: (max) => dice % max,
        operatorSignature,
        at,
      })),
  },
  {
    weight: 1,
    arbitrary: signatures.map((operatorSignature) => (at: string): Command => ({
      type: 'CancelRaffle',
      reason: 'Rain',
      operatorSignature,
      at,
    })),
  },
);

const afterDraw: fc.Arbitrary<(at: string) => Command> = fc.oneof(
  fc
    .record({ prize, ticketNumber, operatorSignature: signatures })
    .map((facts) => (at: string): Command => ({ type: 'ClaimPrize', ...facts, at })),
  fc
    .record({
      prize,
      ticketNumber,
      reason: fc.constantFrom('unclaimed', 'declined', 'ineligible'),
      operatorSignature: signatures,
    })
    .map((facts) => (at: string): Command => ({ type: 'ForfeitPrize', ...facts, at })),
);

const draw = (at: string): Command => ({
  type: 'DrawPrizes',
  randomInt: (max) => max - 1,
  operatorSignature: null,
  at,
});

/** The clock moves on between commands, and is sometimes set back. */
const advance = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }) },
);

/** An opening, then commands of every kind, most of them in the order of their times. */
export const commandSequences: fc.Arbitrary<Command[]> = fc
  .record({
    rules: openings,
    selling: fc.array(fc.tuple(timeless, advance), { maxLength: 40, size: 'max' }),
    isDrawn: fc.boolean(),
    claiming: fc.array(fc.tuple(afterDraw, advance), { maxLength: 15, size: 'max' }),
    late: fc.array(fc.tuple(timeless, advance), { maxLength: 5 }),
  })
  .map(({ rules, selling, isDrawn, claiming, late }) => {
    const { type: _, title: __, ...facts } = opened({ at: minute(0) });
    const opening: Command = { type: 'OpenRaffle', ...facts, ...rules };
    const drawing = isDrawn ? [[draw, 20] as const] : [];
    let minutes = 0;
    const commands = [...selling, ...drawing, ...claiming, ...late].map(([command, step]) => {
      minutes = Math.max(0, minutes + step);
      return command(minute(minutes));
    });
    return [opening, ...commands];
  });
