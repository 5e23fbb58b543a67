import { concat, defaultSha256, type Sha256 } from './bytes.ts';

export const hashBytes = 32;
const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);
/** A full store grows by a quarter, so at most a fifth of its memory waits for leaves to come. */
const growth = 1.25;

/** @see RFC 6962 section 2.1: the prefix keeps a leaf from passing for an inner node. */
export function hashLeaf(data: Uint8Array, sha256: Sha256 = defaultSha256): Uint8Array {
  return sha256(concat(leafPrefix, data));
}

/** @see RFC 6962 section 2.1. */
export function hashNode(
  left: Uint8Array,
  right: Uint8Array,
  sha256: Sha256 = defaultSha256,
): Uint8Array {
  return sha256(concat(nodePrefix, left, right));
}

/** Some leaves `[start, end)` of the tree when it had `size` leaves. */
export interface Neighbours {
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/**
 * The Merkle tree of a growing list: a leaf is added in O(log n), and every root and proof of every
 * earlier size can still be had. It keeps the hash of every complete subtree, 64 bytes a leaf.
 *
 * @see RFC 9162 section 2.1: the same tree as in RFC 6962.
 */
export class MerkleTree {
  readonly #sha256: Sha256;
  /** Where two hashes are put side by side to be hashed: a tree makes one inner node a leaf. */
  readonly #pair = new Uint8Array(1 + 2 * hashBytes).fill(nodePrefix[0]!, 0, 1);
  /** The incomplete subtrees at the right edge of one size; every proof against it wants them. */
  readonly #edge = { size: 0, byStart: new Map<number, Uint8Array>() };
  /** Complete subtrees in the order in which they were completed. */
  #hashes = new Uint8Array(16 * hashBytes);
  #hashCount = 0;
  #size = 0;

  constructor(sha256: Sha256 = defaultSha256) {
    this.#sha256 = sha256;
  }

  /** How many leaves there are. */
  get size(): number {
    return this.#size;
  }

  append(data: Uint8Array): void {
    this.appendHash(hashLeaf(data, this.#sha256));
  }

  /** @param leafHash What `hashLeaf` makes of the leaf's data. */
  appendHash(leafHash: Uint8Array): void {
    let hash = leafHash;
    this.#push(hash);
    const index = this.#size;
    for (let level = 0; ((index >> level) & 1) === 1; level += 1) {
      hash = this.#node(this.#stored(level, (index >> level) - 1), hash);
      this.#push(hash);
    }
    this.#size += 1;
  }

  /**
   * @param size Of the tree at any earlier time, 0 to `size`.
   * @throws {RangeError} the tree has never had this size.
   * @see RFC 9162 section 2.1.1.
   */
  root(size: number = this.#size): Uint8Array {
    this.#requireSize(size);
    return size === 0 ? this.#sha256(new Uint8Array()) : this.#range(0, size);
  }

  /**
   * Proves that a leaf is in the tree.
   *
   * @returns Hashes from the leaf to the root.
   * @throws {RangeError} there is no such leaf in a tree of this size.
   * @see RFC 9162 section 2.1.3.1.
   */
  inclusionProof(index: number, size: number = this.#size): Uint8Array[] {
    const proofs = this.inclusionProofs({ start: index, end: index + 1, size }, [], putBefore);
    return proofs[0]!;
  }

  /**
   * Proves that each of some neighbours is in the tree. Their proofs share most of their hashes,
   * and each hash is looked at once.
   *
   * @param root What the proof of the only leaf of a tree is: nothing.
   * @param extend Puts a hash before those that come above it.
   * @returns The proofs of the leaves `[start, end)`.
   * @throws {RangeError} there are no such leaves in a tree of this size.
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
   * Proves that a tree only grew.
   *
   * @param from Size of the earlier tree, 0 to `to`. Nothing needs proving for 0 or `to`.
   * @throws {RangeError} the tree never had these sizes, in this order.
   * @see RFC 9162 section 2.1.4.1.
   */
  consistencyProof(from: number, to: number = this.#size): Uint8Array[] {
    this.#requireSize(to);
    if (!Number.isInteger(from) || from < 0 || from > to) {
      throw new RangeError(`A tree of ${to} did not grow from one of ${from}.`);
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

  /** The hash over the leaves `[start, end)`, where `start` is one the tree splits at. */
  #range(start: number, end: number): Uint8Array {
    const count = end - start;
    const middle = splitOf(count);
    if (count === 1 || middle * 2 === count) return this.#stored(Math.log2(count), start / count);
    if (this.#edge.size !== end) this.#forgetEdge(end);
    const known = this.#edge.byStart.get(start);
    if (known !== undefined) return known;
    const right = this.#range(start + middle, end);
    const hash = this.#node(this.#range(start, start + middle), right);
    this.#edge.byStart.set(start, hash);
    return hash;
  }

  #node(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.#pair.set(left, 1);
    this.#pair.set(right, 1 + hashBytes);
    return this.#sha256(this.#pair);
  }

  #forgetEdge(size: number): void {
    this.#edge.size = size;
    this.#edge.byStart.clear();
  }

  /**
   * The `index`th complete subtree of 2^level leaves. Leaves and parents stand as they came, so
   * before leaf n there are n leaves and n less its one bits parents; its own parents follow it.
   */
  #stored(level: number, index: number): Uint8Array {
    const last = (index + 1) * 2 ** level - 1;
    const start = (2 * last - oneBits(last) + level) * hashBytes;
    return this.#hashes.subarray(start, start + hashBytes);
  }

  #push(hash: Uint8Array): void {
    const end = this.#hashCount * hashBytes;
    if (end === this.#hashes.length) {
      const larger = new Uint8Array(Math.ceil((this.#hashCount + 1) * growth) * hashBytes);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes.set(hash, end);
    this.#hashCount += 1;
  }

  #requireSize(size: number): void {
    if (Number.isInteger(size) && size >= 0 && size <= this.#size) return;
    throw new RangeError(`The tree has ${this.#size} leaves, it never had ${size}.`);
  }
}

function putBefore(upper: readonly Uint8Array[], hash: Uint8Array): Uint8Array[] {
  return [hash, ...upper];
}

/** The largest power of two below `count`, which is at least 2 (1 answers 0). */
function splitOf(count: number): number {
  return count < 2 ? 0 : 2 ** (31 - Math.clz32(count - 1));
}

/** How many bits of a number below 2^32 are one. @see Hacker's Delight section 5-1. */
function oneBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
