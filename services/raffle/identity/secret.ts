import { hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

const secretBytes = 32;

/** The service's secret, from which a key for each purpose is derived. */
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
   * Derives a key that reveals nothing about the secret or the keys of other purposes.
   *
   * @param purpose Names the only use of the key, e.g. `session`.
   * @returns 32 bytes.
   * @see RFC 5869.
   */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, '', `raffle/${purpose}`, secretBytes));
  }
}

/** @throws {RangeError} If the file is not 32 bytes, raw or as 64 hexadecimal digits. */
export function readSecret(path: string): Secret {
  const content = readFileSync(path);
  const text = content.toString('latin1').trim();
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : content;
  if (bytes.length === secretBytes) return new Secret(bytes);
  throw new RangeError(
    `${path} holds ${content.length} bytes. A secret is ${secretBytes}, raw or as 64 hexadecimal digits.`,
  );
}

/** Reads the secret of a data folder, or creates it, readable only by its owner. */
export function readOrCreateSecret(path: string): Secret {
  if (!existsSync(path)) writeOwnerOnlyFile(path, randomBytes(secretBytes));
  return readSecret(path);
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;
/** Refuses an existing file and a symbolic link, which may lead to a place that others can read. */
const onlyNew = O_WRONLY | O_CREAT | O_EXCL | (process.platform === 'win32' ? 0 : O_NOFOLLOW);

/** Writes a file readable only by its owner. It appears under its name complete and flushed. */
export function writeOwnerOnlyFile(path: string, content: string | Uint8Array): void {
  const draft = `${path}.draft`;
  // A crash may have left it.
  rmSync(draft, { force: true });
  flush(draft, onlyNew, (file) => writeFileSync(file, content));
  renameSync(draft, path);
  if (process.platform !== 'win32') flush(dirname(path), O_RDONLY);
}

function flush(path: string, flags: number, write: (file: number) => void = () => {}): void {
  const file = openSync(path, flags, 0o600);
  try {
    write(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
