import { crc32 } from 'node:zlib';
import { footerBytes, newline, recordHeadBytes } from './journal-format.ts';

const recordHead = /^r ([0-9a-f]{8}) ([0-9a-f]{8}) $/;
const footerLine = /^f ([0-9a-f]{8}) [0-9a-f]{64}\n$/;

/**
 * Whether a journal's tail holds more than one batch. A record or footer after a footer belongs to a later
 * batch, which was begun when the damaged one was flushed. So do more intact records before a footer
 * than it counts, and exactly as many whose hash is not the footer's.
 */
export function hasLaterBatch(tail: Buffer): boolean {
  const footer = findFooter(tail);
  if (footer === undefined) return false;
  const before = countRecords(tail.subarray(0, footer.start));
  const isComplete = before.count === footer.count && before.isAll;
  if (before.count > footer.count || isComplete) return true;
  const rest = tail.subarray(footer.end);
  return findFooter(rest) !== undefined || countRecords(rest).count > 0;
}

/** Where the first line is that is not an intact record. */
export function findDamage(bytes: Buffer): number {
  let position = 0;
  for (;;) {
    const record = readRecord(bytes, position);
    if (record === undefined) return position;
    position = record.end;
  }
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

/** The first line in the form of a footer; its hash is not verified. */
function findFooter(bytes: Buffer) {
  for (let start = bytes.indexOf('f '); start >= 0; start = bytes.indexOf('f ', start + 1)) {
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
