import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The bytes of a journal: a first line that says so, then batches. A batch is one record a line and
 * then a footer:
 *
 *     r <length, 8 hex> <crc-32, 8 hex> <JSON>\n
 *     f <count, 8 hex> <sha-256, 64 hex>\n
 *
 * The checksum covers the length and the JSON. The footer's hash covers the footer before it and
 * every record of the batch, so batches form a chain and a footer is known byte for byte before it
 * is read: a tail is torn exactly when it is shorter than what must follow.
 */
export const journalHead = Buffer.from('raffle journal 1\n');

const recordHeadBytes = 'r 00000000 00000000 '.length;
const recordHead = /^r ([0-9a-f]{8}) ([0-9a-f]{8}) $/;
const footerBytes = 'f 00000000 \n'.length + 64;
const newline = 0x0a;

/** The first link of the chain. */
export const chainStart = '0'.repeat(64);

export interface Batch {
  readonly bytes: Buffer;
  /** The footer's hash: what the next batch builds on. */
  readonly chain: string;
}

/** Frames one batch. `texts` are JSON without line breaks; no texts make no bytes. */
export function encodeBatch(texts: readonly string[], previousChain: string): Batch {
  if (texts.length === 0) return { bytes: Buffer.alloc(0), chain: previousChain };
  const records = Buffer.from(texts.map(encodeRecord).join(''));
  const { footer, chain } = encodeFooter(texts.length, previousChain, records);
  return { bytes: Buffer.concat([records, footer]), chain };
}

/** What a journal's bytes hold. `validBytes` is where the last complete batch ends. */
export interface Decoded {
  readonly texts: string[];
  readonly validBytes: number;
  readonly chain: string;
  /** Where each batch ends: how many texts there are up to then. */
  readonly batchEnds: number[];
}

/** Some byte is not what was written. `offset` is where the line it stands in begins. */
export class DamagedBytes extends Error {
  override name = 'DamagedBytes';
  readonly offset: number;

  constructor(offset: number, what: string) {
    super(`${what} at byte ${offset}`);
    this.offset = offset;
  }
}

/**
 * Reads a journal. A tail that stops short of its footer was never promised to anybody and is left
 * out; `validBytes` says where it begins.
 *
 * @throws {DamagedBytes} anything else that is not as it was written.
 */
export function decodeJournal(bytes: Buffer): Decoded {
  const texts: string[] = [];
  const batchEnds: number[] = [];
  if (!bytes.subarray(0, journalHead.length).equals(journalHead)) {
    throw new DamagedBytes(
      0,
      bytes.length === 0 ? 'the file is empty' : 'not the first line of a journal',
    );
  }
  let chain = chainStart;
  let batchStart = journalHead.length;
  let complete = 0;
  let position = batchStart;
  while (position < bytes.length) {
    const record = readRecord(bytes, position);
    if (record !== undefined) {
      texts.push(record.text);
      position = record.end;
      continue;
    }
    const count = texts.length - complete;
    const batch = bytes.subarray(batchStart, position);
    const expected = encodeFooter(count, chain, batch);
    const found = bytes.subarray(position, position + footerBytes);
    if (count > 0 && found.equals(expected.footer)) {
      ({ chain } = expected);
      complete = texts.length;
      batchEnds.push(complete);
      position += footerBytes;
      batchStart = position;
      continue;
    }
    if (isTorn(bytes, position, count > 0 ? expected.footer : undefined)) break;
    throw new DamagedBytes(position, 'a line that is not as it was written');
  }
  return { texts: texts.slice(0, complete), validBytes: batchStart, chain, batchEnds };
}

function encodeRecord(text: string): string {
  const length = hex8(Buffer.byteLength(text));
  return `r ${length} ${hex8(crc32(text, crc32(length)))} ${text}\n`;
}

function encodeFooter(count: number, previousChain: string, records: Buffer) {
  const chain = hash('sha256', Buffer.concat([Buffer.from(previousChain), records]), 'hex');
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
  /** The length as it stands there, which the checksum covers. */
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

/** Whether what is left is the beginning, and only the beginning, of what must follow. */
function isTorn(bytes: Buffer, start: number, footer: Buffer | undefined): boolean {
  const rest = bytes.subarray(start);
  if (footer !== undefined && rest.equals(footer.subarray(0, rest.length))) return true;
  if (rest.every((byte) => byte === 0)) return true;
  if (rest.length < recordHeadBytes) {
    const blank = 'r 00000000 00000000 ';
    return recordHead.test(rest.toString('latin1') + blank.slice(rest.length));
  }
  const head = readHead(bytes, start);
  const isShort = head !== undefined && rest.length < recordHeadBytes + head.length + 1;
  return isShort && !rest.includes(newline);
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
