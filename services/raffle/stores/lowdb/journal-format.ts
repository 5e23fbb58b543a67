import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

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

export const recordHeadBytes = 'r 00000000 00000000 '.length;
export const footerBytes = 'f 00000000 \n'.length + 64;
export const newline = 0x0a;

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

/** The line at the end of a batch, and its hash. */
export function encodeFooter(count: number, previousChain: string, records: Buffer) {
  const chain = createHash('sha256').update(previousChain).update(records).digest('hex');
  return { footer: Buffer.from(`f ${hex8(count)} ${chain}\n`), chain };
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
