import {
  animated,
  damaged,
  hasMetadata,
  type PictureBytes,
  type PictureSize,
} from './picture-bytes.ts';

export const webpSignature = { riff: 'RIFF', webp: 'WEBP' } as const;

const namedMetadata: Readonly<Record<string, string>> = { EXIF: 'Exif data', 'XMP ': 'XMP data' };
/** Length of the extended header. */
const canvasBytes = 10;
/** Flags in it. */
const flags = { animation: 0x02, xmp: 0x04, exif: 0x08 } as const;

/**
 * Reads a WebP file from its signature to its last byte. The compressed pixels are not decoded.
 *
 * @throws {PictureRefused} `damaged`, `metadata`, `animated`.
 * @see RFC 9649 section 2; RFC 6386 section 9.1 (VP8).
 */
export function readWebp(bytes: PictureBytes): PictureSize {
  const end = 8 + bytes.uint32(4, true);
  if (end > bytes.length) throw damaged('it ends too early');
  if (end < bytes.length) throw hasMetadata('more data after its end');
  let canvas: PictureSize | undefined;
  let frame: PictureSize | undefined;
  const found = new Set<string>();
  for (let at = 12; at < end;) {
    const type = bytes.text(at, 4);
    const length = bytes.uint32(at + 4, true);
    const data = at + 8;
    const next = data + length + (length % 2);
    bytes.slice(data, next);
    if (found.has(type)) throw hasMetadata(`its chunk ${type} twice`);
    found.add(type);
    switch (type) {
      case 'VP8X':
        if (at !== 12) throw damaged('its header is not at its beginning');
        if (length !== canvasBytes) throw hasMetadata('more data in its header than its fields');
        canvas = readCanvas(bytes, data);
        break;
      case 'VP8 ':
      case 'VP8L':
        if (frame !== undefined) throw damaged('it has two pictures');
        frame = type === 'VP8 ' ? readLossy(bytes, data, length) : readLossless(bytes, data);
        break;
      case 'ALPH':
      case 'ICCP':
        if (canvas === undefined) throw damaged(`it has no header for its chunk ${type}`);
        break;
      case 'ANIM':
      case 'ANMF':
        throw animated();
      default:
        throw hasMetadata(namedMetadata[type] ?? 'data of an unknown kind');
    }
    at = next;
  }
  if (frame === undefined) throw damaged('it has no pixels');
  if (canvas !== undefined && (canvas.width !== frame.width || canvas.height !== frame.height)) {
    throw damaged('its two sizes differ');
  }
  return frame;
}

function readCanvas(bytes: PictureBytes, data: number): PictureSize {
  const set = bytes.byte(data);
  if ((set & flags.animation) !== 0) throw animated();
  if ((set & flags.exif) !== 0) throw hasMetadata('Exif data');
  if ((set & flags.xmp) !== 0) throw hasMetadata('XMP data');
  const readSide = (at: number) => 1 + bytes.uint16(at, true) + bytes.byte(at + 2) * 0x1_00_00;
  return { width: readSide(data + 4), height: readSide(data + 7) };
}

function readLossy(bytes: PictureBytes, data: number, length: number): PictureSize {
  const tag = bytes.uint16(data, true) + bytes.byte(data + 2) * 0x1_00_00;
  const isKeyFrame = (tag & 1) === 0;
  const firstPartition = tag >>> 5;
  if (!isKeyFrame || !bytes.startsWith('\x9D\x01\x2A', data + 3)) throw damaged('it has no frame');
  if (10 + firstPartition > length) throw damaged('it ends too early');
  const readSide = (at: number) => bytes.uint16(at, true) & 0x3f_ff;
  return { width: readSide(data + 6), height: readSide(data + 8) };
}

function readLossless(bytes: PictureBytes, data: number): PictureSize {
  if (bytes.byte(data) !== 0x2f) throw damaged('it has no frame');
  const bits = bytes.uint32(data + 1, true);
  if (bits >>> 29 !== 0) throw damaged('it has an unknown version');
  return { width: 1 + (bits & 0x3f_ff), height: 1 + ((bits >>> 14) & 0x3f_ff) };
}
