import { lastPiece } from './pieces.ts';

export const hashBytes = 32;
/** Hashes in one piece of memory. */
const hashesPerPiece = 256;
const pieceFormat = {
  bytes: hashesPerPiece * hashBytes,
  firstBytes: 8 * hashBytes,
  allocate: (bytes: number) => new Uint8Array(bytes),
};

/** The contents of a list, which another thread can take over. */
export interface HashListParts {
  readonly pieces: Uint8Array<ArrayBuffer>[];
  readonly length: number;
}

/** SHA-256 hashes, in a list that only grows. */
export class HashList {
  readonly #pieces: Uint8Array<ArrayBuffer>[];
  #length: number;

  constructor({ pieces, length }: HashListParts = { pieces: [], length: 0 }) {
    this.#pieces = pieces;
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  get parts(): HashListParts {
    return { pieces: this.#pieces, length: this.#length };
  }

  /** @param hash As bytes or as a string of one character each. */
  push(hash: Uint8Array | string): void {
    const start = (this.#length % hashesPerPiece) * hashBytes;
    const piece = lastPiece(this.#pieces, start, pieceFormat);
    this.#length += 1;
    if (typeof hash !== 'string') return piece.set(hash, start);
    for (let offset = 0; offset < hashBytes; offset += 1) {
      piece[start + offset] = hash.charCodeAt(offset);
    }
  }

  /** Copies byte by byte: a view of the stored hash would be one more object outside the heap. */
  copy(position: number, target: Uint8Array, to: number): void {
    const piece = this.#pieceOf(position);
    const start = (position % hashesPerPiece) * hashBytes;
    for (let offset = 0; offset < hashBytes; offset += 1) {
      target[to + offset] = piece[start + offset] ?? 0;
    }
  }

  /** A view of a hash. */
  at(position: number): Uint8Array {
    const start = (position % hashesPerPiece) * hashBytes;
    return this.#pieceOf(position).subarray(start, start + hashBytes);
  }

  #pieceOf(position: number): Uint8Array {
    const piece = this.#pieces[Math.floor(position / hashesPerPiece)];
    if (piece === undefined) throw new RangeError(`The tree has no hash ${position}.`);
    return piece;
  }
}
