import { defaultSha256, isEqual, type Sha256 } from './bytes.ts';
import { hashBytes } from './hash-list.ts';
import { hashNode } from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';

/** Size and root of a tree. */
export interface TreeHead {
  /** Number of leaves. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * Verifies that a leaf is in a tree.
 *
 * @param leaf Its index, from 0, and its hash.
 * @param proof Hashes from the leaf to the root.
 * @throws {ProofError} `not-included`.
 * @see RFC 9162 section 2.1.3.2.
 */
export function verifyInclusion(
  leaf: { readonly index: number; readonly hash: Uint8Array },
  { size, root }: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256 = defaultSha256,
): void {
  requireHashes(proof, 'not-included');
  if (!isCount(leaf.index) || !isCount(size) || leaf.index >= size) {
    throw new ProofError('not-included', `Leaf ${leaf.index} cannot be in a log of ${size}.`);
  }
  let [fn, sn, hash] = [leaf.index, size - 1, leaf.hash];
  for (const sibling of proof) {
    if (sn === 0) throw new ProofError('not-included', 'The inclusion proof is too long.');
    if (isOdd(fn) || fn === sn) {
      hash = hashNode(sibling, hash, sha256);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = hashNode(hash, sibling, sha256);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn === 0 && isEqual(hash, root)) return;
  throw new ProofError(
    'not-included',
    `Leaf ${leaf.index} with this content is not in the log of ${size} with this root.`,
  );
}

/**
 * Verifies that a later tree begins with the leaves of an earlier one.
 *
 * @param proof Consistency proof, empty if either size is 0 or both are equal.
 *
 * @throws {ProofError} `not-consistent`.
 * @see RFC 9162 section 2.1.4.2.
 */
export function verifyConsistency(
  earlier: TreeHead,
  later: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256 = defaultSha256,
): void {
  requireHashes(proof, 'not-consistent');
  const { size: first } = earlier;
  const { size: second } = later;
  if (!isCount(first) || !isCount(second) || first > second) {
    throw notConsistent(`A log of ${second} entries cannot begin with a log of ${first} entries.`);
  }
  if (first === 0 || first === second) {
    const isSame =
      first === 0 ? isEmptyRoot(earlier.root, sha256) : isEqual(earlier.root, later.root);
    if (isSame && proof.length === 0) return;
    throw notConsistent(
      `Two logs of ${first} entries have different roots, or the proof is too long.`,
    );
  }
  const roots = foldConsistency(first, second, { proof, root: earlier.root, sha256 });
  if (isEqual(roots.earlier, earlier.root) && isEqual(roots.later, later.root)) return;
  throw notConsistent(
    `The log of ${second} entries does not begin with the log of ${first} entries.`,
  );
}

function foldConsistency(
  first: number,
  second: number,
  given: {
    readonly proof: readonly Uint8Array[];
    readonly root: Uint8Array;
    readonly sha256: Sha256;
  },
) {
  const { sha256 } = given;
  const path = isPowerOfTwo(first) ? [given.root, ...given.proof] : given.proof;
  let [fn, sn] = [first - 1, second - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  const [start, ...siblings] = path;
  if (start === undefined) throw notConsistent('The consistency proof is too short.');
  let [earlier, later] = [start, start];
  for (const sibling of siblings) {
    if (sn === 0) throw notConsistent('The consistency proof is too long.');
    if (isOdd(fn) || fn === sn) {
      earlier = hashNode(sibling, earlier, sha256);
      later = hashNode(sibling, later, sha256);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      later = hashNode(later, sibling, sha256);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0) throw notConsistent('The consistency proof is too short.');
  return { earlier, later };
}

function requireHashes(
  proof: readonly Uint8Array[],
  code: 'not-included' | 'not-consistent',
): void {
  if (proof.every(({ length }) => length === hashBytes)) return;
  throw new ProofError(code, `Every hash of a proof has ${hashBytes} bytes.`);
}

function notConsistent(message: string): ProofError {
  return new ProofError('not-consistent', message);
}

function isEmptyRoot(root: Uint8Array, sha256: Sha256): boolean {
  return isEqual(root, sha256(new Uint8Array()));
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

/** Shifts right by one; `>>` would truncate sizes above 2^31. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
