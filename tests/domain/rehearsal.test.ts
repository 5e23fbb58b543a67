import test from 'ava';
import type { OpenRaffle, RehearsePurchase } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { deleted, evolve, unopened } from '../../services/raffle/domain/raffle.ts';
import { madeUpAccount, requireDeletable } from '../../services/raffle/domain/rehearsal.ts';
import { closed as closedWith, fold, given, now, opened, sold } from '../support/given.ts';

const rehearsal = (rules: Parameters<typeof opened>[0] = {}) =>
  opened({ rehearsal: true, ...rules });
const closed = closedWith(0);

function purchase(facts: Partial<RehearsePurchase> = {}): RehearsePurchase {
  return { type: 'RehearsePurchase', holder: 'x', key: 'o', quantity: 2, at: now, ...facts };
}

const taken = (number: number, facts: Parameters<typeof sold>[1] = {}) =>
  sold(number, { holder: 'x', account: madeUpAccount, key: 'o', ...facts });

function openRequest(facts: Partial<OpenRaffle> = {}): OpenRaffle {
  const { type: _, ...rules } = opened();
  return { type: 'OpenRaffle', ...rules, ...facts };
}

test('the opening of a rehearsal has a `rehearsal` member, the opening of a real raffle has none', (t) => {
  given()
    .when(openRequest({ rehearsal: true }))
    .then(t, rehearsal());
  given()
    .when(openRequest({ rehearsal: false }))
    .then(t, opened());
  given().when(openRequest()).then(t, opened());
});

test('a made-up participant buys from a rehearsal', (t) => {
  given(rehearsal())
    .when(purchase())
    .then(t, taken(1), taken(2, { slot: 2 }));
});

test('a made-up participant cannot buy from a real raffle, open or closed', (t) => {
  given(opened()).when(purchase()).thenRefuses(t, 'not-a-rehearsal');
  given(opened(), closed).when(purchase()).thenRefuses(t, 'not-a-rehearsal');
  given().when(purchase()).thenRefuses(t, 'raffle-not-found');
});

test('limit, capacity and closing apply to made-up participants', (t) => {
  given(rehearsal({ perPersonLimit: 1 }))
    .when(purchase())
    .thenRefuses(t, 'limit-reached');
  given(rehearsal({ capacity: 1 }), sold(1))
    .when(purchase())
    .thenRefuses(t, 'sold-out');
  given(rehearsal(), closed).when(purchase()).thenRefuses(t, 'raffle-closed');
});

test('a made-up participant takes the tickets that are left if it wants more', (t) => {
  given(rehearsal({ capacity: 2 }), sold(1))
    .when(purchase())
    .then(t, taken(2));
});

test('a repeated rehearsal purchase takes no more tickets, also when sold out or closed', (t) => {
  given(rehearsal(), taken(1), taken(2)).when(purchase()).thenReplays(t, taken(1), taken(2));
  given(rehearsal({ capacity: 1 }), taken(1))
    .when(purchase())
    .thenReplays(t, taken(1));
  given(rehearsal(), taken(1), { ...closed, ticketCount: 1 })
    .when(purchase())
    .thenReplays(t, taken(1));
});

test('a rehearsal purchase with another key for the same holder is refused', (t) => {
  given(rehearsal(), taken(1))
    .when(purchase({ key: 'another' }))
    .thenRefuses(t, 'idempotency-key-reused');
});

test('a rehearsal may be deleted while open, when closed, and again', (t) => {
  t.notThrows(() => requireDeletable(fold([rehearsal()])));
  t.notThrows(() => requireDeletable(fold([rehearsal(), closed])));
  t.notThrows(() => requireDeletable(deleted));
});

test('a real raffle is never deleted, open or closed', (t) => {
  t.throws(() => requireDeletable(fold([opened()])), { code: 'not-a-rehearsal' });
  t.throws(() => requireDeletable(fold([opened(), closed])), { code: 'not-a-rehearsal' });
  t.throws(() => requireDeletable(unopened), { code: 'raffle-not-found' });
});

test('a deleted raffle refuses purchases, and its id is not used again', (t) => {
  const buying = { ...purchase(), type: 'BuyTickets', account: 'a', quantity: 1 } as const;
  t.throws(() => decide(buying, deleted), { code: 'raffle-not-found' });
  t.throws(() => decide(purchase(), deleted), { code: 'raffle-not-found' });
  t.throws(() => decide(openRequest({ rehearsal: true }), deleted), { code: 'raffle-exists' });
});

test('no entry is added to a deleted raffle', (t) => {
  for (const entry of [rehearsal(), taken(1), closed]) t.throws(() => evolve(deleted, entry));
});
