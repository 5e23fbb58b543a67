import { closeSync, constants, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The checkpoint signed last, in a small file beside the journal. It is written before anybody is
 * shown the checkpoint, so a journal that has lost whole batches since is noticed when it is opened.
 *
 * It costs no flush: the journal is flushed, and the checkpoint follows from it byte for byte. If
 * the machine stops, an older one may be found here; it is as true as the newest. A newer one is
 * never shorter, and well below a disk sector, so it is written in place.
 */
export class KeptCheckpoint {
  readonly path: string;
  #fd: number | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** @returns undefined where none was kept yet. */
  read(): string | undefined {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  keep(note: string): void {
    const isOpen = this.#fd !== undefined;
    this.#fd ??= openSync(this.path, constants.O_RDWR | constants.O_CREAT, 0o600);
    const bytes = Buffer.from(note);
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#fd, bytes, done, bytes.length - done, done);
    if (!isOpen) this.#flush(this.#fd);
  }

  close(): void {
    if (this.#fd === undefined) return;
    fsyncSync(this.#fd);
    closeSync(this.#fd);
    this.#fd = undefined;
  }

  /** Once for each start: the file itself must be there after a power cut. */
  #flush(fd: number): void {
    fsyncSync(fd);
    if (process.platform === 'win32') return;
    const folder = openSync(dirname(this.path), 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
}
