import test from 'ava';
import type { Command } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { Entry, OperatorSignature } from '../../services/raffle/domain/entries.ts';
import { evolve, isOpened, type Raffle } from '../../services/raffle/domain/raffle.ts';
import {
  amended,
  cancelled,
  claimed,
  closed,
  drawn,
  fold,
  forfeited,
  given,
  now,
  opened,
  signed,
  sold,
  voided,
} from '../support/given.ts';

/** The signature of a request to this path. */
function to(path: string, facts: Parameters<typeof signed>[0] = {}) {
  return signed({ base: `"@path": /api/admin/raffles/spring/${path}`, ...facts });
}

type Signed = Command & { readonly operatorSignature: OperatorSignature };

/** A command of each kind that an operator signs; all of them have the same Idempotency-Key. */
const commands: readonly Signed[] = [
  { type: 'AmendRaffle', changes: { title: 'New' }, at: now, operatorSignature: to('') },
  {
    type: 'SellAtDesk',
    holder: 'cem',
    key: 'digest',
    quantity: 1,
    at: now,
    operatorSignature: to('sales'),
  },
  { type: 'VoidTickets', numbers: [1], reason: 'mistake', at: now, operatorSignature: to('voids') },
  { type: 'CloseRaffle', at: now, operatorSignature: to('close') },
  { type: 'CancelRaffle', reason: 'Flood', at: now, operatorSignature: to('cancel') },
  { type: 'DrawPrizes', randomInt: () => 0, at: now, operatorSignature: to('draw') },
  {
    type: 'ClaimPrize',
    prize: 1,
    ticketNumber: 1,
    at: now,
    operatorSignature: to('prizes/1/claim'),
  },
  {
    type: 'ForfeitPrize',
    prize: 1,
    ticketNumber: 1,
    reason: 'declined',
    at: now,
    operatorSignature: to('prizes/1/forfeit'),
  },
];

const open = [opened(), sold(1), sold(2, { holder: 'ben' })];
const done = [...open, closed(2), drawn(2, [{ ticketNumber: 1 }])];

/** For each kind of command a log that ends with its entries. */
const logs: Readonly<Record<string, readonly Entry[]>> = {
  AmendRaffle: [...open, amended({ title: 'New' }, { operatorSignature: to('') })],
  VoidTickets: [...open, voided(1, { operatorSignature: to('voids') })],
  CloseRaffle: [...open, closed(2, { operatorSignature: to('close') })],
  CancelRaffle: [...open, cancelled({ operatorSignature: to('cancel') })],
  DrawPrizes: [
    ...open,
    closed(2, { operatorSignature: to('draw') }),
    { ...done.at(-1)!, operatorSignature: to('draw') } as Entry,
  ],
  ClaimPrize: [...done, claimed(1, 1, { operatorSignature: to('prizes/1/claim') })],
  ForfeitPrize: [...done, forfeited(1, 1, { operatorSignature: to('prizes/1/forfeit') })],
};

for (const [kind, log] of Object.entries(logs)) {
  test(`decide() refuses a key that was used for another kind of request, ${kind}`, (t) => {
    for (const command of commands.filter(({ type }) => type !== kind)) {
      given(...log)
        .when(command)
        .thenRefuses(t, 'idempotency-key-reused');
    }
  });

  test(`decide() repeats its answer to ${kind}, and refuses the key with another body`, (t) => {
    const command = commands.find(({ type }) => type === kind)!;
    t.true(decide(command, fold(log)).replayed);
    const another = {
      ...command,
      operatorSignature: { ...command.operatorSignature!, body: '{}' },
    };
    given(...log)
      .when(another)
      .thenRefuses(t, 'idempotency-key-reused');
  });
}

test('decide() refuses a key that was used for another kind, whatever path the signatures cover', (t) => {
  const operatorSignature = signed();
  given(...open, voided(2, { operatorSignature }), closed(1), drawn(1, [{ ticketNumber: 1 }]))
    .when({
      type: 'ForfeitPrize',
      prize: 1,
      ticketNumber: 1,
      reason: 'declined',
      at: now,
      operatorSignature,
    })
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() refuses a key that was used for the same kind of request to another path', (t) => {
  given(...logs['ClaimPrize']!)
    .when({
      type: 'ClaimPrize',
      prize: 2,
      ticketNumber: 1,
      at: now,
      operatorSignature: to('prizes/2/claim'),
    })
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() keeps the key of an opening for this raffle', (t) => {
  const first = opened({ operatorSignature: to('') });
  for (const command of commands.slice(1)) {
    given(first).when(command).thenRefuses(t, 'idempotency-key-reused');
  }
});

test('decide() accepts the same key from another operator', (t) => {
  const log = logs['VoidTickets']!;
  const operatorSignature = to('', { keyid: 'another' });
  const changes = { title: 'New' };
  given(...log)
    .when({ type: 'AmendRaffle', changes, at: now, operatorSignature })
    .then(t, amended(changes, { operatorSignature }));
});

test('a raffle remembers the requests of its own log, whatever follows in another', (t) => {
  const start = fold([
    ...open,
    amended({ capacity: 50 }, { operatorSignature: to('', { idempotencyKey: 'a' }) }),
  ]);
  const keyed = (idempotencyKey: string) =>
    amended({ title: idempotencyKey }, { operatorSignature: to('', { idempotencyKey }) });
  const [one, other] = [evolve(start, keyed('b')), evolve(start, keyed('c'))];
  const find = (raffle: Raffle, idempotencyKey: string) =>
    isOpened(raffle) ? raffle.requests.find(to('', { idempotencyKey })).length : 0;
  t.deepEqual(
    [start, one, other].map((raffle) => ['a', 'b', 'c'].map((key) => find(raffle, key))),
    [
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 1],
    ],
  );
});
