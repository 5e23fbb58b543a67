import test from 'ava';
import type { ClaimPrize, ForfeitPrize } from '../../services/raffle/domain/commands.ts';
import type { Entry, ForfeitReason } from '../../services/raffle/domain/entries.ts';
import { findWinners } from '../../services/raffle/domain/prizes.ts';
import type { DrawnRaffle } from '../../services/raffle/domain/raffle.ts';
import type { RaffleRules } from '../../services/raffle/domain/rules.ts';
import {
  cancelled,
  claimed,
  closed,
  drawn,
  fold,
  forfeited,
  given,
  later,
  now,
  opened,
  signed,
  sold,
} from '../support/given.ts';

const justBefore = '2026-05-02T11:59:59.999Z';
const holders = ['ann', 'ben', 'ann', 'cem'];

/** Four tickets, drawn in the order 1, 2, 3, 4; tickets 1 and 3 are Ann's. */
function drawnLog(rules: Partial<RaffleRules> = {}): Entry[] {
  const tickets = holders.map((holder, index) => sold(index + 1, { holder }));
  const order = holders.map((holder, index) => ({ ticketNumber: index + 1, holder }));
  const all = { prizes: ['Bicycle', 'Book'], reserves: 2, ...rules };
  return [opened(all), ...tickets, closed(4), drawn(4, order)];
}

function winners(...log: Entry[]) {
  return findWinners(fold(log) as DrawnRaffle).map((ticket) => ticket?.ticketNumber);
}

function claim(prize: number, ticketNumber: number, facts: Partial<ClaimPrize> = {}): ClaimPrize {
  return { type: 'ClaimPrize', prize, ticketNumber, at: now, operatorSignature: null, ...facts };
}

function forfeit(
  prize: number,
  ticketNumber: number,
  reason: ForfeitReason = 'declined',
  facts: Partial<ForfeitPrize> = {},
): ForfeitPrize {
  const command = { prize, ticketNumber, reason, at: now, operatorSignature: null };
  return { type: 'ForfeitPrize', ...command, ...facts };
}

test('the prizes go down the order, and a forfeited one to the next ticket', (t) => {
  t.deepEqual(winners(...drawnLog()), [1, 2]);
  t.deepEqual(winners(...drawnLog(), forfeited(1, 1)), [3, 2]);
  t.deepEqual(winners(...drawnLog(), forfeited(1, 1), forfeited(2, 2)), [3, 4]);
  t.deepEqual(winners(...drawnLog(), forfeited(1, 1), forfeited(2, 2), forfeited(1, 3)), [
    undefined,
    4,
  ]);
});

test('with one prize per person, only the first ticket of a holder counts', (t) => {
  t.deepEqual(winners(...drawnLog({ onePrizePerPerson: true }), forfeited(1, 1)), [4, 2]);
});

test('decide() records a claim, and repeats it', (t) => {
  given(...drawnLog())
    .when(claim(2, 2))
    .then(t, claimed(2, 2));
  given(...drawnLog(), claimed(2, 2))
    .when(claim(2, 2))
    .thenReplays(t, claimed(2, 2));
});

test('decide() refuses a claim or forfeit of a ticket that does not hold the prize', (t) => {
  for (const command of [claim, forfeit]) {
    given(...drawnLog())
      .when(command(1, 2))
      .thenRefuses(t, 'prize-not-held');
    given(...drawnLog())
      .when(command(1, 99))
      .thenRefuses(t, 'prize-not-held');
    given(...drawnLog(), forfeited(1, 1))
      .when(command(1, 1))
      .thenRefuses(t, 'prize-not-held');
  }
});

test('decide() refuses a claim or forfeit of a prize that does not exist', (t) => {
  for (const command of [claim, forfeit]) {
    given(...drawnLog())
      .when(command(0, 1))
      .thenRefuses(t, 'not-found');
    given(...drawnLog())
      .when(command(3, 3))
      .thenRefuses(t, 'not-found');
    given(...drawnLog())
      .when(command(1.5, 3))
      .thenRefuses(t, 'not-found');
  }
});

test('decide() refuses a claim or forfeit before the draw', (t) => {
  for (const command of [claim, forfeit]) {
    given(opened(), sold(1)).when(command(1, 1)).thenRefuses(t, 'not-drawn');
    given(opened(), sold(1), closed(1)).when(command(1, 1)).thenRefuses(t, 'not-drawn');
    given(opened(), cancelled()).when(command(1, 1)).thenRefuses(t, 'not-drawn');
    given().when(command(1, 1)).thenRefuses(t, 'raffle-not-found');
  }
});

test('decide() never forfeits a prize that was claimed', (t) => {
  for (const reason of ['declined', 'ineligible', 'unclaimed'] as const) {
    given(...drawnLog({ claimBy: later }), claimed(1, 1))
      .when(forfeit(1, 1, reason, { at: later }))
      .thenRefuses(t, 'prize-claimed');
  }
});

test('decide() forfeits a prize as unclaimed only after the announced time', (t) => {
  const log = drawnLog({ claimBy: later });
  given(...log)
    .when(forfeit(1, 1, 'unclaimed', { at: justBefore }))
    .thenRefuses(t, 'rule-final', 'claimBy');
  given(...log)
    .when(forfeit(1, 1, 'unclaimed', { at: later }))
    .then(t, forfeited(1, 1, { reason: 'unclaimed', at: later }));
});

const dayAfter = '2026-05-03T12:00:00.000Z';
const dayAfterLess = '2026-05-03T11:59:59.999Z';

test('decide() gives a ticket drawn at or after the announced time 24 hours to claim', (t) => {
  const before = drawnLog({ claimBy: later }).slice(0, -1);
  const log = [...before, { ...drawnLog().at(-1)!, at: later }];
  given(...log)
    .when(forfeit(1, 1, 'unclaimed', { at: dayAfterLess }))
    .thenRefuses(t, 'rule-final', 'claimBy');
  given(...log)
    .when(forfeit(1, 1, 'unclaimed', { at: dayAfter }))
    .then(t, forfeited(1, 1, { reason: 'unclaimed', at: dayAfter }));
});

test('decide() gives a reserve that gets its prize after the announced time 24 hours', (t) => {
  const first = forfeited(1, 1, { reason: 'unclaimed', at: later });
  const log = [...drawnLog({ claimBy: later }), first];
  given(...log)
    .when(forfeit(1, 3, 'unclaimed', { at: dayAfterLess }))
    .thenRefuses(t, 'rule-final', 'claimBy');
  given(...log)
    .when(forfeit(1, 3, 'unclaimed', { at: dayAfter }))
    .then(t, forfeited(1, 3, { reason: 'unclaimed', at: dayAfter }));
  // The other prize has had its holder since the draw.
  given(...log)
    .when(forfeit(2, 2, 'unclaimed', { at: later }))
    .then(t, forfeited(2, 2, { reason: 'unclaimed', at: later }));
});

test('decide() forfeits no prize as unclaimed if no time was announced', (t) => {
  given(...drawnLog())
    .when(forfeit(1, 1, 'unclaimed', { at: later }))
    .thenRefuses(t, 'rule-final', 'claimBy');
  given(...drawnLog())
    .when(forfeit(1, 1, 'ineligible'))
    .then(t, forfeited(1, 1, { reason: 'ineligible' }));
});

test('decide() answers a repeated forfeit with the first one', (t) => {
  const first = forfeited(1, 1, { operatorSignature: signed() });
  given(...drawnLog(), first)
    .when(forfeit(1, 1, 'declined', { operatorSignature: signed({ signature: 'another' }) }))
    .thenReplays(t, first);
  given(...drawnLog(), first)
    .when(forfeit(1, 3, 'declined', { operatorSignature: signed({ body: '{}' }) }))
    .thenRefuses(t, 'idempotency-key-reused');
});

test('decide() refuses the key of another claim', (t) => {
  const first = claimed(1, 1, { operatorSignature: signed() });
  given(...drawnLog(), first)
    .when(claim(1, 1, { operatorSignature: signed({ signature: 'another' }) }))
    .thenReplays(t, first);
  given(...drawnLog(), first)
    .when(claim(2, 2, { operatorSignature: signed({ body: '{}' }) }))
    .thenRefuses(t, 'idempotency-key-reused');
});
