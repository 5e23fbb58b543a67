import { CodedError } from '#errors';
import { findDamage, hasLaterBatch } from './journal-damage.ts';
import {
  chainStart,
  encodeFooter,
  footerBytes,
  journalHead,
  newline,
  recordHeadBytes,
} from './journal-format.ts';

const recordMark = 0x72;
const footerMark = 0x66;
const nine = 0x39;

/** The complete batches of a journal. */
export interface Scanned {
  /** Offset at which the last complete batch ends and the tail begins. */
  readonly validBytes: number;
  readonly chain: string;
  /** For each batch, the number of texts up to its end. */
  readonly batchEnds: number[];
  /** Set when the bytes after `validBytes` cannot be the tail that a crash leaves. */
  readonly damage: DamagedBytes | undefined;
}

/** Bytes of a journal differ from those that were written. `offset` is the start of their line. */
export class DamagedBytes extends CodedError<'bytes-damaged'> {
  override name = 'DamagedBytes';
  readonly offset: number;

  constructor(offset: number, what: string) {
    super('bytes-damaged', `${what} at byte ${offset}`);
    this.offset = offset;
  }
}

/** Takes the text of a record: the bytes `[start, end)`, in memory that is used again. */
export type OnRecord = (bytes: Buffer, start: number, end: number) => void;

/** The text of a record. */
export function decodeText(...[bytes, start, end]: Parameters<OnRecord>): string {
  return bytes.toString('utf8', start, end);
}

/** The records of a complete batch, in memory that the next batch may use. */
export class Batch {
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #ends: readonly number[];

  /** @param ends Of the records, the first of which begins at `start`. */
  constructor(bytes: Buffer, start: number, ends: readonly number[]) {
    this.#bytes = bytes;
    this.#start = start;
    this.#ends = ends;
  }

  get length(): number {
    return this.#ends.length;
  }

  forEach(onRecord: OnRecord): void {
    let start = this.#start;
    for (const end of this.#ends) {
      onRecord(this.#bytes, start + recordHeadBytes, end - 1);
      start = end;
    }
  }

  get texts(): string[] {
    const texts: string[] = [];
    this.forEach((...text) => texts.push(decodeText(...text)));
    return texts;
  }
}

/**
 * What a reader of a journal is given of each complete batch: its records, the footer's hash, and the
 * offset at which it ends.
 */
export type OnBatch = (batch: Batch, chain: string, endBytes: number) => void;

/**
 * Reads a journal up to its last complete batch.
 *
 * @throws {DamagedBytes} The first line is wrong, or there is a batch after the damage.
 */
export function decodeJournal(bytes: Buffer): Scanned & { readonly texts: readonly string[] } {
  const texts: string[] = [];
  const scanned = scanJournal(bytes, (batch) => {
    for (const text of batch.texts) texts.push(text);
  });
  if (scanned.damage !== undefined) throw scanned.damage;
  return { ...scanned, texts };
}

/** Reads a journal up to its last complete batch, damaged or not. */
export function scanJournal(bytes: Buffer, onBatch: OnBatch): Scanned {
  const scan = new JournalScan(onBatch);
  return scan.end(bytes.subarray(scan.read(bytes)));
}

/** Reads a journal whose bytes come in parts, up to its last complete batch. */
export class JournalScan {
  readonly #onBatch: OnBatch;
  readonly #batchEnds: number[] = [];
  #chain = chainStart;
  #validBytes = 0;

  constructor(onBatch: OnBatch) {
    this.#onBatch = onBatch;
  }

  /**
   * Reads the complete batches of a part.
   *
   * @param bytes From where the last call stopped.
   * @returns How many of them were read.
   */
  read(bytes: Buffer): number {
    const start = this.#validBytes;
    if (start === 0 && isJournal(bytes)) this.#validBytes = journalHead.length;
    let done = this.#validBytes - start;
    let position = done;
    /** Of the records since the last footer. */
    let ends: number[] = [];
    while (this.#validBytes > 0 && position < bytes.length) {
      const recordEnd = findRecordEnd(bytes, position);
      if (recordEnd !== undefined) {
        ends.push(recordEnd);
        position = recordEnd;
        continue;
      }
      const end = position + footerBytes;
      if (ends.length === 0 || bytes[position] !== footerMark || end > bytes.length) break;
      const footer = encodeFooter(ends.length, this.#chain, bytes.subarray(done, position));
      if (!bytes.subarray(position, end).equals(footer.footer)) break;
      this.#chain = footer.chain;
      this.#batchEnds.push((this.#batchEnds.at(-1) ?? 0) + ends.length);
      this.#validBytes = start + end;
      this.#onBatch(new Batch(bytes, done, ends), footer.chain, this.#validBytes);
      ends = [];
      position = end;
      done = end;
    }
    return done;
  }

  /** @param rest The bytes that were not read, if the journal ends with them. */
  end(rest: Buffer): Scanned {
    const [validBytes, chain, batchEnds] = [this.#validBytes, this.#chain, this.#batchEnds];
    return { validBytes, chain, batchEnds, damage: this.#findDamage(rest) };
  }

  #findDamage(rest: Buffer): DamagedBytes | undefined {
    if (this.#validBytes === 0) {
      const what = rest.length === 0 ? 'the file is empty' : 'not the first line of a journal';
      return new DamagedBytes(0, what);
    }
    if (!hasLaterBatch(rest)) return undefined;
    const offset = this.#validBytes + findDamage(rest);
    return new DamagedBytes(offset, 'a line that is not as it was written');
  }
}

/** Whether the bytes begin with a journal's first line. */
function isJournal(bytes: Buffer): boolean {
  return bytes.subarray(0, journalHead.length).equals(journalHead);
}

/**
 * The end of the record at `start`, by its length. Checksums are not compared, which would take most
 * of the time: the footer's hash covers the records, and without it none of them is used.
 */
function findRecordEnd(bytes: Buffer, start: number): number | undefined {
  if (bytes[start] !== recordMark) return undefined;
  let length = 0;
  for (let place = start + 2; place < start + 10; place += 1) {
    const digit = bytes[place] ?? 0;
    length = length * 16 + (digit & 0x0f) + (digit > nine ? 9 : 0);
  }
  const end = start + recordHeadBytes + length + 1;
  return bytes[end - 1] === newline ? end : undefined;
}
