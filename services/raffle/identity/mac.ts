import { hash, timingSafeEqual } from 'node:crypto';

const blockBytes = 64;
const hashBytes = 32;
const messageBytesUsual = 512;

/** HMAC-SHA-256 of a text, 32 bytes. */
export type Mac = (text: string) => Buffer;

/**
 * HMAC-SHA-256 under one key. Each request is checked with one and named by another, and
 * `createHmac` makes objects for each text: this takes half its time.
 *
 * @param key At most 64 bytes.
 * @see RFC 2104 section 2.
 */
export function createMac(key: Uint8Array): Mac {
  if (key.length > blockBytes) throw new RangeError(`A key has at most ${blockBytes} bytes.`);
  const inner = pad(key, 0x36, messageBytesUsual);
  const outer = pad(key, 0x5c, hashBytes);
  return (text) => {
    const length = Buffer.byteLength(text);
    const message = length > messageBytesUsual ? pad(key, 0x36, length) : inner;
    message.write(text, blockBytes);
    sha256(message.subarray(0, blockBytes + length)).copy(outer, blockBytes);
    return sha256(outer);
  };
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function pad(key: Uint8Array, byte: number, messageBytes: number): Buffer {
  const padded = Buffer.alloc(blockBytes + messageBytes);
  for (let index = 0; index < blockBytes; index += 1) padded[index] = (key[index] ?? 0) ^ byte;
  return padded;
}

/** Told as text and read back: a hash that is asked for bytes makes them outside the heap. */
export function sha256(data: Uint8Array | string): Buffer {
  return Buffer.from(hash('sha256', data, 'binary'), 'binary');
}
