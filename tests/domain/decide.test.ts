import test from 'ava';
import type { DrawPrizes, OpenRaffle } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { OperatorSignature } from '../../services/raffle/domain/entries.ts';
import {
  buy,
  closed as closedWith,
  drawn as drawnFrom,
  fold,
  given,
  now,
  opened,
  signed,
  sold,
} from '../support/given.ts';

const operatorSignature: OperatorSignature = { keyid: 'key', base: '', signature: '', body: '' };
const closed = closedWith(1, { operatorSignature });
const drawn = drawnFrom(1, [{ ticketNumber: 1 }], { operatorSignature });

function draw(index = 0, from: OperatorSignature = operatorSignature): DrawPrizes {
  return { type: 'DrawPrizes', randomInt: () => index, at: now, operatorSignature: from };
}

const { type: _, ...rules } = opened();
const open: OpenRaffle = { type: 'OpenRaffle', ...rules };

test('decide() opens a new raffle', (t) => {
  given().when(open).then(t, opened());
});

test('decide() refuses to open a raffle twice', (t) => {
  given(opened()).when(open).thenRefuses(t, 'raffle-exists');
});

test('decide() answers a repeated request to open with the raffle it opened', (t) => {
  const once = signed();
  const first = opened({ operatorSignature: once });
  given(first)
    .when({ ...open, operatorSignature: { ...once, signature: 'another' } })
    .thenReplays(t, first);
  given(first)
    .when({ ...open, operatorSignature: { ...once, keyid: 'other' } })
    .thenRefuses(t, 'raffle-exists');
  given(first)
    .when({ ...open, operatorSignature: { ...once, body: '{}' } })
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() sells the next number', (t) => {
  given(opened(), sold(1))
    .when(buy({ holder: 'bob' }))
    .then(t, sold(2, { holder: 'bob', key: 'new' }));
});

test('decide() sells several tickets of one purchase in a row', (t) => {
  given(opened())
    .when(buy({ quantity: 2 }))
    .then(t, sold(1, { key: 'new' }), sold(2, { key: 'new', slot: 2 }));
});

test('decide() sells 200,000 tickets in one purchase and recognises its repetition', (t) => {
  const quantity = 200_000;
  const rules = opened({ capacity: quantity, perPersonLimit: quantity });
  const { entries } = decide(buy({ quantity }), fold([rules]));
  t.is(entries.length, quantity);
  const again = decide(buy({ quantity }), fold([rules, ...entries]));
  t.is(again.replayed, true);
  t.is(again.entries.length, quantity);
});

test('decide() refuses a third ticket to the same person', (t) => {
  given(opened(), sold(1), sold(2)).when(buy()).thenRefuses(t, 'limit-reached');
});

test('decide() counts the tickets of a person, not of an account', (t) => {
  given(opened(), sold(1), sold(2))
    .when(buy({ account: 'alias@' }))
    .thenRefuses(t, 'limit-reached');
});

test('decide() refuses two tickets to a person who may have one more, and sells none', (t) => {
  given(opened(), sold(1))
    .when(buy({ quantity: 2 }))
    .thenRefuses(t, 'limit-reached');
});

test('decide() refuses a ticket when all are sold', (t) => {
  given(opened({ capacity: 1 }), sold(1))
    .when(buy({ holder: 'bob' }))
    .thenRefuses(t, 'sold-out');
});

test('decide() refuses two tickets when one is left', (t) => {
  given(opened({ capacity: 1 }))
    .when(buy({ quantity: 2 }))
    .thenRefuses(t, 'sold-out');
});

test('decide() answers a repeated purchase with its tickets after other sales, the closing and the draw', (t) => {
  const again = buy({ key: 'k1' });
  given(opened(), sold(1), sold(2)).when(again).thenReplays(t, sold(1));
  given(opened({ capacity: 1 }), sold(1))
    .when(again)
    .thenReplays(t, sold(1));
  given(opened(), sold(1), closed).when(again).thenReplays(t, sold(1));
  given(opened(), sold(1), closed, drawn).when(again).thenReplays(t, sold(1));
});

test('decide() refuses the key of another purchase', (t) => {
  given(opened(), sold(1))
    .when(buy({ key: 'k1', quantity: 2 }))
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() lets two people, and two accounts of one person, use the same key', (t) => {
  const key = 'k1';
  given(opened(), sold(1))
    .when(buy({ holder: 'bob', key }))
    .then(t, sold(2, { holder: 'bob', key }));
  given(opened(), sold(1))
    .when(buy({ account: 'alias@', key }))
    .then(t, sold(2, { account: 'alias@', key, slot: 2 }));
});

test('decide() refuses a purchase after closing and after the draw', (t) => {
  given(opened(), sold(1), closed).when(buy()).thenRefuses(t, 'raffle-closed');
  given(opened(), sold(1), closed, drawn).when(buy()).thenRefuses(t, 'raffle-closed');
});

test('decide() closes a raffle once', (t) => {
  const close = { type: 'CloseRaffle', at: now, operatorSignature } as const;
  given(opened(), sold(1)).when(close).then(t, closed);
  given(opened(), sold(1), closed).when(close).thenRefuses(t, 'raffle-closed');
});

test('decide() draws from a closed raffle', (t) => {
  given(opened(), sold(1), closed).when(draw()).then(t, drawn);
});

test('decide() closes an open raffle in the step that draws', (t) => {
  given(opened(), sold(1))
    .when(draw())
    .then(t, { ...closed, cause: 'draw' }, drawn);
});

test('decide() names the ticket and holder at the index that randomInt returns', (t) => {
  given(opened(), sold(1), sold(2, { holder: 'bob' }))
    .when(draw(1))
    .then(
      t,
      { ...closed, ticketCount: 2, cause: 'draw' },
      drawnFrom(2, [{ ticketNumber: 2, holder: 'bob' }], { operatorSignature }),
    );
});

test('decide() never draws twice', (t) => {
  given(opened(), sold(1), closed, drawn).when(draw()).thenRefuses(t, 'already-drawn');
});

test('decide() answers a repeated request to draw with the draw it made', (t) => {
  const once = signed();
  const first = { ...drawn, operatorSignature: once };
  given(opened(), sold(1), closed, first)
    .when(draw(0, { ...once }))
    .thenReplays(t, first);
});

test('decide() refuses to draw from an empty pool and leaves the raffle open', (t) => {
  given(opened()).when(draw()).thenRefuses(t, 'no-tickets-sold');
});

test('decide() refuses every command about a raffle that was not opened', (t) => {
  given().when(buy()).thenRefuses(t, 'raffle-not-found');
  given().when(draw()).thenRefuses(t, 'raffle-not-found');
  given()
    .when({ type: 'CloseRaffle', at: now, operatorSignature })
    .thenRefuses(t, 'raffle-not-found');
});
