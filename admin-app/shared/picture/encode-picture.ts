import { CodedError } from '#errors';
import { PictureBytes } from '#contract/picture-formats/picture-bytes.ts';
import { pictureLimits } from '#contract/pictures.ts';

/** A file that cannot become a picture of a raffle. */
export class PictureUnusable extends CodedError<'unreadable' | 'too-large'> {
  override name = 'PictureUnusable';
}

/** Longer side in pixels and JPEG quality, tried in this order until the file is small enough. */
const attempts = [
  [1600, 0.85],
  [1600, 0.7],
  [1200, 0.7],
  [900, 0.6],
  [600, 0.5],
] as const;

/**
 * Draws a picture anew, so that nothing but its pixels is left, upright as its camera meant it.
 *
 * @returns A JPEG file of at most `pictureLimits.bytesMax` bytes.
 * @throws {PictureUnusable}
 */
export async function encodePicture(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    (cause: unknown) => {
      throw new PictureUnusable('unreadable', 'The browser cannot decode the file.', { cause });
    },
  );
  try {
    for (const [side, quality] of attempts) {
      const jpeg = await encode(bitmap, side, quality);
      if (jpeg.length <= pictureLimits.bytesMax) return jpeg;
    }
  } finally {
    bitmap.close();
  }
  throw new PictureUnusable('too-large', 'The picture is too large at every quality.');
}

async function encode(bitmap: ImageBitmap, side: number, quality: number) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new PictureUnusable('unreadable', 'The browser has no canvas.');
  // A JPEG has no transparency; without this its place would be black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality);
  });
  if (blob === null) throw new PictureUnusable('unreadable', 'The browser cannot encode a JPEG.');
  return dropMetadata(new Uint8Array(await blob.arrayBuffer()));
}

const startOfScan = 0xda;

/**
 * Removes what a browser itself writes into the head of a JPEG file: Safari adds Exif data. A colour
 * profile stays.
 */
export function dropMetadata(jpeg: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new PictureBytes(jpeg);
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  while (bytes.byte(at + 1) !== startOfScan) {
    const marker = bytes.byte(at + 1);
    const end = at + 2 + bytes.uint16(at + 2);
    const isProfile = marker === 0xe2 && bytes.startsWith('ICC_PROFILE\0', at + 4);
    const isOfApplication = marker > 0xe0 && marker <= 0xef;
    if (isProfile || (!isOfApplication && marker !== 0xfe)) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  kept.push(jpeg.subarray(at));
  return joinBytes(kept);
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
