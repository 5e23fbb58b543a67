import test from 'ava';
import { auditBundle } from '#proof/audit.ts';
import { fromBase64, toBase64, utf8 } from '#proof/bytes.ts';
import { readKeptLog, readLogKey } from '#proof/kept-log.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { collectBundle, type PublicSource } from '#proof/public-bundle.ts';
import { sealedChain, sealedLog, sealedLogKey } from '../support/sealed-log.ts';
import { signedLog } from '../support/signed-log.ts';

const log = sealedLog();
const source: PublicSource = {
  checkpoint: async () => log.checkpoints[0]!,
  lines: async (size) => log.lines.slice(0, size),
  draw: async () => log.draw,
};

test('a kept log tells its key and proves that it grew, as far as it reaches', (t) => {
  const kept = readKeptLog(log);
  const tree = new MerkleTree();
  for (const line of log.lines) tree.append(utf8(line));
  t.is(kept.logKey, sealedLogKey.verifierKey);
  t.is(kept.checkpoint, log.checkpoints[0]!);
  t.deepEqual(kept.consistency(3, 7), tree.consistencyProof(3, 7).map(toBase64));
  t.true(kept.consistency(3, 7)!.every((hash) => fromBase64(hash)?.length === 32));
  t.is(kept.consistency(3, log.lines.length + 1), undefined);
  t.is(kept.consistency(7, 3), undefined);
});

test('an operator’s bundle is a kept log too, and what is no log has neither key nor proofs', async (t) => {
  const bundle = await signedLog();
  const kept = readKeptLog(bundle);
  t.is(kept.size, bundle.entries.length);
  t.regex(kept.logKey!, /^raffle\.example\/raffles\/spring\+/);
  for (const nothing of [undefined, null, 7, {}, { lines: 'no' }, { entries: [null] }]) {
    const none = readKeptLog(nothing);
    t.is(none.logKey, undefined);
    t.is(none.consistency(0, 1), undefined);
  }
  for (const line of [undefined, '', '{', '{"logKey":7}']) t.is(readLogKey(line), undefined);
});

test('a collected bundle is the log up to its checkpoint, and the draw where there is one', async (t) => {
  t.deepEqual(await collectBundle('spring', source), log as never);
  const checkpoint = async () => sealedLogKey.signHead({ size: 3, root: new Uint8Array(32) });
  const early = await collectBundle('spring', { ...source, checkpoint });
  t.is(early.lines.length, 3);
  t.is(early.draw, undefined);
});

test('a checkpoint that cannot be read is left for the audit to refuse', async (t) => {
  const bundle = await collectBundle('spring', { ...source, checkpoint: async () => '<html>' });
  t.is(bundle.lines.length, log.lines.length);
  const failed = auditBundle(bundle, { chains: [sealedChain] }).filter(({ passed }) => !passed);
  t.deepEqual(
    failed.map(({ name }) => name),
    ['log'],
  );
});
