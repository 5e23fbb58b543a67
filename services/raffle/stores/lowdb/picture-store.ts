import { hash as digest } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PicturesFull, type PictureStore, type StoredPicture } from '../picture-store.ts';
import { StoreUnavailable } from '../raffle-store.ts';
import type { DataFolder } from './data-folder.ts';
import { syncFolder, writeFileAtomically } from './durable-file.ts';
import { picturesFolder } from './folder-layout.ts';
import { cannotOpen, codeOf } from './journal-error.ts';

export const extensions = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
} as const;
export const types: ReadonlyMap<string, StoredPicture['type']> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['webp', 'image/webp'],
]);

/** The name of a picture's file: its SHA-256 and its type. */
export const pictureName = /^([0-9a-f]{64})\.(png|jpg|webp)$/;

interface PictureFile {
  readonly type: StoredPicture['type'];
  readonly size: number;
  /** Set by the first reading. All readers share one buffer, so that slow ones need no memory. */
  contents?: Promise<StoredPicture | undefined>;
}

/** Pictures as files of the data folder: `pictures/<SHA-256>.<png, jpg or webp>`. */
export class LowdbPictureStore implements PictureStore {
  readonly #folder: DataFolder;
  readonly #path: string;
  readonly #bytesMax: number;
  readonly #files: Map<string, PictureFile>;

  private constructor(folder: DataFolder, bytesMax: number, files: Map<string, PictureFile>) {
    this.#folder = folder;
    this.#path = join(folder.path, picturesFolder);
    this.#bytesMax = bytesMax;
    this.#files = files;
  }

  /**
   * @param bytesMax What all pictures together may take. They are kept in memory once they were read.
   * @throws {JournalError} `unwritable`: the folder could not be read.
   */
  static async load(folder: DataFolder, bytesMax: number): Promise<LowdbPictureStore> {
    return new LowdbPictureStore(folder, bytesMax, await findFiles(folder));
  }

  add({ type, bytes }: StoredPicture): Promise<string> {
    const { lock, lockKey } = this.#folder.queueSettings(picturesFolder);
    const hash = digest('sha256', bytes);
    return lock.acquire(lockKey, async () => {
      if (this.#files.has(hash)) return hash;
      const used = [...this.#files.values()].reduce((sum, { size }) => sum + size, 0);
      if (used + bytes.length > this.#bytesMax) {
        throw new PicturesFull(
          'pictures-full',
          `The pictures stored here take ${used} of at most ${this.#bytesMax} bytes.`,
        );
      }
      await this.#write(`${hash}.${extensions[type]}`, bytes);
      this.#files.set(hash, { type, size: bytes.length });
      return hash;
    });
  }

  has(hash: string): boolean {
    return this.#files.has(hash);
  }

  async read(hash: string): Promise<StoredPicture | undefined> {
    const file = this.#files.get(hash);
    if (file === undefined) return undefined;
    file.contents ??= this.#readFile(hash, file.type);
    return file.contents;
  }

  async #write(name: string, bytes: Buffer): Promise<void> {
    try {
      const made = await mkdir(this.#path, { recursive: true, mode: 0o700 });
      if (made !== undefined) await syncFolder(this.#folder.path);
      await writeFileAtomically(join(this.#path, name), bytes, { isNew: false });
    } catch (cause) {
      throw new StoreUnavailable(
        'outcome-unknown',
        `The picture could not be confirmed on disk (${codeOf(cause)}). Upload it again.`,
        { cause },
      );
    }
  }

  /** A file that was changed or removed by hand is reported, and not shown as what it is not. */
  async #readFile(hash: string, type: StoredPicture['type']): Promise<StoredPicture | undefined> {
    const path = join(this.#path, `${hash}.${extensions[type]}`);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined && digest('sha256', bytes) === hash) return { type, bytes };
    this.#files.delete(hash);
    this.#folder.warn(
      `${path} is missing or was changed, so it is not shown. Restore it from a backup and start again, or upload the picture again.`,
    );
    return undefined;
  }
}

async function findFiles({ path }: DataFolder): Promise<Map<string, PictureFile>> {
  const folder = join(path, picturesFolder);
  const names = await readdir(folder).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return [];
    throw cannotOpen(folder, cause);
  });
  const files = new Map<string, PictureFile>();
  for (const name of names) {
    const [, hash, extension = ''] = pictureName.exec(name) ?? [];
    const type = types.get(extension);
    if (hash === undefined || type === undefined) continue;
    files.set(hash, { type, size: (await stat(join(folder, name))).size });
  }
  return files;
}
