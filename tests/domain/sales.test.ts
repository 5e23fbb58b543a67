import test from 'ava';
import { buyTickets } from '../../services/raffle/domain/buy-tickets.ts';
import type { SellAtDesk, VoidTickets } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { RuleBroken } from '../../services/raffle/domain/decision.ts';
import type { DeskSale } from '../../services/raffle/domain/entries.ts';
import { publicPart } from '../../services/raffle/domain/public-part.ts';
import { evolve } from '../../services/raffle/domain/raffle.ts';
import {
  buy,
  later,
  cancelled,
  closed,
  fold,
  given,
  now,
  opened,
  signed,
  sold,
  voided,
} from '../support/given.ts';

function sell(facts: Partial<SellAtDesk> = {}): SellAtDesk {
  return {
    type: 'SellAtDesk',
    holder: 'walk-in',
    key: 'desk',
    quantity: 1,
    at: now,
    operatorSignature: signed(),
    ...facts,
  };
}

function deskSale(number: number, facts: Partial<DeskSale> = {}): DeskSale {
  return {
    type: 'ticket-sold',
    number,
    holder: 'walk-in',
    desk: true,
    key: 'desk',
    at: now,
    operatorSignature: signed(),
    ...facts,
  };
}

function voidThem(numbers: number[], facts: Partial<VoidTickets> = {}): VoidTickets {
  return {
    type: 'VoidTickets',
    numbers,
    reason: 'unpaid',
    at: now,
    operatorSignature: signed(),
    ...facts,
  };
}

test('decide() sells at the desk, and the public part says so without the buyer', (t) => {
  const buyer = { name: 'Dee', phone: '123' };
  given(opened())
    .when(sell({ quantity: 2, buyer, paid: true }))
    .then(t, deskSale(1, { buyer, paid: true }), deskSale(2, { buyer, paid: true, slot: 2 }));
  t.deepEqual(publicPart(deskSale(1, { buyer, paid: true, account: 'dee@', slot: 2 })), {
    type: 'ticket-sold',
    number: 1,
    holder: 'walk-in',
    desk: true,
    at: now,
  });
});

test('decide() counts tickets bought online and at the desk together', (t) => {
  given(opened(), sold(1), sold(2))
    .when(sell({ holder: 'ann' }))
    .thenRefuses(t, 'limit-reached');
  given(opened(), sold(1), deskSale(2, { holder: 'ann', slot: 2 }))
    .when(buy())
    .thenRefuses(t, 'limit-reached');
});

test('decide() refuses a desk sale of more tickets than one person may have, or than are left', (t) => {
  given(opened())
    .when(sell({ quantity: 3 }))
    .thenRefuses(t, 'limit-reached');
  given(opened({ capacity: 1 }), sold(1))
    .when(sell())
    .thenRefuses(t, 'sold-out');
});

test('decide() answers a repeated desk sale with its tickets, whatever holder was drawn for it now', (t) => {
  const first = deskSale(1);
  given(opened(), first, closed(1))
    .when(sell({ holder: 'other', operatorSignature: signed({ signature: 'another' }) }))
    .thenReplays(t, first);
  given(opened(), first, voided(1), sold(1))
    .when(sell({ holder: 'other' }))
    .thenReplays(t, first);
  given(opened(), first)
    .when(sell({ operatorSignature: signed({ body: '{"quantity":2}' }) }))
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() refuses a desk sale when sales have ended, have not begun or are cancelled', (t) => {
  given(opened(), closed(0)).when(sell()).thenRefuses(t, 'raffle-closed');
  given(opened(), cancelled()).when(sell()).thenRefuses(t, 'raffle-cancelled');
  given(opened({ opensAt: later }))
    .when(sell())
    .thenRefuses(t, 'not-open-yet');
  given().when(sell()).thenRefuses(t, 'raffle-not-found');
});

test('decide() voids several tickets with one signature', (t) => {
  const operatorSignature = signed();
  given(opened(), sold(1), sold(2))
    .when(voidThem([2, 1]))
    .then(t, voided(2, { operatorSignature }), voided(1, { operatorSignature }));
});

test('decide() voids all of the numbers or none', (t) => {
  const log = [opened({ capacity: 5 }), sold(1), sold(2)];
  given(...log)
    .when(voidThem([1, 3]))
    .thenRefuses(t, 'ticket-not-valid', 'numbers');
  given(...log)
    .when(voidThem([1, 1]))
    .thenRefuses(t, 'ticket-not-valid', 'numbers');
  given(...log)
    .when(voidThem([1, 6]))
    .thenRefuses(t, 'not-found', 'numbers');
  given(...log)
    .when(voidThem([0]))
    .thenRefuses(t, 'not-found', 'numbers');
  given(...log, voided(1))
    .when(voidThem([1]))
    .thenRefuses(t, 'ticket-not-valid', 'numbers');
});

test('decide() voids no ticket that was sold after the operator looked, and names all of them', (t) => {
  const log = [opened(), sold(1), sold(2), voided(1), sold(1, { holder: 'ben' })];
  given(...log)
    .when(voidThem([1, 2], { soldBefore: 3 }))
    .thenRefuses(t, 'ticket-not-valid', 'numbers');
  const refusal = t.throws(() => decide(voidThem([1, 2], { soldBefore: 2 }), fold(log)), {
    instanceOf: RuleBroken,
  });
  t.deepEqual(refusal.facts, { numbers: [1, 2] });
  const operatorSignature = signed();
  given(...log)
    .when(voidThem([2], { soldBefore: 3 }))
    .then(t, voided(2, { operatorSignature }));
  given(...log)
    .when(voidThem([1], { soldBefore: 5 }))
    .then(t, voided(1, { operatorSignature }));
});

test('decide() voids nothing after the closing or cancelling', (t) => {
  given(opened(), sold(1), closed(1))
    .when(voidThem([1]))
    .thenRefuses(t, 'raffle-closed');
  given(opened(), sold(1), cancelled())
    .when(voidThem([1]))
    .thenRefuses(t, 'raffle-cancelled');
});

test('decide() answers a repeated void with the first one, also after the number was sold again', (t) => {
  const first = voided(1, { operatorSignature: signed() });
  given(opened(), sold(1), first, sold(1, { holder: 'ben' }), closed(1))
    .when(voidThem([1], { operatorSignature: signed({ signature: 'another' }) }))
    .thenReplays(t, first);
  given(opened(), sold(1), first)
    .when(voidThem([2], { operatorSignature: signed({ body: '{}' }) }))
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() sells the lowest free numbers first', (t) => {
  const log = [1, 2, 3, 4].map((number) => sold(number, { holder: `p${number}` }));
  given(opened({ perPersonLimit: 4 }), ...log, voided(3), voided(1))
    .when(buy({ holder: 'dee', quantity: 3 }))
    .then(
      t,
      sold(1, { holder: 'dee', key: 'new' }),
      sold(3, { holder: 'dee', key: 'new', slot: 2 }),
      sold(5, { holder: 'dee', key: 'new', slot: 3 }),
    );
});

test('decide() lets a person buy again after a void, up to the limit', (t) => {
  const log = [opened(), sold(1), sold(2, { slot: 2 }), voided(1)];
  given(...log)
    .when(buy())
    .then(t, sold(1, { key: 'new' }));
  given(...log)
    .when(buy({ quantity: 2 }))
    .thenRefuses(t, 'limit-reached');
});

test('decide() sells a voided ticket of a full raffle again, and no further one', (t) => {
  const log = [opened({ capacity: 1 }), sold(1), voided(1)];
  given(...log)
    .when(buy({ holder: 'ben' }))
    .then(t, sold(1, { holder: 'ben', key: 'new' }));
  given(...log, sold(1, { holder: 'ben' }))
    .when(buy({ holder: 'cem' }))
    .thenRefuses(t, 'sold-out');
});

test('decide() gives a repeated purchase its first tickets after a void and another sale', (t) => {
  const log = [opened(), sold(1), voided(1), sold(1, { holder: 'ben' })];
  given(...log)
    .when(buy({ key: 'k1' }))
    .thenReplays(t, sold(1));
  given(...log, sold(2))
    .when(buy({ key: 'k1' }))
    .thenReplays(t, sold(1));
});

test('buyTickets() tells the log index of the first ticket, also of a repeated purchase', (t) => {
  const log = fold([opened(), sold(1, { holder: 'ben' })]);
  const command = buy({ quantity: 2 });
  const { entries, index } = buyTickets(command, log);
  t.is(index, 2);
  const later = [...entries, sold(4, { holder: 'cem' })].reduce(evolve, log);
  t.deepEqual(buyTickets(command, later), { entries, index: 2, replayed: true });
});

test('decide() refuses a purchase under rules that were amended since', (t) => {
  const amendment = {
    type: 'raffle-amended',
    changes: { title: 'New' },
    at: now,
    operatorSignature: null,
  } as const;
  const log = [opened(), sold(1, { holder: 'ben' }), amendment];
  given(...log)
    .when(buy({ rules: 0 }))
    .thenRefuses(t, 'rules-changed');
  given(...log)
    .when(buy({ rules: 2 }))
    .then(t, sold(2, { key: 'new' }));
  given(...log)
    .when(buy())
    .then(t, sold(2, { key: 'new' }));
  given(...log, sold(2))
    .when(buy({ key: 'k2', rules: 0 }))
    .thenReplays(t, sold(2));
});

test('decide() sells nothing in a cancelled raffle', (t) => {
  given(opened(), cancelled()).when(buy()).thenRefuses(t, 'raffle-cancelled');
  given(opened(), sold(1), cancelled())
    .when(buy({ key: 'k1' }))
    .thenReplays(t, sold(1));
});

test('evolve() refuses the sale of another number than the lowest free one', (t) => {
  for (const log of [
    [sold(2)],
    [sold(1), sold(1)],
    [sold(1), sold(2), voided(1), sold(3)],
    [sold(1), sold(2), voided(1), sold(2)],
  ]) {
    t.throws(() => fold([opened(), ...log]), { instanceOf: TypeError });
  }
  t.notThrows(() => fold([opened(), sold(1), sold(2), voided(1), sold(1), sold(3)]));
});
