import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { CodedError } from '#errors';

/**
 * The format of a journal: a first line that identifies it, then batches. A batch is one record per
 * line and a footer:
 *
 *     r <length, 8 hex> <crc-32, 8 hex> <JSON>\n
 *     f <count, 8 hex> <sha-256, 64 hex>\n
 *
 * The checksum covers the length and the JSON. The footer's hash covers the footer before it and
 * every record of the batch, so batches form a chain.
 *
 * A batch is written only after the batch before it was flushed. So after a crash or power cut only
 * the last batch can be incomplete: cut short, or with zeros or garbage in any part of it. Its bytes
 * are called the tail. If another batch follows the damage, the damaged one was complete once.
 */
export const journalHead = Buffer.from('raffle journal 1\n');

const recordHeadBytes = 'r 00000000 00000000 '.length;
const recordHead = /^r ([0-9a-f]{8}) ([0-9a-f]{8}) $/;
const footerLine = /^f ([0-9a-f]{8}) [0-9a-f]{64}\n$/;
const footerBytes = 'f 00000000 \n'.length + 64;
const newline = 0x0a;
const recordMark = 0x72;
const nine = 0x39;

/** The chain hash before the first batch. */
export const chainStart = '0'.repeat(64);

export interface EncodedBatch {
  readonly bytes: Buffer;
  /** The footer's hash, which the next batch's footer covers. */
  readonly chain: string;
}

/** Encodes one batch. `texts` are JSON without line breaks; without texts there are no bytes. */
export function encodeBatch(texts: readonly string[], previousChain: string): EncodedBatch {
  if (texts.length === 0) return { bytes: Buffer.alloc(0), chain: previousChain };
  const lines = texts.map((text) => {
    const length = hex8(Buffer.byteLength(text));
    return `r ${length} ${hex8(crc32(text, crc32(length)))} ${text}\n`;
  });
  const records = Buffer.from(lines.join(''));
  const { footer, chain } = encodeFooter(texts.length, previousChain, records);
  return { bytes: Buffer.concat([records, footer]), chain };
}

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

/**
 * What a reader of a journal is given of each complete batch: its texts, the footer's hash, and the
 * offset at which it ends.
 */
export type OnBatch = (texts: readonly string[], chain: string, endBytes: number) => void;

/**
 * Reads a journal up to its last complete batch.
 *
 * @throws {DamagedBytes} The first line is wrong, or there is a batch after the damage.
 */
export function decodeJournal(bytes: Buffer): Scanned & { readonly texts: readonly string[] } {
  const texts: string[] = [];
  const scanned = scanJournal(bytes, (batch) => {
    for (const text of batch) texts.push(text);
  });
  if (scanned.damage !== undefined) throw scanned.damage;
  return { ...scanned, texts };
}

/** Reads a journal up to its last complete batch, damaged or not. */
export function scanJournal(bytes: Buffer, onBatch: OnBatch): Scanned {
  const batchEnds: number[] = [];
  if (!bytes.subarray(0, journalHead.length).equals(journalHead)) {
    const what = bytes.length === 0 ? 'the file is empty' : 'not the first line of a journal';
    const damage = new DamagedBytes(0, what);
    return { validBytes: 0, chain: chainStart, batchEnds, damage };
  }
  let chain = chainStart;
  let validBytes = journalHead.length;
  let complete = 0;
  let position = validBytes;
  /** Of the records since the last footer. */
  let ends: number[] = [];
  while (position < bytes.length) {
    const recordEnd = findRecordEnd(bytes, position);
    if (recordEnd !== undefined) {
      ends.push(recordEnd);
      position = recordEnd;
      continue;
    }
    const footer = encodeFooter(ends.length, chain, bytes.subarray(validBytes, position));
    const end = position + footerBytes;
    if (ends.length === 0 || !bytes.subarray(position, end).equals(footer.footer)) break;
    ({ chain } = footer);
    complete += ends.length;
    batchEnds.push(complete);
    onBatch(readTexts(bytes, validBytes, ends), chain, end);
    ends = [];
    position = end;
    validBytes = end;
  }
  const damage = hasLaterBatch(bytes, validBytes)
    ? new DamagedBytes(findDamage(bytes, validBytes), 'a line that is not as it was written')
    : undefined;
  return { validBytes, chain, batchEnds, damage };
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

/** @param ends Of the records, the first of which begins at `start`. */
function readTexts(bytes: Buffer, start: number, ends: readonly number[]): string[] {
  return ends.map((end, place) => {
    const from = (ends[place - 1] ?? start) + recordHeadBytes;
    return bytes.toString('utf8', from, end - 1);
  });
}

/** Where the first line is that is not an intact record. */
function findDamage(bytes: Buffer, start: number): number {
  let position = start;
  for (;;) {
    const record = readRecord(bytes, position);
    if (record === undefined) return position;
    position = record.end;
  }
}

function encodeFooter(count: number, previousChain: string, records: Buffer) {
  const chain = createHash('sha256').update(previousChain).update(records).digest('hex');
  return { footer: Buffer.from(`f ${hex8(count)} ${chain}\n`), chain };
}

function readRecord(bytes: Buffer, start: number): { text: string; end: number } | undefined {
  const head = readHead(bytes, start);
  if (head === undefined) return undefined;
  const textStart = start + recordHeadBytes;
  const end = textStart + head.length + 1;
  if (end > bytes.length || bytes[end - 1] !== newline) return undefined;
  const text = bytes.toString('utf8', textStart, end - 1);
  return crc32(text, crc32(head.lengthText)) === head.crc ? { text, end } : undefined;
}

interface RecordHead {
  readonly length: number;
  /** The length as text, which the checksum covers. */
  readonly lengthText: string;
  readonly crc: number;
}

function readHead(bytes: Buffer, start: number): RecordHead | undefined {
  const match = recordHead.exec(bytes.toString('latin1', start, start + recordHeadBytes));
  if (match === null) return undefined;
  const [, lengthText = '', crcText = ''] = match;
  const crc = Number.parseInt(crcText, 16);
  return { length: Number.parseInt(lengthText, 16), lengthText, crc };
}

/**
 * Whether the tail holds more than one batch. A record or footer after a footer belongs to a later
 * batch, which was begun when the damaged one was flushed. So do more intact records before a footer
 * than it counts, and exactly as many whose hash is not the footer's.
 */
function hasLaterBatch(bytes: Buffer, tailStart: number): boolean {
  const footer = findFooter(bytes, tailStart);
  if (footer === undefined) return false;
  const before = countRecords(bytes.subarray(tailStart, footer.start));
  const isComplete = before.count === footer.count && before.isAll;
  if (before.count > footer.count || isComplete) return true;
  const rest = bytes.subarray(footer.end);
  return findFooter(rest, 0) !== undefined || countRecords(rest).count > 0;
}

/** The first line at or after `from` in the form of a footer; its hash is not verified. */
function findFooter(bytes: Buffer, from: number) {
  for (let start = bytes.indexOf('f ', from); start >= 0; start = bytes.indexOf('f ', start + 1)) {
    const end = start + footerBytes;
    const count = footerLine.exec(bytes.toString('latin1', start, end))?.[1];
    if (count !== undefined) return { start, end, count: Number.parseInt(count, 16) };
  }
  return undefined;
}

/** Counts intact records. `isAll`: there are no other bytes. */
export function countRecords(bytes: Buffer): { count: number; isAll: boolean } {
  let count = 0;
  let recordBytes = 0;
  for (let start = bytes.indexOf('r '); start >= 0;) {
    const record = readRecord(bytes, start);
    if (record !== undefined) {
      count += 1;
      recordBytes += record.end - start;
    }
    start = bytes.indexOf('r ', record?.end ?? start + 1);
  }
  return { count, isAll: recordBytes === bytes.length };
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
