import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RaffleClient } from '#contract/client.ts';
import { inspectPicture } from '#contract/inspect-picture.ts';
import { PictureRefused } from '#contract/picture-formats/picture-bytes.ts';
import { pictureLimits, type PictureType } from '#contract/pictures.ts';
import type { Context } from './context.ts';
import { CommandError, describeFileFault } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { stripPicture } from './strip-picture.ts';

/** A picture that may be uploaded. */
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: PictureType;
  /** SHA-256 of the bytes, which names it. */
  readonly hash: string;
}

/**
 * Reads a picture and removes its metadata. Nothing is sent.
 *
 * @throws {CommandError} 2: it cannot be read, or cannot be uploaded.
 */
export async function readPicture(context: Context, name: string): Promise<Picture> {
  const file = resolve(context.environment.cwd, name);
  const refuse = (why: string, cause?: unknown) =>
    new CommandError(
      exitCodes.usage,
      `${file} cannot be the picture: ${why} Nothing was changed.`,
      {
        cause,
      },
    );
  const original = await readFile(file).catch((cause: unknown) => {
    throw refuse(`${describeFileFault(cause)}.`, cause);
  });
  try {
    const { bytes, isTurned } = stripPicture(original);
    // The service checks the same. A picture with anything left in it must not be sent at all.
    const { type } = inspectPicture(bytes);
    if (isTurned) throw refuse(`its Exif data says that it is shown turned. ${saveUpright}`);
    const { bytesMax } = pictureLimits;
    if (bytes.length > bytesMax) {
      throw refuse(
        `it has ${toKb(bytes.length)} kB, and at most ${toKb(bytesMax)} kB are allowed. Save it smaller.`,
      );
    }
    if (bytes.length < original.length) {
      context.output.printStatus(
        `Metadata such as the place of ${name} is removed from the copy that is uploaded.`,
      );
    }
    const hash = createHash('sha256').update(bytes).digest('hex');
    return { bytes, type, hash };
  } catch (cause) {
    if (!(cause instanceof PictureRefused)) throw cause;
    throw refuse(cause.message, cause);
  }
}

const saveUpright = 'Open it in an image program, save it upright, and try again.';

function toKb(bytes: number): number {
  return Math.ceil(bytes / 1_000);
}

/** Uploads a picture. The same picture can be uploaded again. */
export async function uploadPicture(
  context: Context,
  client: RaffleClient,
  { bytes, type }: Picture,
): Promise<void> {
  const { signal } = context.environment;
  await context.withSpinner('Uploading the picture', () =>
    client.call('uploadPicture', { file: { bytes, type }, signal }),
  );
}
