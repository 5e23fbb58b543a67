import test from 'ava';
import { findReceipt, findSaleOutcome } from '#proof/audit-sale.ts';
import { utf8 } from '#proof/bytes.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { readSavedLog } from '#proof/saved-log.ts';
import { RaffleStory, treeOf } from '../support/raffle-story.ts';
import { fairStoryWithPrizes, sealedLogKey, tellBundle } from '../support/sealed-log.ts';
import { signStory } from '../support/signed-log.ts';

/** In this log ticket 2 is sold in entry 3, voided in entry 8 and sold again in entry 10. */
const story = fairStoryWithPrizes();

function receiptOf({ lines }: RaffleStory, index: number): string {
  const tree = treeOf(lines);
  const checkpoint = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
  const proof = tree.inclusionProof(index);
  return formatReceipt({ leaf: utf8(lines[index]!), index, proof, checkpoint });
}

test('findSaleOutcome() finds the void of the sale, not that of another sale of the number', async (t) => {
  for (const log of [readSavedLog(tellBundle(story)), readSavedLog(await signStory(story))]) {
    const { at } = story.entries[8]!;
    t.deepEqual(findSaleOutcome(log, 3), { kind: 'voided', index: 8, reason: 'unpaid', at });
    t.is(findSaleOutcome(log, 10).kind, 'drawn');
  }
});

test('findSaleOutcome() tells two sales of a number apart after the draw', (t) => {
  // The order is that of the first sale; a log that keeps the rules voids it before.
  const twice = new RaffleStory().sell('ann').sell('bob', 1, { number: 1 }).close().draw();
  const log = readSavedLog(tellBundle(twice));
  const { order } = twice.entries.at(-1) as unknown as { order: [{ sale: number }] };
  const [{ sale }] = order;
  t.is(findSaleOutcome(log, sale).kind, 'drawn');
  t.is(findSaleOutcome(log, 3 - sale).kind, 'valid');
});

test('findSaleOutcome() finds the place in the order of the draw, by log index', (t) => {
  const log = readSavedLog(tellBundle(story));
  const { order } = story.entries.find(({ type }) => type === 'raffle-drawn') as unknown as {
    order: readonly { readonly sale: number }[];
  };
  for (const [place, { sale }] of order.entries()) {
    t.deepEqual(findSaleOutcome(log, sale), { kind: 'drawn', place: place + 1 });
  }
  const left = story.pool().find(({ sale }) => !order.some((item) => item.sale === sale))!;
  t.deepEqual(findSaleOutcome(log, left.sale), { kind: 'valid' });
});

test('a receipt of a voided ticket is found in the log, and the check tells the void', (t) => {
  const check = findReceipt(receiptOf(story, 3), readSavedLog(tellBundle(story)));
  t.is(check.outcome, 'passed');
  t.is(
    check.explanation,
    `Ticket 2 of the receipt is entry 3 of this log. It was voided later, by entry 8 at ${story.entries[8]!['at'] as string} (unpaid): it does not take part in the draw.`,
  );
  const valid = findReceipt(receiptOf(story, 10), readSavedLog(tellBundle(story)));
  t.true(
    valid.explanation.startsWith(
      'Ticket 2 of the receipt is entry 10 of this log. It was drawn in',
    ),
  );
});
