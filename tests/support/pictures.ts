import { crc32 } from 'node:zlib';
import vectors from '../vectors/pictures.json' with { type: 'json' };

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** A picture that Chromium encoded, of 40 × 30 pixels. Each call returns a new buffer. */
export function chromiumPicture(type: PictureType): Buffer {
  return Buffer.from(vectors[type], 'base64');
}

/** A chunk of a PNG file, with its checksum. */
export function pngChunk(type: string, data: string | Buffer = ''): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** The bytes after the header of Chromium's PNG: where other chunks may be inserted. */
const afterPngHeader = 33;

/** Chromium's PNG with more chunks after its header. */
export function pngWith(...chunks: readonly Buffer[]): Buffer {
  const png = chromiumPicture('image/png');
  return Buffer.concat([png.subarray(0, afterPngHeader), ...chunks, png.subarray(afterPngHeader)]);
}

/** Chromium's PNG with another header. */
export function pngSized(width: number, height: number): Buffer {
  const png = chromiumPicture('image/png');
  const header = Buffer.from(png.subarray(16, 29));
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const start = png.subarray(0, 8);
  return Buffer.concat([start, pngChunk('IHDR', header), png.subarray(afterPngHeader)]);
}

/** A segment of a JPEG file. */
export function jpegSegment(marker: number, data: string | Buffer): Buffer {
  const body = Buffer.from(data);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Chromium's JPEG with more segments after its first marker. */
export function jpegWith(...segments: readonly Buffer[]): Buffer {
  const jpeg = chromiumPicture('image/jpeg');
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** A chunk of a WebP file. */
export function webpChunk(type: string, data: string | Buffer): Buffer {
  const body = Buffer.from(data);
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** A WebP file of these chunks. */
export function webpOf(...chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  return Buffer.concat([webpChunk('RIFF', body)]);
}

/** Chromium's WebP with more chunks at its end, and these flags in its header. */
export function webpWith(chunks: readonly Buffer[], flags = 0): Buffer {
  const webp = chromiumPicture('image/webp');
  webp[20]! |= flags;
  return webpOf(webp.subarray(12), ...chunks);
}
