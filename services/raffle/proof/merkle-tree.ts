import { concat, defaultSha256, type Sha256 } from './bytes.ts';
import { hashBytes, HashList, type HashListParts } from './hash-list.ts';

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** Buffer for hashing two child hashes. Shared, because a large site has many small trees. */
const pair = new Uint8Array(1 + 2 * hashBytes).fill(0x01, 0, 1);

/** The hash of a leaf. @see RFC 6962 section 2.1: the prefix distinguishes leaves from inner nodes. */
export function hashLeaf(data: Uint8Array, sha256: Sha256 = defaultSha256): Uint8Array {
  return sha256(concat(leafPrefix, data));
}

/** The hash of an inner node. @see RFC 6962 section 2.1. */
export function hashNode(
  left: Uint8Array,
  right: Uint8Array,
  sha256: Sha256 = defaultSha256,
): Uint8Array {
  return sha256(concat(nodePrefix, left, right));
}

/** The leaves `[start, end)` of the tree when it had `size` leaves. */
export interface Neighbours {
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/**
 * The Merkle tree of a growing list. Appending takes O(log n), and roots and proofs are available for
 * every earlier size. It stores the hash of every complete subtree: 64 bytes per leaf.
 *
 * @see RFC 9162 section 2.1: the same tree as in RFC 6962.
 */
export class MerkleTree {
  readonly #sha256: Sha256;
  readonly #digest: (data: Uint8Array) => Uint8Array | string;
  /** The incomplete subtrees at the right edge for one size. Every proof for that size needs them. */
  readonly #edge = { size: 0, byStart: new Map<number, Uint8Array>() };
  /** The hashes of complete subtrees, in the order in which they were completed. */
  readonly #hashes: HashList;
  #size: number;

  /**
   * @param digest As `sha256`, or with the bytes as a string of one character each, which spares Node's
   *   hash function an object outside the heap.
   * @param hashes Of a tree to go on with. Default: none.
   */
  constructor(
    sha256: Sha256 = defaultSha256,
    digest: (data: Uint8Array) => Uint8Array | string = sha256,
    hashes?: HashListParts,
  ) {
    this.#sha256 = sha256;
    this.#digest = digest;
    this.#hashes = new HashList(hashes);
    this.#size = leavesOf(this.#hashes.length);
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** The hashes that it stores. */
  get hashes(): HashListParts {
    return this.#hashes.parts;
  }

  append(data: Uint8Array): void {
    this.appendHash(hashLeaf(data, this.#sha256));
  }

  /** @param leafHash The result of `hashLeaf`, as bytes or as a string of one character each. */
  appendHash(leafHash: Uint8Array | string): void {
    const index = this.#size;
    const hashes = this.#hashes;
    hashes.push(leafHash);
    for (let level = 0; ((index >> level) & 1) === 1; level += 1) {
      // The subtree to the right, just completed, is stored right after the root of that to the left.
      hashes.copy(hashes.length - (2 << level), pair, 1);
      hashes.copy(hashes.length - 1, pair, 1 + hashBytes);
      hashes.push(this.#digest(pair));
    }
    this.#size += 1;
  }

  /**
   * The root of the tree at the current or an earlier size.
   *
   * @param size 0 to `this.size`.
   * @throws {RangeError} The tree never had this size.
   * @see RFC 9162 section 2.1.1.
   */
  root(size: number = this.#size): Uint8Array {
    this.#requireSize(size);
    return size === 0 ? this.#sha256(new Uint8Array()) : this.#range(0, size);
  }

  /**
   * Computes an inclusion proof.
   *
   * @returns Hashes from the leaf to the root.
   * @throws {RangeError} There is no such leaf in a tree of this size.
   * @see RFC 9162 section 2.1.3.1.
   */
  inclusionProof(index: number, size: number = this.#size): Uint8Array[] {
    const range = { start: index, end: index + 1, size };
    const [proof] = this.inclusionProofs<Uint8Array[]>(range, [], (rest, hash) => [hash, ...rest]);
    if (proof === undefined) throw new RangeError(`A tree of ${size} has no leaf ${index}.`);
    return proof;
  }

  /**
   * Computes the inclusion proofs of neighbouring leaves. They share most hashes, and each hash is
   * computed once.
   *
   * @param root An empty proof.
   * @param extend Prepends a hash to a proof.
   * @returns The proofs of the leaves `[start, end)`.
   * @throws {RangeError} There are no such leaves in a tree of this size.
   */
  inclusionProofs<Proof>(
    { start, end, size }: Neighbours,
    root: Proof,
    extend: (upper: Proof, hash: Uint8Array) => Proof,
  ): Proof[] {
    this.#requireSize(size);
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > size) {
      throw new RangeError(`Leaves ${start} to ${end} are not in a tree of ${size}.`);
    }
    const proofs: Proof[] = [];
    const descend = (from: number, to: number, proof: Proof) => {
      if (to <= start || from >= end) return;
      if (to - from === 1) {
        proofs.push(proof);
        return;
      }
      const middle = from + splitOf(to - from);
      if (start < middle) descend(from, middle, extend(proof, this.#range(middle, to)));
      if (end > middle) descend(middle, to, extend(proof, this.#range(from, middle)));
    };
    descend(0, size, root);
    return proofs;
  }

  /**
   * Computes a consistency proof.
   *
   * @param from Size of the earlier tree, 0 to `to`. The proof is empty for 0 and `to`.
   * @throws {RangeError} The tree never had these sizes, in this order.
   * @see RFC 9162 section 2.1.4.1.
   */
  consistencyProof(from: number, to: number = this.#size): Uint8Array[] {
    this.#requireSize(to);
    if (!Number.isInteger(from) || from < 0 || from > to) {
      throw new RangeError(`A tree of ${to} leaves cannot begin with a tree of ${from}.`);
    }
    if (from === 0 || from === to) return [];
    const proof: Uint8Array[] = [];
    let [start, end, isWhole] = [0, to, true];
    while (end !== from) {
      const middle = start + splitOf(end - start);
      if (from <= middle) {
        proof.push(this.#range(middle, end));
        end = middle;
      } else {
        proof.push(this.#range(start, middle));
        start = middle;
        isWhole = false;
      }
    }
    if (!isWhole) proof.push(this.#range(start, end));
    return proof.toReversed();
  }

  /** The hash of the subtree over the leaves `[start, end)`. */
  #range(start: number, end: number): Uint8Array {
    const count = end - start;
    const middle = splitOf(count);
    if (count === 1 || middle * 2 === count) return this.#stored(Math.log2(count), start / count);
    if (this.#edge.size !== end) {
      this.#edge.size = end;
      this.#edge.byStart.clear();
    }
    const known = this.#edge.byStart.get(start);
    if (known !== undefined) return known;
    const right = this.#range(start + middle, end);
    const left = this.#range(start, start + middle);
    pair.set(left, 1);
    pair.set(right, 1 + hashBytes);
    // A copy, because a small Buffer keeps the memory alive that it shares with others.
    const hash = new Uint8Array(this.#sha256(pair));
    this.#edge.byStart.set(start, hash);
    return hash;
  }

  /**
   * The hash of the complete subtree number `index` among those of 2^level leaves. Hashes are stored
   * as they were completed: before leaf n, which is below 2^32, come n leaves and n minus its number
   * of one bits inner nodes, and after it the inner nodes that it completes.
   */
  #stored(level: number, index: number): Uint8Array {
    const last = (index + 1) * 2 ** level - 1;
    return this.#hashes.at(2 * last - countOnes(last) + level);
  }

  #requireSize(size: number): void {
    if (Number.isInteger(size) && size >= 0 && size <= this.#size) return;
    throw new RangeError(`The tree has ${this.#size} leaves and never had ${size}.`);
  }
}

/** How many leaves a tree has that stores this number of hashes: 2n minus the one bits of n for n. */
function leavesOf(hashCount: number): number {
  let size = Math.ceil(hashCount / 2);
  while (2 * size - countOnes(size) < hashCount) size += 1;
  return size;
}

/** @see Hacker's Delight section 5-1. */
function countOnes(value: number): number {
  let bits = value - ((value >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** The largest power of two below `count`; 0 for 1. */
function splitOf(count: number): number {
  return count < 2 ? 0 : 2 ** (31 - Math.clz32(count - 1));
}
