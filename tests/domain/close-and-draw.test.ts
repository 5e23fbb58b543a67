import test from 'ava';
import type { DrawPrizes, MakeSeal, OpenSeal } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { publicPart } from '../../services/raffle/domain/public-part.ts';
import {
  beacon,
  closed as closedWith,
  drawn,
  fold,
  given,
  now,
  opened,
  seal,
  secret,
  signed,
  sold,
  testChainHash,
  voided,
} from '../support/given.ts';

const makeSeal: MakeSeal = () => ({ seal, secret });
const openSeal: OpenSeal = ({ secret: found }) => ({ indexes: [1], reveal: { ...found, beacon } });
const randomInt = () => {
  throw new Error('A sealed draw throws no dice.');
};

const drand = opened({ randomness: 'drand' });
const sales = [drand, sold(1), sold(2, { holder: 'ben' }), sold(3, { holder: 'cem' })];
const closed = closedWith(3, { seal, secret });
const draw: DrawPrizes = {
  type: 'DrawPrizes',
  randomInt,
  makeSeal,
  openSeal,
  at: now,
  operatorSignature: null,
};

test('decide() seals a drand raffle at the closing', (t) => {
  const command = { type: 'CloseRaffle', makeSeal, at: now, operatorSignature: null } as const;
  given(...sales)
    .when(command)
    .then(t, closed);
});

test('decide() seals the valid tickets at the closing, and as many picks as prizes and reserves', (t) => {
  const pools: unknown[] = [];
  const counting: MakeSeal = (pool) => {
    pools.push(pool);
    return { seal, secret };
  };
  const close = {
    type: 'CloseRaffle',
    makeSeal: counting,
    at: now,
    operatorSignature: null,
  } as const;
  const facts = { chainHash: testChainHash, at: now };
  decide(close, fold([...sales, voided(2)]));
  const rules = { randomness: 'drand', prizes: ['A', 'B'], reserves: 1 } as const;
  decide(close, fold([opened(rules), ...sales.slice(1)]));
  decide(close, fold([opened(rules), ...sales.slice(1), voided(2)]));
  t.deepEqual(pools, [
    { ticketCount: 2, drawLength: 1, ...facts },
    { ticketCount: 3, drawLength: 3, ...facts },
    { ticketCount: 2, drawLength: 2, ...facts },
  ]);
});

test('decide() seals to the chain that the rules name, and to no other', (t) => {
  const asked: string[] = [];
  const other: MakeSeal = ({ chainHash }) => {
    asked.push(chainHash);
    return { seal: { ...seal, chainHash: '44'.repeat(32) }, secret };
  };
  const close = { type: 'CloseRaffle', makeSeal: other, at: now, operatorSignature: null } as const;
  t.throws(() => decide(close, fold(sales)), { message: /The seal names the chain 4444/ });
  t.throws(() => decide({ ...draw, makeSeal: other }, fold(sales)), { message: /The seal names/ });
  t.deepEqual(asked, [testChainHash, testChainHash]);
});

test('decide() requires a chain to open a drand raffle and refuses one for a local raffle', (t) => {
  const { type: _, ...facts } = opened();
  const open = { ...facts, type: 'OpenRaffle' } as const;
  const isOpened = (command: typeof open | (typeof open & { chainHash: string })) =>
    decide(command, fold([])).entries;
  t.throws(() => isOpened({ ...open, randomness: 'drand' }), { message: /names its chain/ });
  t.throws(() => isOpened({ ...open, chainHash: testChainHash }), { message: /names its chain/ });
  t.like(isOpened({ ...open, randomness: 'drand', chainHash: testChainHash })[0], {
    chainHash: testChainHash,
  });
});

test('decide() makes no seal for a raffle without tickets', (t) => {
  const command = { type: 'CloseRaffle', makeSeal, at: now, operatorSignature: null } as const;
  const empty = closedWith(0);
  given(drand).when(command).then(t, empty);
  given(drand, empty).when(draw).thenRefuses(t, 'no-tickets-sold');
});

test('decide() makes no seal for a local raffle', (t) => {
  const forbidden: MakeSeal = () => {
    throw new Error('Nothing is to be sealed.');
  };
  const command = {
    type: 'CloseRaffle',
    makeSeal: forbidden,
    at: now,
    operatorSignature: null,
  } as const;
  const plain = closedWith(1);
  given(opened(), sold(1)).when(command).then(t, plain);
});

test('decide() only closes a drand raffle that is drawn while sales are open', (t) => {
  given(...sales)
    .when(draw)
    .then(t, { ...closed, cause: 'draw' });
});

test('decide() draws a sealed raffle by its seal and publishes the secret', (t) => {
  given(...sales, closed)
    .when(draw)
    .then(t, drawn(3, [{ ticketNumber: 2, holder: 'ben' }], { reveal: { ...secret, beacon } }));
});

test('decide() refuses a seal that draws another number of tickets than the rules', (t) => {
  const rules = { randomness: 'drand', prizes: ['A', 'B'] } as const;
  const log = [opened(rules), ...sales.slice(1), closed];
  t.throws(() => decide(draw, fold(log)), { instanceOf: TypeError });
});

test('decide() draws one ticket per prize and reserve, each once, from the tickets not drawn yet', (t) => {
  const picks = [4, 0, 2, 0];
  const asked: number[] = [];
  const dice = (max: number) => {
    asked.push(max);
    return picks[asked.length - 1]!;
  };
  const { openSeal: _, makeSeal: __, ...local } = draw;
  const tickets = [1, 2, 3, 4, 5].map((number) => sold(number, { holder: `p${number}` }));
  given(opened({ prizes: ['A', 'B'], reserves: 2 }), ...tickets, closedWith(5))
    .when({ ...local, randomInt: dice })
    .then(
      t,
      drawn(5, [
        { ticketNumber: 5, holder: 'p5' },
        { ticketNumber: 1, holder: 'p1' },
        { ticketNumber: 4, holder: 'p4' },
        { ticketNumber: 2, holder: 'p2' },
      ]),
    );
  t.deepEqual(asked, [5, 4, 3, 2]);
});

test('decide() draws every ticket of a pool that has fewer than prizes and reserves', (t) => {
  const { openSeal: _, makeSeal: __, ...local } = draw;
  given(opened({ prizes: ['A', 'B'], reserves: 50 }), sold(1), closedWith(1))
    .when({ ...local, randomInt: () => 0 })
    .then(t, drawn(1, [{ ticketNumber: 1 }]));
});

test('decide() draws the valid sale of a number that was sold twice', (t) => {
  const { openSeal: _, makeSeal: __, ...local } = draw;
  const log = [sold(1), sold(2), voided(1), sold(1, { holder: 'ben' }), closedWith(2)];
  given(opened(), ...log)
    .when({ ...local, randomInt: () => 0 })
    .then(t, drawn(2, [{ ticketNumber: 1, holder: 'ben', sale: 4 }]));
});

test('decide() counts the position of a ticket among the valid ones', (t) => {
  const { openSeal: _, makeSeal: __, ...local } = draw;
  const log = [sold(1), sold(2), sold(3, { holder: 'ben' }), voided(2), closedWith(2)];
  given(opened(), ...log)
    .when({ ...local, randomInt: () => 1 })
    .then(t, drawn(2, [{ index: 1, ticketNumber: 3, holder: 'ben', sale: 3 }]));
});

test('decide() refuses the key of the closing for a draw at another address', (t) => {
  const operatorSignature = signed({ base: '"@path": /close' });
  const log = [...sales, { ...closed, operatorSignature }];
  given(...log)
    .when({ ...draw, operatorSignature: signed({ base: '"@path": /draw', body: '{}' }) })
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() refuses to draw a sealed raffle without its beacon', (t) => {
  const { openSeal: _, ...early } = draw;
  given(...sales, closed)
    .when(early)
    .thenRefuses(t, 'beacon-pending');
});

test('decide() refuses to draw a sealed raffle without tickets', (t) => {
  given(drand).when(draw).thenRefuses(t, 'no-tickets-sold');
});

test('the public part of a closing has the seal and not the secret', (t) => {
  const { secret: _, operatorSignature: __, ...facts } = closed;
  t.deepEqual(publicPart(closed), facts as never);
});
