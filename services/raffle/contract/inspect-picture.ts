import { jpegSignature, readJpeg } from './picture-formats/jpeg.ts';
import { PictureBytes, PictureRefused, type PictureSize } from './picture-formats/picture-bytes.ts';
import { pngSignature, readPng } from './picture-formats/png.ts';
import { readWebp, webpSignature } from './picture-formats/webp.ts';
import { pictureLimits, type PictureType } from './pictures.ts';

/** What a picture is, by its content. */
export interface PictureFacts extends PictureSize {
  readonly type: PictureType;
}

const readers = { 'image/png': readPng, 'image/jpeg': readJpeg, 'image/webp': readWebp } as const;

/**
 * Inspects a file that is to be uploaded as a picture: a still PNG, JPEG or WebP, whole, with nothing
 * that is not needed to show it. A colour profile is permitted, because browsers add one to what they
 * encode.
 *
 * @throws {PictureRefused}
 */
export function inspectPicture(file: Uint8Array): PictureFacts {
  const bytes = new PictureBytes(file);
  const type = detectType(bytes);
  if (type === undefined) {
    throw new PictureRefused('no-picture', 'It is not a PNG, JPEG or WebP picture.');
  }
  const { width, height } = readers[type](bytes);
  const { sideMax } = pictureLimits;
  if (width === 0 || height === 0 || width > sideMax || height > sideMax) {
    throw new PictureRefused(
      'too-large',
      `It has ${width} × ${height} pixels. Width and height must be from 1 to ${sideMax} pixels.`,
    );
  }
  return { type, width, height };
}

/** The format of a file by its first bytes; undefined if it is none of the supported ones. */
export function detectType(bytes: PictureBytes): PictureType | undefined {
  if (bytes.startsWith(pngSignature)) return 'image/png';
  if (bytes.startsWith(jpegSignature)) return 'image/jpeg';
  const { riff, webp } = webpSignature;
  return bytes.startsWith(riff) && bytes.startsWith(webp, 8) ? 'image/webp' : undefined;
}
