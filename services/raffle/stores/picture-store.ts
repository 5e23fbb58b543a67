import { CodedError } from '#errors';
import type { Awaitable } from './awaitable.ts';

/** A stored picture. Its bytes never change. */
export interface StoredPicture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly bytes: Buffer;
}

/** The pictures together would take more bytes than the store may hold. Nothing was changed. */
export class PicturesFull extends CodedError<'pictures-full'> {
  override name = 'PicturesFull';
}

/** Stores pictures by the SHA-256 of their bytes, 64 hexadecimal digits. */
export interface PictureStore {
  /**
   * Stores a picture, unless it is there. Durable when it resolves.
   *
   * @returns Its SHA-256.
   * @throws {PicturesFull}
   * @throws {StoreUnavailable} `outcome-unknown`: the disk failed. It may be stored.
   */
  add(picture: StoredPicture): Promise<string>;

  /** Whether a picture with this SHA-256 is stored. */
  has(hash: string): Awaitable<boolean>;

  /** The picture, the same buffer at every call; undefined if there is none. */
  read(hash: string): Promise<StoredPicture | undefined>;
}
