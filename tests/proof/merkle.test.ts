import { hash } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { fromHex, toHex, utf8 } from '#proof/bytes.ts';
import { verifyConsistency, verifyInclusion } from '#proof/merkle-proofs.ts';
import { hashLeaf, MerkleTree } from '#proof/merkle-tree.ts';
import { ProofError } from '#proof/proof-error.ts';
import { atLength } from '../support/effort.ts';
import vectors from '../vectors/transparency-log.json' with { type: 'json' };

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
const sizeMax = atLength(300, 140);

const leaves = Array.from({ length: sizeMax }, (_, index) => utf8(`leaf ${index}`));
const tree = grow(leaves);
const heads = Array.from({ length: sizeMax + 1 }, (_, size) => ({ size, root: tree.root(size) }));

function grow(data: readonly Uint8Array[]): MerkleTree {
  const tree = new MerkleTree(sha256);
  for (const each of data) tree.append(each);
  return tree;
}

function leafAt(index: number) {
  return { index, hash: hashLeaf(leaves[index]!, sha256) };
}

function refuses(t: ExecutionContext, what: string, verify: () => void): void {
  const code = t.throws(verify, { instanceOf: ProofError }, what).code;
  t.true(code === 'not-included' || code === 'not-consistent', what);
}

/**
 * Places in a tree of `size`: all of them up to 65 leaves, above that both ends, both sides of
 * every split on the way to the last leaf, and one in the middle.
 */
function placesIn(size: number): number[] {
  const all = Array.from({ length: size }, (_, place) => place);
  if (size <= 65) return all;
  const splits: number[] = [];
  for (let start = 0; start < size - 1; start += 2 ** Math.floor(Math.log2(size - 1 - start))) {
    splits.push(start);
  }
  const places = splits.flatMap((split) => [split - 1, split]);
  return [...new Set([...places, Math.floor(size / 3), size - 1])].filter((place) => place >= 0);
}

/** Everything that is almost this proof. */
function bent(proof: readonly Uint8Array[]): Record<string, Uint8Array[]> {
  const [first, second, ...rest] = proof;
  const other = sha256(utf8('other'));
  return {
    lengthened: [...proof, other],
    'lengthened in front': [other, ...proof],
    ...(first === undefined
      ? {}
      : {
          truncated: proof.slice(0, -1),
          'truncated in front': proof.slice(1),
          'with a shortened hash': [first.subarray(1), ...proof.slice(1)],
          'with another hash': [other, ...proof.slice(1)],
          duplicated: [first, ...proof],
        }),
    ...(second === undefined ? {} : { 'in another order': [second, first!, ...rest] }),
  };
}

test('a tree has the roots of the test vectors', (t) => {
  const data = vectors.leavesHex.map((leaf) => fromHex(leaf, leaf.length / 2)!);
  const tree = new MerkleTree();
  t.is(toHex(tree.root()), hash('sha256', ''));
  for (const [index, root] of vectors.rootsHex.entries()) {
    tree.append(data[index]!);
    t.is(toHex(tree.root()), root);
  }
  t.deepEqual(
    vectors.rootsHex.map((_, index) => toHex(tree.root(index + 1))),
    vectors.rootsHex,
  );
});

test('a tree never hashes an odd leaf twice: [a, b, c] is not [a, b, c, c]', (t) => {
  const [a, b, c] = leaves as [Uint8Array, Uint8Array, Uint8Array];
  t.notDeepEqual(grow([a, b, c]).root(), grow([a, b, c, c]).root());
});

test('an inner node is not accepted as a leaf', (t) => {
  const inner = sha256(Buffer.concat([Buffer.of(1), leafAt(0).hash, leafAt(1).hash]));
  const proof = tree.inclusionProof(0, 4).slice(1);
  refuses(t, 'inner node', () =>
    verifyInclusion({ index: 0, hash: inner }, heads[4]!, proof, sha256),
  );
});

test(`every inclusion proof of every tree up to ${sizeMax} leaves is accepted`, (t) => {
  for (let size = 1; size <= sizeMax; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const proof = tree.inclusionProof(index, size);
      verifyInclusion(leafAt(index), heads[size]!, proof, sha256);
    }
  }
  t.pass();
});

test(`every consistency proof between trees up to ${sizeMax} leaves is accepted`, (t) => {
  for (let to = 0; to <= sizeMax; to += 1) {
    for (let from = 0; from <= to; from += 1) {
      verifyConsistency(heads[from]!, heads[to]!, tree.consistencyProof(from, to), sha256);
    }
  }
  t.pass();
});

test(`no forged inclusion proof is accepted in any tree up to ${sizeMax} leaves`, (t) => {
  let tried = 0;
  const refused = (what: string, verify: () => void) => {
    tried += 1;
    refuses(t, what, verify);
  };
  for (let size = 1; size <= sizeMax; size += 1) {
    const foreign = { size, root: sha256(utf8('foreign')) };
    for (const index of placesIn(size)) {
      const leaf = leafAt(index);
      const proof = tree.inclusionProof(index, size);
      const at = `leaf ${index} of ${size}`;
      for (const [name, lie] of Object.entries(bent(proof))) {
        refused(`${at} ${name}`, () => verifyInclusion(leaf, heads[size]!, lie, sha256));
      }
      for (const wrong of [index - 1, index + 1, size - 1 - index, size, -1, 0.5]) {
        if (wrong === index) continue;
        const moved = { ...leaf, index: wrong };
        refused(`${at} as ${wrong}`, () => verifyInclusion(moved, heads[size]!, proof, sha256));
      }
      refused(`${at}, foreign root`, () => verifyInclusion(leaf, foreign, proof, sha256));
      const other = { index, hash: leafAt((index + 1) % sizeMax).hash };
      refused(`${at}, other leaf`, () => verifyInclusion(other, heads[size]!, proof, sha256));
      for (const otherSize of [size - 1, size + 1]) {
        const head = heads[otherSize];
        if (head === undefined) continue;
        refused(`${at} as of ${otherSize}`, () => verifyInclusion(leaf, head, proof, sha256));
      }
    }
  }
  t.log(`${tried} forged inclusion proofs, none accepted`);
});

test(`no forged consistency proof is accepted to any tree up to ${sizeMax} leaves`, (t) => {
  let tried = 0;
  const refused = (what: string, verify: () => void) => {
    tried += 1;
    refuses(t, what, verify);
  };
  const foreignRoot = sha256(utf8('foreign'));
  for (let to = 1; to <= sizeMax; to += 1) {
    // From none says nothing: every log grew from the empty one.
    for (const from of placesIn(to).filter((place) => place > 0)) {
      const proof = tree.consistencyProof(from, to);
      const at = `${from} to ${to}`;
      const [earlier, later] = [heads[from]!, heads[to]!];
      for (const [name, lie] of Object.entries(bent(proof))) {
        refused(`${at} ${name}`, () => verifyConsistency(earlier, later, lie, sha256));
      }
      const foreign = { size: from, root: foreignRoot };
      refused(`${at}, foreign`, () => verifyConsistency(foreign, later, proof, sha256));
      const fork = { size: to, root: foreignRoot };
      refused(`${at}, fork`, () => verifyConsistency(earlier, fork, proof, sha256));
      refused(`${at}, backwards`, () => verifyConsistency(later, earlier, proof, sha256));
      const shifted = { ...earlier, size: from + 1 };
      refused(`${at}, other size`, () => verifyConsistency(shifted, later, proof, sha256));
    }
  }
  t.log(`${tried} forged consistency proofs, none accepted`);
});

test('two logs of the same size are consistent only if they are equal', (t) => {
  const other = { size: 5, root: sha256(utf8('other')) };
  refuses(t, 'fork', () => verifyConsistency(heads[5]!, other, []));
  refuses(t, 'proof too long', () => verifyConsistency(heads[5]!, heads[5]!, [other.root]));
  refuses(t, 'empty log with a root', () => verifyConsistency({ ...other, size: 0 }, other, []));
});

test('a tree has no proofs for sizes and leaves that it never had', (t) => {
  for (const size of [-1, 0.5, sizeMax + 1])
    t.throws(() => tree.root(size), { instanceOf: RangeError });
  for (const index of [-1, 0.5, 10]) {
    t.throws(() => tree.inclusionProof(index, 10), { instanceOf: RangeError });
  }
  for (const from of [-1, 0.5, 11]) {
    t.throws(() => tree.consistencyProof(from, 10), { instanceOf: RangeError });
  }
});

test('hashes returned by a tree do not change when it grows', (t) => {
  const small = grow(leaves.slice(0, 10));
  const [root, proof] = [toHex(small.root()), small.inclusionProof(3).map(toHex)];
  for (const leaf of leaves) small.append(leaf);
  t.is(toHex(small.root(10)), root);
  t.deepEqual(small.inclusionProof(3, 10).map(toHex), proof);
});
