import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { toBase64, toHex, utf8 } from '#proof/bytes.ts';
import { verifyConsistency } from '#proof/merkle-proofs.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { orderOf } from '../support/independent-draw.ts';
import type { Draw } from '../support/verdicts.ts';
import {
  hex,
  readCheckpoint,
  readReceipt,
  requireGrown,
  rootOf,
} from '../support/independent-log.ts';
import vectors from '../vectors/sealed-draw-2.json' with { type: 'json' };
import { sealedLog, sealedLogKey } from '../support/sealed-log.ts';
import { logKey } from '../support/verdicts.ts';

const line = fc.string({ maxLength: 40, unit: 'grapheme' });

test('the independent verifier imports no project code', (t) => {
  const folder = join(import.meta.dirname, '..', 'support');
  const files = readdirSync(folder).filter((name) => name.startsWith('independent-'));
  const imports = files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return Array.from(text.matchAll(/(?:from|import)\W+'([^']+)'/g), ([, from]) => from!);
  });
  t.deepEqual([...new Set(imports)].filter((from) => !from.startsWith('./independent-')).sort(), [
    '@noble/curves/bls12-381.js',
    'node:crypto',
  ]);
});

test('both implementations compute the same root of any log', (t) => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const tree = new MerkleTree();
      for (const each of lines) tree.append(utf8(each));
      t.is(toHex(tree.root()), rootOf(lines).toString('hex'));
    }),
  );
});

test('both implementations accept the receipts of any log and refuse those of another', (t) => {
  const logs = fc.array(line, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(logs, fc.nat(29), (lines, pick) => {
      const index = pick % lines.length;
      const tree = new MerkleTree();
      for (const each of lines) tree.append(utf8(each));
      const checkpoint = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
      const leaf = utf8(lines[index]!);
      const proof = tree.inclusionProof(index);
      t.is(readReceipt(formatReceipt({ leaf, index, proof, checkpoint }), logKey), lines[index]!);
      const bent = formatReceipt({ leaf: utf8(`${lines[index]!}x`), index, proof, checkpoint });
      t.throws(() => readReceipt(bent, logKey));
      t.deepEqual(readCheckpoint(checkpoint, logKey).size, lines.length);
    }),
    { numRuns: 60 },
  );
});

test('both implementations compute the same draw of any sealed raffle', (t) => {
  const facts = fc.record({
    ticketCount: fc.integer({ min: 1, max: 120 }),
    prizeCount: fc.integer({ min: 1, max: 20 }),
    reserves: fc.integer({ min: 0, max: 50 }),
    share: fc.nat(),
    nonce: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  fc.assert(
    fc.property(facts, ({ ticketCount, prizeCount, reserves, share, nonce }) => {
      const signature = createHash('sha384').update(nonce).digest('hex');
      const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
      const { lines, draw } = sealedLog({
        ticketCount,
        r: share % ticketCount,
        nonce: toHex(nonce),
        beacon: { round: 1, randomness, signature },
        opening: { prizes: Array.from({ length: prizeCount }, () => 'Prize'), reserves },
      });
      const { order, seal, reveal } = draw as never as Draw;
      t.is(order.length, Math.min(ticketCount, prizeCount + reserves));
      t.deepEqual(
        orderOf('spring', [ticketCount, order.length], { seal, reveal }),
        order.map(({ index }) => index),
      );
      t.is(rootOf(lines.slice(0, -2)).toString('hex'), seal.root);
    }),
    { numRuns: 60 },
  );
});

for (const given of vectors.cases) {
  test(`the independent verifier draws the order of the test vector ${given.id}`, (t) => {
    const { root, commitment, chainHash, round } = given;
    const seal = { root, commitment, chainHash, round, publishedAt: '' };
    const { r, nonce, randomness, ticketCount, k } = given;
    const sealed = { seal, reveal: { r, nonce, beacon: { round, randomness, signature: '' } } };
    t.deepEqual(orderOf(given.id, [ticketCount, k], sealed, hex(randomness)), given.order);
  });
}

test('both implementations accept and refuse the same consistency proofs', (t) => {
  const tree = new MerkleTree();
  for (let index = 0; index < 70; index += 1) tree.append(utf8(`leaf ${index}`));
  const head = (size: number) => ({ size, root: tree.root(size) });
  const sizes = fc.tuple(fc.nat(70), fc.nat(70), fc.nat(6), fc.constantFrom(...bends));
  const verdicts = new Map<boolean, number>();
  fc.assert(
    fc.property(sizes, ([one, other, place, bend]) => {
      const [from, to] = [head(Math.min(one, other)), head(Math.max(one, other))];
      const proof = bend(tree.consistencyProof(from.size, to.size), place);
      const isGood = accepts(() => verifyConsistency(from, to, proof));
      const [earlier, later] = [from, to].map(({ size, root }) => ({
        size,
        root: Buffer.from(root),
      }));
      t.is(
        accepts(() => requireGrown(earlier!, later!, proof.map(toBase64))),
        isGood,
      );
      verdicts.set(isGood, (verdicts.get(isGood) ?? 0) + 1);
    }),
    { numRuns: 500 },
  );
  for (const verdict of [true, false]) t.true(verdicts.get(verdict)! > 50);
});

/** What can be done to a proof. */
const bends: readonly ((proof: readonly Uint8Array[], place: number) => Uint8Array[])[] = [
  (proof) => [...proof],
  (proof, place) => proof.toSpliced(place, 1),
  (proof, place) => proof.toSpliced(place, 0, new Uint8Array(32)),
  (proof, place) => proof.map((hash, index) => (index === place ? new Uint8Array(32) : hash)),
];

function accepts(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}
