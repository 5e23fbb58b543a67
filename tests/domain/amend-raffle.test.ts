import test from 'ava';
import type { AmendRaffle, OpenRaffle } from '../../services/raffle/domain/commands.ts';
import type { RaffleRules, RuleChanges } from '../../services/raffle/domain/rules.ts';
import {
  amended,
  cancelled,
  closed,
  fold,
  given,
  later,
  now,
  opened,
  signed,
  sold,
  testChainHash,
  voided,
} from '../support/given.ts';

const afterLater = '2026-05-03T12:00:00.000Z';
const past = '2026-05-01T11:59:59.999Z';

function amend(changes: RuleChanges, facts: Partial<AmendRaffle> = {}): AmendRaffle {
  return { type: 'AmendRaffle', changes, at: now, operatorSignature: null, ...facts };
}

function open(rules: Partial<RaffleRules>): OpenRaffle {
  const { type: _, ...facts } = opened(rules);
  return { type: 'OpenRaffle', ...facts };
}

test('decide() amends every rule before the first sale', (t) => {
  const changes: RuleChanges = {
    title: 'Summer fair',
    capacity: 50,
    perPersonLimit: 1,
    randomness: 'drand',
    chainHash: testChainHash,
    prizes: ['Bicycle', 'Book'],
    reserves: 3,
    onePrizePerPerson: true,
    opensAt: later,
    closesAt: afterLater,
    claimBy: '2026-06-01T00:00:00.000Z',
    notice: { organiser: 'School', price: { amount: 200, currency: 'GBP' } },
  };
  given(opened()).when(amend(changes)).then(t, amended(changes));
  const raffle = fold([opened(), amended(changes)]);
  t.like(raffle, { rules: changes, rulesIndex: 1, version: 2 });
});

test('decide() removes optional rules with null', (t) => {
  const first = opened({ opensAt: later, notice: { place: 'Hall' }, onePrizePerPerson: true });
  const changes = { opensAt: null, notice: null, onePrizePerPerson: null };
  given(first).when(amend(changes)).then(t, amended(changes));
  const { rules } = fold([first, amended(changes)]) as { rules: RaffleRules };
  t.false('opensAt' in rules || 'notice' in rules || 'onePrizePerPerson' in rules);
});

test('decide() drops members that have their value already, and adds no entry for none', (t) => {
  const notice = { place: 'Hall', organiser: 'School' };
  const first = opened({ notice });
  given(first)
    .when(amend({ title: first.title, capacity: 7, prizes: ['Prize'], closesAt: null }))
    .then(t, amended({ capacity: 7 }));
  given(first)
    .when(amend({ notice: { organiser: 'School', place: 'Hall' } }))
    .then(t);
});

test('decide() changes the chain only together with the randomness', (t) => {
  given(opened({ randomness: 'drand' }))
    .when(amend({ randomness: 'drand', chainHash: '44'.repeat(32), capacity: 7 }))
    .then(t, amended({ capacity: 7 }));
  given(opened({ randomness: 'drand' }))
    .when(amend({ randomness: 'local' }))
    .then(t, amended({ randomness: 'local', chainHash: null }));
});

test('decide() amends title, place, and a later end after the first sale', (t) => {
  const first = opened({ closesAt: later, notice: { organiser: 'School', place: 'Hall' } });
  const changes = {
    title: 'Summer fair',
    closesAt: afterLater,
    notice: { organiser: 'School', place: 'Field' },
  };
  given(first, sold(1)).when(amend(changes)).then(t, amended(changes));
});

const final: [string, RuleChanges][] = [
  ['capacity', { capacity: 101 }],
  ['perPersonLimit', { perPersonLimit: 3 }],
  ['randomness', { randomness: 'drand', chainHash: testChainHash }],
  ['prizes', { prizes: ['Other'] }],
  ['reserves', { reserves: 9 }],
  ['onePrizePerPerson', { onePrizePerPerson: true }],
  ['opensAt', { opensAt: later }],
  ['claimBy', { claimBy: afterLater }],
  ['closesAt', { closesAt: '2026-05-02T11:00:00.000Z' }],
  ['closesAt', { closesAt: null }],
  ['notice.price', { notice: { price: { amount: 1, currency: 'GBP' } } }],
  ['notice.purpose', { notice: { price: { amount: 2, currency: 'GBP' }, purpose: 'Roof' } }],
  ['notice.price', { notice: null }],
];

for (const [member, changes] of final) {
  test(`decide() refuses to change ${JSON.stringify(changes)} after a sale, voided or not`, (t) => {
    const first = opened({ closesAt: later, notice: { price: { amount: 2, currency: 'GBP' } } });
    given(first, sold(1)).when(amend(changes)).thenRefuses(t, 'rule-final', member);
    given(first, sold(1), voided(1)).when(amend(changes)).thenRefuses(t, 'rule-final', member);
  });
}

for (const name of ['organiser', 'terms', 'askFor'] as const) {
  test(`decide() refuses to change notice.${name} after a sale`, (t) => {
    const notice =
      name === 'askFor' ? { askFor: { name: 'required' } as const } : { [name]: 'New' };
    given(opened(), sold(1)).when(amend({ notice })).thenRefuses(t, 'rule-final', `notice.${name}`);
  });
}

test('decide() refuses to announce an end after a sale', (t) => {
  given(opened(), sold(1))
    .when(amend({ closesAt: later }))
    .thenRefuses(t, 'rule-final', 'closesAt');
});

test('decide() amends nothing after the closing or cancelling', (t) => {
  given(opened(), closed(0))
    .when(amend({ title: 'New' }))
    .thenRefuses(t, 'raffle-closed');
  given(opened(), cancelled())
    .when(amend({ title: 'New' }))
    .thenRefuses(t, 'raffle-cancelled');
  given()
    .when(amend({ title: 'New' }))
    .thenRefuses(t, 'raffle-not-found');
});

test('decide() answers a repeated amendment with the first one, also after a sale', (t) => {
  const first = amended({ capacity: 5 }, { operatorSignature: signed() });
  const again = signed({ signature: 'another' });
  given(opened(), first, sold(1))
    .when(amend({ capacity: 5 }, { operatorSignature: again }))
    .thenReplays(t, first);
  given(opened(), first)
    .when(amend({ capacity: 6 }, { operatorSignature: signed({ body: '{}' }) }))
    .thenRefuses(t, 'idempotency-key-reused');
});

const contradictions: [string, Partial<RaffleRules>][] = [
  ['opensAt', { opensAt: past }],
  ['opensAt', { opensAt: now }],
  ['closesAt', { closesAt: past }],
  ['claimBy', { claimBy: past }],
  ['notice.drawAt', { notice: { drawAt: past } }],
  ['closesAt', { opensAt: afterLater, closesAt: later }],
  ['closesAt', { opensAt: later, closesAt: later }],
  ['claimBy', { closesAt: afterLater, claimBy: later }],
  ['claimBy', { opensAt: afterLater, claimBy: later }],
  ['notice.drawAt', { opensAt: afterLater, notice: { drawAt: later } }],
  ['notice.drawAt', { closesAt: afterLater, notice: { drawAt: later } }],
  ['claimBy', { claimBy: later, notice: { drawAt: afterLater } }],
  ['claimBy', { claimBy: later, notice: { drawAt: later } }],
  ['claimBy', { closesAt: later, claimBy: later }],
  ['reserves', { prizes: ['A', 'B'], perPersonLimit: 3, onePrizePerPerson: true, reserves: 1 }],
];

for (const [member, rules] of contradictions) {
  test(`decide() refuses to open a raffle with ${JSON.stringify(rules)}`, (t) => {
    given().when(open(rules)).thenRefuses(t, 'invalid-request', member);
  });
}

test('decide() opens a raffle that is drawn when sales end', (t) => {
  const rules = { closesAt: later, claimBy: afterLater, notice: { drawAt: later } };
  given().when(open(rules)).then(t, opened(rules));
});

test('decide() refuses an amendment that contradicts another rule', (t) => {
  given(opened({ opensAt: afterLater }))
    .when(amend({ closesAt: later }))
    .thenRefuses(t, 'invalid-request', 'closesAt');
  given(opened({ closesAt: later, claimBy: afterLater }), sold(1))
    .when(amend({ closesAt: '2026-05-04T00:00:00.000Z' }))
    .thenRefuses(t, 'invalid-request', 'claimBy');
});

test('decide() amends a raffle whose opening has passed, and can put the opening off', (t) => {
  const first = opened({ opensAt: past, at: '2026-04-01T00:00:00.000Z' });
  given(first)
    .when(amend({ title: 'New' }))
    .then(t, amended({ title: 'New' }));
  given(first)
    .when(amend({ opensAt: later }))
    .then(t, amended({ opensAt: later }));
});

test('decide() requires no more than 50 reserves for one prize per person', (t) => {
  const rules = { prizes: Array.from({ length: 20 }, () => 'Book'), perPersonLimit: 10 } as const;
  given()
    .when(open({ ...rules, onePrizePerPerson: true, reserves: 49 }))
    .thenRefuses(t, 'invalid-request', 'reserves');
  given()
    .when(open({ ...rules, onePrizePerPerson: true, reserves: 50 }))
    .then(t, opened({ ...rules, onePrizePerPerson: true, reserves: 50 }));
});
