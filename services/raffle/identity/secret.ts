import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { makeOwnFile } from './own-file.ts';

const secretBytes = 32;

/** The service's one secret. Every other key is derived from it, one for each purpose. */
export class Secret {
  readonly #bytes: Uint8Array;

  /** @param bytes 32 random bytes. */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== secretBytes) {
      throw new RangeError(`The secret must be ${secretBytes} bytes, not ${bytes.length}.`);
    }
    this.#bytes = bytes;
  }

  /**
   * @param purpose Names the one use of the key, e.g. `session`.
   * @returns 32 bytes that tell nothing about the secret or another purpose's key.
   * @see RFC 5869.
   */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, '', `raffle/${purpose}`, secretBytes));
  }
}

/** @throws if the file is missing or not 32 bytes, raw or as 64 hexadecimal digits. */
export function readSecret(path: string): Secret {
  const content = readFileSync(path);
  const text = content.toString('latin1').trim();
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : content;
  if (bytes.length === secretBytes) return new Secret(bytes);
  throw new RangeError(
    `${path} holds ${content.length} bytes. A secret is ${secretBytes}, raw or as 64 hexadecimal digits.`,
  );
}

/** Makes the secret of a fresh data folder, readable by its owner alone; an existing one is read. */
export function readOrMakeSecret(path: string): Secret {
  if (!existsSync(path)) makeOwnFile(path, randomBytes(secretBytes));
  return readSecret(path);
}
