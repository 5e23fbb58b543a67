import test from 'ava';
import type { BuyTickets, DrawWinner, OpenRaffle } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { Order, RaffleClosed, WinnerDrawn } from '../../services/raffle/domain/entries.ts';
import { fold, given, now, opened, sold } from '../support/given.ts';

const order: Order = { keyid: 'key', base: '', signature: '', body: '' };
const closed: RaffleClosed = { type: 'raffle-closed', ticketCount: 1, at: now, order };
const drawn: WinnerDrawn = {
  type: 'winner-drawn',
  ticketCount: 1,
  index: 0,
  ticketNumber: 1,
  holder: 'ann',
  at: now,
  order,
};

function buy(facts: Partial<BuyTickets> = {}): BuyTickets {
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

function draw(index = 0, from: Order = order): DrawWinner {
  return { type: 'DrawWinner', randomInt: () => index, at: now, order: from };
}

const { type: _, ...rules } = opened();
const open: OpenRaffle = { type: 'OpenRaffle', ...rules };

test('decide() opens a raffle that is not there', (t) => {
  given().when(open).then(t, opened());
});

test('decide() refuses to open a raffle twice', (t) => {
  given(opened()).when(open).thenRefuses(t, 'raffle-exists');
});

test('decide() answers a repeated order to open with the raffle it opened', (t) => {
  const once = { ...order, idempotencyKey: 'intent' };
  const first = opened({ order: once });
  given(first)
    .when({ ...open, order: { ...once, signature: 'another' } })
    .thenReplays(t, first);
  given(first)
    .when({ ...open, order: { ...once, keyid: 'other' } })
    .thenRefuses(t, 'raffle-exists');
  given(first)
    .when({ ...open, order: { ...once, body: '{}' } })
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
    .then(t, sold(1, { key: 'new' }), sold(2, { key: 'new' }));
});

test('decide() takes any number of tickets at once, and finds them again', (t) => {
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

test('decide() counts a person, not an account', (t) => {
  given(opened(), sold(1), sold(2))
    .when(buy({ account: 'alias@' }))
    .thenRefuses(t, 'limit-reached');
});

test('decide() refuses two tickets to who may have one more, and takes none', (t) => {
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

test('decide() answers a repeated purchase with the tickets it took, whatever has happened since', (t) => {
  const again = buy({ key: 'k1' });
  given(opened(), sold(1), sold(2)).when(again).thenReplays(t, sold(1));
  given(opened({ capacity: 1 }), sold(1))
    .when(again)
    .thenReplays(t, sold(1));
  given(opened(), sold(1), closed).when(again).thenReplays(t, sold(1));
  given(opened(), sold(1), closed, drawn).when(again).thenReplays(t, sold(1));
});

test('decide() refuses a key that stands for another purchase', (t) => {
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
    .then(t, sold(2, { account: 'alias@', key }));
});

test('decide() refuses a purchase after closing and after the draw', (t) => {
  given(opened(), sold(1), closed).when(buy()).thenRefuses(t, 'raffle-closed');
  given(opened(), sold(1), closed, drawn).when(buy()).thenRefuses(t, 'raffle-closed');
});

test('decide() closes once', (t) => {
  const close = { type: 'CloseRaffle', at: now, order } as const;
  given(opened(), sold(1)).when(close).then(t, closed);
  given(opened(), sold(1), closed).when(close).thenRefuses(t, 'raffle-closed');
});

test('decide() draws from a closed raffle', (t) => {
  given(opened(), sold(1), closed).when(draw()).then(t, drawn);
});

test('decide() closes an open raffle in the step that draws', (t) => {
  given(opened(), sold(1)).when(draw()).then(t, closed, drawn);
});

test('decide() names the ticket and holder at the index the dice gave', (t) => {
  given(opened(), sold(1), sold(2, { holder: 'bob' }))
    .when(draw(1))
    .then(
      t,
      { ...closed, ticketCount: 2 },
      { ...drawn, ticketCount: 2, index: 1, ticketNumber: 2, holder: 'bob' },
    );
});

test('decide() never draws twice', (t) => {
  given(opened(), sold(1), closed, drawn).when(draw()).thenRefuses(t, 'already-drawn');
});

test('decide() answers a repeated order to draw with the draw it made', (t) => {
  const once = { ...order, idempotencyKey: 'intent' };
  const first = { ...drawn, order: once };
  given(opened(), sold(1), closed, first)
    .when(draw(0, { ...once }))
    .thenReplays(t, first);
});

test('decide() refuses to draw from nobody, and leaves the raffle open', (t) => {
  given(opened()).when(draw()).thenRefuses(t, 'no-tickets-sold');
});

test('decide() knows no raffle that was not opened', (t) => {
  given().when(buy()).thenRefuses(t, 'raffle-not-found');
  given().when(draw()).thenRefuses(t, 'raffle-not-found');
  given().when({ type: 'CloseRaffle', at: now, order }).thenRefuses(t, 'raffle-not-found');
});
