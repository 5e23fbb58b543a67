import test from 'ava';
import { receiptNotProven } from '#proof/audit-receipt.ts';
import { receiptNotProvenWith } from '#proof/audit-receipt-witnesses.ts';
import { recogniseItem } from '../../verifier/items.ts';
import { verifyItems } from '../../verifier/verify-items.ts';
import { sealedLog, sealedLogKey, toBundle } from '../support/sealed-log.ts';
import { rewritten } from '../support/shown-log.ts';
import { policyText, twoOfThree, twoOfThreePolicy, witnessed } from '../support/witnessed-log.ts';
import { checkpointSeen, receiptSeen } from '../support/witnessed-receipt.ts';

const key = sealedLogKey.verifierKey;
const both = { club: 100, council: 200 };

async function verifyReceipt(receipt: string, ...texts: readonly string[]) {
  const items = [receipt, ...texts].map((text, index) => recogniseItem(String(index), text));
  const reports = await verifyItems(items, () => {});
  return reports.find(({ kind }) => kind === 'receipt')!;
}

/** The verdict, and the outcome of the check of cosignatures. */
async function judge(receipt: string, ...texts: readonly string[]) {
  const { verdict, checks } = await verifyReceipt(receipt, ...texts);
  return [verdict, checks.find(({ name }) => name === 'witnesses')?.outcome];
}

test('a receipt is checked for the cosignatures of a policy that the user added', async (t) => {
  t.deepEqual(await judge(receiptSeen(both), key, twoOfThree), ['passed', 'passed']);
  t.deepEqual(await judge(receiptSeen({ club: 1 }), key, twoOfThree), [
    'not-checked',
    'not-checked',
  ]);
  t.deepEqual(await judge(receiptSeen(both), key), ['passed', undefined]);
});

test('cosignatures of a bundle and of later checkpoints cover a receipt', async (t) => {
  const log = sealedLog();
  const seen = [
    { witness: 'club' as const, size: 8, time: 1 },
    { witness: 'council' as const, size: 9, time: 1 },
  ];
  const bare = receiptSeen({});
  const bundle = JSON.stringify(witnessed(log, seen));
  t.deepEqual(await judge(bare, bundle, twoOfThree), ['passed', 'passed']);
  const later = checkpointSeen(9, both);
  t.deepEqual(await judge(bare, JSON.stringify(log), later, twoOfThree), ['passed', 'passed']);
  const other = JSON.stringify(witnessed(sealedLog({ r: 5 }), seen));
  t.is(
    (await judge(bare, other, twoOfThree))[1],
    'passed',
    'the other closing is after the ticket',
  );
});

test('cosignatures of a log that is rewritten before the ticket do not cover it', async (t) => {
  const forked = toBundle(rewritten.slice(0, 8).map((line) => JSON.parse(line) as never));
  const seen = (['club', 'council'] as const).map((witness) => ({ witness, size: 8, time: 1 }));
  const bundle = JSON.stringify(witnessed(forked, seen));
  t.is((await judge(receiptSeen({}), bundle, twoOfThree))[1], 'not-checked');
  t.is((await judge(receiptSeen(both), bundle, twoOfThree))[1], 'passed');
});

test('the limits of a receipt name the witnesses or the policy that is missing', async (t) => {
  const { notProven, missing } = await verifyReceipt(receiptSeen({}), key, twoOfThree);
  t.is(missing, undefined);
  t.deepEqual(notProven, receiptNotProvenWith(twoOfThreePolicy));
  t.is(notProven.length, receiptNotProven.length);
  const none = await verifyReceipt(receiptSeen({}), key, policyText('quorum none'));
  t.deepEqual(none.notProven, receiptNotProven);
});
