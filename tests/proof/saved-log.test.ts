import test from 'ava';
import { auditBundle } from '#proof/audit.ts';
import { fromBase64, toBase64, utf8 } from '#proof/bytes.ts';
import { readSavedLog, readLogKey } from '#proof/saved-log.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { collectBundle, type PublicSource } from '#proof/bundle.ts';
import {
  fairStory,
  fairStoryWithPrizes,
  sealedChain,
  sealedLog,
  sealedLogKey,
  tellBundle,
} from '../support/sealed-log.ts';
import { signedLog } from '../support/signed-log.ts';
import { notPassed } from '../support/checks.ts';
import { placesOf, witnessed } from '../support/witnessed-log.ts';

const log = sealedLog();
const source: PublicSource = {
  checkpoint: async () => log.checkpoints[0]!,
  lines: async (size) => log.lines.slice(0, size),
  draw: async () => log.draw,
};

test('a saved log has its key and consistency proofs up to its size', (t) => {
  const kept = readSavedLog(log);
  const tree = new MerkleTree();
  for (const line of log.lines) tree.append(utf8(line));
  t.is(kept.logKey, sealedLogKey.verifierKey);
  t.is(kept.checkpoint, log.checkpoints[0]!);
  t.deepEqual(kept.consistency(3, 7), tree.consistencyProof(3, 7).map(toBase64));
  t.true(kept.consistency(3, 7)!.every((hash) => fromBase64(hash)?.length === 32));
  t.is(kept.consistency(3, log.lines.length + 1), undefined);
  t.is(kept.consistency(7, 3), undefined);
});

test('readSavedLog() reads an operator’s bundle, and finds no key and no proofs in other values', async (t) => {
  const bundle = await signedLog();
  const kept = readSavedLog(bundle);
  t.is(kept.size, bundle.entries.length);
  t.true(kept.logKey!.startsWith('raffle.example/raffles/spring+'));
  for (const nothing of [undefined, null, 7, {}, { lines: 'no' }, { entries: [null] }]) {
    const none = readSavedLog(nothing);
    t.is(none.logKey, undefined);
    t.is(none.consistency(0, 1), undefined);
  }
  for (const line of [undefined, '', '{', '{"logKey":7}']) t.is(readLogKey(line), undefined);
});

test('collectBundle() collects the log up to its checkpoint, and the draw if there is one', async (t) => {
  t.deepEqual(await collectBundle('spring', source), log as never);
  const checkpoint = async () => sealedLogKey.signHead({ size: 3, root: new Uint8Array(32) });
  const early = await collectBundle('spring', { ...source, checkpoint });
  t.is(early.lines.length, 3);
  t.is(early.draw, undefined);
});

test('collectBundle() adds the checkpoints of opening, closing and draw, with their cosignatures', async (t) => {
  const told = tellBundle(fairStoryWithPrizes());
  const { closing, draw, publishedAt: time } = placesOf(told);
  const sizes = [1, closing + 1, draw + 1];
  const cosigned = witnessed(
    told,
    sizes.map((size) => ({ witness: 'club', size, time })),
  );
  const bySize = new Map([...sizes, told.lines.length].map((size, at) => [size, at]));
  const asked: number[] = [];
  const answering = (answer: (size: number) => string | undefined): PublicSource => ({
    checkpoint: async (size?: number) => {
      if (size === undefined) return cosigned.checkpoints.at(-1)!;
      asked.push(size);
      return answer(size) as string;
    },
    lines: async (size) => told.lines.slice(0, size),
    draw: async () => told.draw,
  });
  const all = answering((size) => cosigned.checkpoints[bySize.get(size)!]);
  t.deepEqual(await collectBundle('spring', all), cosigned as never);
  t.deepEqual(asked, sizes);
  // A service that ignores the size, or has no such checkpoint: less is proven, and nothing is wrong.
  for (const answer of [() => cosigned.checkpoints.at(-1), () => undefined, () => 'no note']) {
    const bundle = await collectBundle('spring', answering(answer));
    t.deepEqual(bundle.checkpoints, cosigned.checkpoints.slice(-1));
  }
});

test('collectBundle() keeps an unreadable checkpoint, and the audit fails', async (t) => {
  const bundle = await collectBundle('spring', { ...source, checkpoint: async () => '<html>' });
  t.is(bundle.lines.length, log.lines.length);
  const failed = notPassed(auditBundle(bundle, { chains: [sealedChain] }));
  t.deepEqual(
    failed.map(({ name }) => name),
    ['log'],
  );
});

test('collectBundle() fetches everything again if a prize was claimed between log and draw', async (t) => {
  const before = tellBundle(fairStory());
  const after = tellBundle(fairStoryWithPrizes());
  let asked = 0;
  const bundle = await collectBundle('spring', {
    checkpoint: async () => (asked++ === 0 ? before : after).checkpoints[0]!,
    lines: async (size) => after.lines.slice(0, size),
    draw: async () => after.draw,
  });
  t.deepEqual(bundle, after as never);
  t.deepEqual(notPassed(auditBundle(bundle, { chains: [sealedChain] })), []);
});

test('collectBundle() gives up waiting for a log that changes all the time', async (t) => {
  let size = 10;
  const bundle = await collectBundle('spring', {
    checkpoint: async () => sealedLogKey.signHead({ size: size++, root: new Uint8Array(32) }),
    lines: async () => log.lines,
    draw: async () => log.draw,
  });
  t.is(bundle.lines.length, log.lines.length);
  t.true(size < 30);
});
