import { CodedError } from '#errors';

/**
 * A file is no picture that may be uploaded. `no-picture`: it is in no supported format; `damaged`:
 * it is cut off, or breaks the rules of its format; `metadata`: it has members that are not needed to
 * show it, such as Exif data or text; `animated`; `too-large`: too many pixels. The message is a
 * sentence about the file.
 */
export class PictureRefused extends CodedError<
  'no-picture' | 'damaged' | 'metadata' | 'animated' | 'too-large'
> {
  override name = 'PictureRefused';
}

/** Width and height in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Reads numbers and names from a file. Every read outside it throws {PictureRefused} `damaged`. */
export class PictureBytes {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  byte(at: number): number {
    this.#require(at, 1);
    return this.#view.getUint8(at);
  }

  /** @param isLittleEndian Default: the first byte is the most significant one. */
  uint16(at: number, isLittleEndian = false): number {
    this.#require(at, 2);
    return this.#view.getUint16(at, isLittleEndian);
  }

  /** @param isLittleEndian Default: the first byte is the most significant one. */
  uint32(at: number, isLittleEndian = false): number {
    this.#require(at, 4);
    return this.#view.getUint32(at, isLittleEndian);
  }

  /** The bytes `[start, end)`. */
  slice(start: number, end: number): Uint8Array {
    this.#require(start, end - start);
    return this.#bytes.subarray(start, end);
  }

  /** The bytes `[start, start + length)` as Latin-1. */
  text(start: number, length: number): string {
    return String.fromCharCode(...this.slice(start, start + length));
  }

  /** Whether these characters are at `start`; false outside the file. */
  startsWith(text: string, start = 0): boolean {
    return start + text.length <= this.length && this.text(start, text.length) === text;
  }

  #require(at: number, length: number): void {
    if (at >= 0 && length >= 0 && at + length <= this.length) return;
    throw damaged('it ends too early');
  }
}

/** @param why Completes "The picture is damaged: …". */
export function damaged(why: string): PictureRefused {
  return new PictureRefused('damaged', `It is damaged: ${why}.`);
}

/** @param what A noun phrase: what the file contains. */
export function hasMetadata(what: string): PictureRefused {
  return new PictureRefused(
    'metadata',
    `It contains ${what}, which can tell where and by whom it was made.`,
  );
}

export function animated(): PictureRefused {
  return new PictureRefused('animated', 'It is animated.');
}
