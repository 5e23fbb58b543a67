/** The contents of an index, which another thread can take over. */
export interface HolderIndexParts {
  /** For each bucket, one more than its newest sale; 0 if it is empty. */
  readonly heads: Uint32Array<ArrayBuffer>;
  /** For each sale, one more than the sale before it in its bucket; 0 if there is none. */
  readonly before: Uint32Array<ArrayBuffer>;
  /** For each sale, the hash of its holder. */
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** As many as there are sales, but one at least. */
  readonly bucketCount: number;
  /** The highest power of two that is not above it. */
  readonly half: number;
  readonly saleCount: number;
}

const listLength = 16;

/**
 * Finds the sales to a holder: a hash table whose buckets are lists of sales, newest first. It takes 12
 * to 15 bytes per sale, outside the heap. It grows by one bucket with each sale (linear hashing), so no
 * sale waits for a whole table to be copied.
 *
 * @see W. Litwin, Linear hashing: a new tool for file and table addressing, VLDB 1980.
 */
export class HolderIndex {
  readonly #holderOf: (sale: number) => string | undefined;
  #heads: Uint32Array<ArrayBuffer>;
  #before: Uint32Array<ArrayBuffer>;
  #hashes: Uint32Array<ArrayBuffer>;
  #bucketCount: number;
  #half: number;
  #saleCount: number;

  /** @param holderOf The holder of a sale in this index. */
  constructor(holderOf: (sale: number) => string | undefined, parts?: HolderIndexParts) {
    this.#holderOf = holderOf;
    this.#heads = parts?.heads ?? new Uint32Array(listLength);
    this.#before = parts?.before ?? new Uint32Array(listLength);
    this.#hashes = parts?.hashes ?? new Uint32Array(listLength);
    this.#bucketCount = parts?.bucketCount ?? 1;
    this.#half = parts?.half ?? 1;
    this.#saleCount = parts?.saleCount ?? 0;
  }

  get parts(): HolderIndexParts {
    return {
      heads: this.#heads,
      before: this.#before,
      hashes: this.#hashes,
      bucketCount: this.#bucketCount,
      half: this.#half,
      saleCount: this.#saleCount,
    };
  }

  /** Adds the next sale. Sales count from 0. */
  add(holder: string): void {
    const sale = this.#saleCount;
    if (sale === this.#before.length) {
      this.#before = grow(this.#before);
      this.#hashes = grow(this.#hashes);
    }
    this.#hashes[sale] = hashOf(holder);
    this.#saleCount += 1;
    this.#prepend(sale);
    if (this.#saleCount > this.#bucketCount) this.#split();
  }

  /** The sales to a holder, ascending. */
  salesOf(holder: string): number[] {
    const hash = hashOf(holder);
    const sales: number[] = [];
    let next = this.#heads[this.#bucketOf(hash)] ?? 0;
    while (next > 0) {
      const sale = next - 1;
      if (this.#hashes[sale] === hash && this.#holderOf(sale) === holder) sales.push(sale);
      next = this.#before[sale] ?? 0;
    }
    return sales.toReversed();
  }

  #bucketOf(hash: number): number {
    const bucket = hash & (2 * this.#half - 1);
    return bucket < this.#bucketCount ? bucket : bucket - this.#half;
  }

  #prepend(sale: number): void {
    const bucket = this.#bucketOf(this.#hashes[sale] ?? 0);
    this.#before[sale] = this.#heads[bucket] ?? 0;
    this.#heads[bucket] = sale + 1;
  }

  /** Adds a bucket, which takes sales from one other bucket. */
  #split(): void {
    const source = this.#bucketCount - this.#half;
    if (this.#bucketCount === this.#heads.length) this.#heads = grow(this.#heads);
    this.#bucketCount += 1;
    if (this.#bucketCount === 2 * this.#half) this.#half = this.#bucketCount;
    let next = this.#heads[source] ?? 0;
    /** The end of each list so far: that of the source and that of the new bucket. */
    let [stayed, moved] = [-1, -1];
    this.#heads[source] = 0;
    while (next > 0) {
      const sale = next - 1;
      const bucket = this.#bucketOf(this.#hashes[sale] ?? 0);
      const isMoved = bucket !== source;
      const end = isMoved ? moved : stayed;
      if (end < 0) this.#heads[bucket] = next;
      else this.#before[end] = next;
      if (isMoved) moved = sale;
      else stayed = sale;
      next = this.#before[sale] ?? 0;
      this.#before[sale] = 0;
    }
  }
}

/** 32 bits. Holders are pseudonyms, so a client cannot choose which of them share a bucket. */
function hashOf(holder: string): number {
  let hash = 0;
  for (let place = 0; place < holder.length; place += 1) {
    hash = (hash * 31 + holder.charCodeAt(place)) | 0;
  }
  return hash >>> 0;
}

/** A longer list with the same numbers. It grows by a quarter, so at most a fifth of it is unused. */
export function grow(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(list.length + (list.length >>> 2));
  larger.set(list);
  return larger;
}
