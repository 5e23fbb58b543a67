import test from 'ava';
import { closeIfDue } from '../../services/raffle/domain/close-and-draw.ts';
import type { Command, MakeSeal } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { Entry } from '../../services/raffle/domain/entries.ts';
import {
  amended,
  cancelled,
  closed,
  fold,
  given,
  later,
  now,
  opened,
  seal,
  secret,
  signed,
  sold,
  voided,
} from '../support/given.ts';

const afterLater = '2026-05-03T12:00:00.000Z';
const justBefore = '2026-05-02T11:59:59.999Z';
const signature = { operatorSignature: null };

function buyAt(at: string): Command {
  return { type: 'BuyTickets', holder: 'dee', account: 'dee@', key: 'new', quantity: 1, at };
}

const closeAt = (at: string): Command => ({ type: 'CloseRaffle', at, ...signature });
const drawAt = (at: string): Command => ({
  type: 'DrawPrizes',
  randomInt: () => 0,
  at,
  ...signature,
});

test('decide() sells from the announced time on, and not a millisecond before', (t) => {
  const first = opened({ opensAt: later });
  given(first).when(buyAt(justBefore)).thenRefuses(t, 'not-open-yet');
  given(first)
    .when(buyAt(later))
    .then(t, sold(1, { holder: 'dee', key: 'new', at: later }));
});

test('decide() sells nothing at or after the announced end, also without its closing', (t) => {
  const first = opened({ closesAt: later });
  given(first)
    .when(buyAt(justBefore))
    .then(t, sold(1, { holder: 'dee', key: 'new', at: justBefore }));
  given(first).when(buyAt(later)).thenRefuses(t, 'raffle-closed');
});

test('decide() never writes a time before that of the last entry', (t) => {
  const log: Entry[] = [opened({ at: later })];
  given(...log)
    .when(buyAt(now))
    .then(t, sold(1, { holder: 'dee', key: 'new', at: later }));
  given(...log)
    .when({ type: 'AmendRaffle', changes: { title: 'New' }, at: now, ...signature })
    .then(t, amended({ title: 'New' }, { at: later }));
  given(...log, sold(1, { at: later }))
    .when({ type: 'VoidTickets', numbers: [1], reason: 'unpaid', at: now, ...signature })
    .then(t, voided(1, { at: later }));
  given(...log)
    .when({ type: 'CancelRaffle', reason: 'Rain', at: now, ...signature })
    .then(t, cancelled({ at: later }));
  given(...log)
    .when(closeAt(now))
    .then(t, closed(0, { at: later }));
});

test('a clock that is set back does not reopen sales, nor put the opening off', (t) => {
  const first = opened({ opensAt: later, closesAt: afterLater });
  given(first, sold(1, { at: later }))
    .when(buyAt(now))
    .then(t, sold(2, { holder: 'dee', key: 'new', at: later }));
  given(opened({ closesAt: later }), amended({ title: 'New' }, { at: afterLater }))
    .when(buyAt(now))
    .thenRefuses(t, 'raffle-closed');
});

test('evolve() refuses an entry that is earlier than the one before', (t) => {
  t.throws(() => fold([opened({ at: later }), sold(1, { at: now })]), { instanceOf: TypeError });
});

test('closeIfDue() closes a raffle at its announced time, without an operator', (t) => {
  const raffle = fold([opened({ closesAt: later }), sold(1)]);
  t.is(closeIfDue(raffle, { at: justBefore }), undefined);
  t.deepEqual(
    closeIfDue(raffle, { at: later }),
    closed(1, { cause: 'schedule', at: later, operatorSignature: null }),
  );
});

test('closeIfDue() records the real time of a late closing', (t) => {
  const raffle = fold([opened({ closesAt: later }), sold(1)]);
  t.is(closeIfDue(raffle, { at: afterLater })?.at, afterLater);
});

test('closeIfDue() uses the announced time as amended', (t) => {
  const raffle = fold([opened({ closesAt: later }), sold(1), amended({ closesAt: afterLater })]);
  t.is(closeIfDue(raffle, { at: later }), undefined);
  t.like(closeIfDue(raffle, { at: afterLater }), { cause: 'schedule' });
});

test('closeIfDue() closes neither a raffle without an end, nor one that is closed or cancelled', (t) => {
  for (const log of [
    [opened(), sold(1)],
    [opened({ closesAt: later }), closed(0)],
    [opened({ closesAt: later }), cancelled()],
  ]) {
    t.is(closeIfDue(fold(log), { at: afterLater }), undefined);
  }
});

test('closeIfDue() seals a drand raffle at the time of the closing', (t) => {
  const asked: string[] = [];
  const makeSeal: MakeSeal = ({ at }) => {
    asked.push(at);
    return { seal, secret };
  };
  const raffle = fold([opened({ randomness: 'drand', closesAt: later }), sold(1)]);
  t.like(closeIfDue(raffle, { at: afterLater, makeSeal }), { cause: 'schedule', seal, secret });
  t.deepEqual(asked, [afterLater]);
  t.throws(() => closeIfDue(raffle, { at: later }), { instanceOf: TypeError });
});

test('decide() refuses to close or draw before the announced end while tickets are left', (t) => {
  const log = [opened({ closesAt: later, capacity: 2 }), sold(1)];
  for (const command of [closeAt(justBefore), drawAt(justBefore)]) {
    given(...log)
      .when(command)
      .thenRefuses(t, 'rule-final', 'closesAt');
    given(...log, voided(1))
      .when(command)
      .thenRefuses(t, 'rule-final', 'closesAt');
  }
});

test('decide() closes before the announced end without a sale, and when all tickets are sold', (t) => {
  const first = opened({ closesAt: later, capacity: 1 });
  given(first).when(closeAt(now)).then(t, closed(0));
  given(first, sold(1)).when(closeAt(now)).then(t, closed(1));
  t.is(decide(drawAt(now), fold([first, sold(1)])).entries.length, 2);
});

test('decide() cancels a raffle before its closing, also before the announced end', (t) => {
  const cancel = { type: 'CancelRaffle', reason: 'Rain', at: now, ...signature } as const;
  given(opened({ closesAt: later }), sold(1))
    .when(cancel)
    .then(t, cancelled());
  given(opened(), closed(0)).when(cancel).thenRefuses(t, 'raffle-closed');
  given(opened(), cancelled()).when(cancel).thenRefuses(t, 'raffle-cancelled');
  const keyed = cancelled({ operatorSignature: signed() });
  const repeated = { ...cancel, operatorSignature: signed({ signature: 'another' }) };
  given(opened(), keyed).when(repeated).thenReplays(t, keyed);
  given(opened(), keyed)
    .when({ ...cancel, operatorSignature: signed({ body: '{}' }) })
    .thenRefuses(t, 'idempotency-key-reused');
  given(opened(), cancelled()).when(closeAt(now)).thenRefuses(t, 'raffle-cancelled');
  given(opened(), cancelled()).when(drawAt(now)).thenRefuses(t, 'raffle-cancelled');
});
