import test from 'ava';
import type { OpenRaffle, RehearsePurchase } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { RaffleClosed } from '../../services/raffle/domain/entries.ts';
import { deleted, evolve, unopened } from '../../services/raffle/domain/raffle.ts';
import { madeUpAccount, requireDeletable } from '../../services/raffle/domain/rehearsal.ts';
import { fold, given, now, opened, sold } from '../support/given.ts';

const rehearsal = (rules: Parameters<typeof opened>[0] = {}) =>
  opened({ rehearsal: true, ...rules });
const closed: RaffleClosed = { type: 'raffle-closed', ticketCount: 0, at: now, order: null };

function purchase(facts: Partial<RehearsePurchase> = {}): RehearsePurchase {
  return { type: 'RehearsePurchase', holder: 'x', key: 'o', quantity: 2, at: now, ...facts };
}

const taken = (number: number, facts: Parameters<typeof sold>[1] = {}) =>
  sold(number, { holder: 'x', account: madeUpAccount, key: 'o', ...facts });

function order(facts: Partial<OpenRaffle> = {}): OpenRaffle {
  const { type: _, ...rules } = opened();
  return { type: 'OpenRaffle', ...rules, ...facts };
}

test('a rehearsal says so in its opening; a real raffle says nothing about it', (t) => {
  given()
    .when(order({ rehearsal: true }))
    .then(t, rehearsal());
  given()
    .when(order({ rehearsal: false }))
    .then(t, opened());
  given().when(order()).then(t, opened());
});

test('somebody made up buys from a rehearsal', (t) => {
  given(rehearsal()).when(purchase()).then(t, taken(1), taken(2));
});

test('nobody made up buys from a real raffle, at any time of its life', (t) => {
  given(opened()).when(purchase()).thenRefuses(t, 'not-a-rehearsal');
  given(opened(), closed).when(purchase()).thenRefuses(t, 'not-a-rehearsal');
  given().when(purchase()).thenRefuses(t, 'raffle-not-found');
});

test('whoever is made up is held to the rules: cap, capacity, closing', (t) => {
  given(rehearsal({ perPersonLimit: 1 }))
    .when(purchase())
    .thenRefuses(t, 'limit-reached');
  given(rehearsal({ capacity: 1 }), sold(1))
    .when(purchase())
    .thenRefuses(t, 'sold-out');
  given(rehearsal(), closed).when(purchase()).thenRefuses(t, 'raffle-closed');
});

test('where fewer tickets are left than somebody made up wants, they take those', (t) => {
  given(rehearsal({ capacity: 2 }), sold(1))
    .when(purchase())
    .then(t, taken(2));
});

test('a purchase by the same order takes nothing more, whatever has happened since', (t) => {
  given(rehearsal(), taken(1), taken(2)).when(purchase()).thenReplays(t, taken(1), taken(2));
  given(rehearsal({ capacity: 1 }), taken(1))
    .when(purchase())
    .thenReplays(t, taken(1));
  given(rehearsal(), taken(1), { ...closed, ticketCount: 1 })
    .when(purchase())
    .thenReplays(t, taken(1));
});

test('an order that names another number is not the same order', (t) => {
  given(rehearsal(), taken(1))
    .when(purchase({ key: 'another' }))
    .thenRefuses(t, 'idempotency-key-reused');
});

test('a rehearsal may be deleted, at any time of its life and again', (t) => {
  t.notThrows(() => requireDeletable(fold([rehearsal()])));
  t.notThrows(() => requireDeletable(fold([rehearsal(), closed])));
  t.notThrows(() => requireDeletable(deleted));
});

test('a real raffle is never deleted, at any time of its life', (t) => {
  t.throws(() => requireDeletable(fold([opened()])), { code: 'not-a-rehearsal' });
  t.throws(() => requireDeletable(fold([opened(), closed])), { code: 'not-a-rehearsal' });
  t.throws(() => requireDeletable(unopened), { code: 'raffle-not-found' });
});

test('a deleted raffle is not there, and its id is spent', (t) => {
  const buying = { ...purchase(), type: 'BuyTickets', account: 'a', quantity: 1 } as const;
  t.throws(() => decide(buying, deleted), { code: 'raffle-not-found' });
  t.throws(() => decide(purchase(), deleted), { code: 'raffle-not-found' });
  t.throws(() => decide(order({ rehearsal: true }), deleted), { code: 'raffle-exists' });
});

test('no entry is added to a deleted raffle', (t) => {
  for (const entry of [rehearsal(), taken(1), closed]) t.throws(() => evolve(deleted, entry));
});
