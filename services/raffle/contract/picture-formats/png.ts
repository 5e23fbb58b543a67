import {
  animated,
  damaged,
  hasMetadata,
  type PictureBytes,
  type PictureSize,
} from './picture-bytes.ts';

export const pngSignature = '\x89PNG\r\n\x1A\n';

/** Chunks that a viewer needs to show a still picture, with the most bytes that each can hold. */
export const shownChunks: ReadonlyMap<string, number> = new Map([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Infinity],
  ['IEND', 0],
  ['bKGD', 6],
  ['cHRM', 32],
  ['cICP', 4],
  ['gAMA', 4],
  ['hIST', 512],
  ['iCCP', Infinity],
  ['pHYs', 9],
  ['sBIT', 4],
  ['sRGB', 1],
  ['tRNS', 256],
]);
const animationChunks = new Set(['acTL', 'fcTL', 'fdAT']);
const namedMetadata: Readonly<Record<string, string>> = {
  eXIf: 'Exif data',
  iTXt: 'text',
  tEXt: 'text',
  tIME: 'the time of its last change',
  zTXt: 'text',
};

/** Permitted bit depths for each colour type. */
const bitDepths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Reads a PNG file from its signature to its last byte. The compressed pixels are not decoded.
 *
 * @throws {PictureRefused} `damaged`, `metadata`, `animated`.
 * @see PNG (Third Edition), W3C, section 5 and 11.
 */
export function readPng(bytes: PictureBytes): PictureSize {
  let at = pngSignature.length;
  const size = readHeader(bytes, at);
  let hasPixels = false;
  const found = new Set<string>();
  for (;;) {
    const length = bytes.uint32(at);
    const type = bytes.text(at + 4, 4);
    requireShown(type, length);
    if (type !== 'IDAT' && found.has(type)) throw hasMetadata(`its chunk ${type} twice`);
    found.add(type);
    const data = at + 8;
    const next = data + length + 4;
    if (bytes.uint32(data + length) !== crc32(bytes.slice(at + 4, data + length))) {
      throw damaged(`the checksum of its chunk ${type} is wrong`);
    }
    hasPixels ||= type === 'IDAT' && length > 0;
    at = next;
    if (type === 'IEND') break;
  }
  if (!hasPixels) throw damaged('it has no pixels');
  if (at !== bytes.length) throw hasMetadata('more data after its end');
  return size;
}

function readHeader(bytes: PictureBytes, at: number): PictureSize {
  if (bytes.uint32(at) !== 13 || bytes.text(at + 4, 4) !== 'IHDR') {
    throw damaged('it does not begin with a header');
  }
  const [depth, colour, compression, filter, interlace] = bytes.slice(at + 16, at + 21);
  const isKnown = bitDepths[Number(colour)]?.includes(Number(depth)) === true;
  if (!isKnown || compression !== 0 || filter !== 0 || Number(interlace) > 1) {
    throw damaged('its header is wrong');
  }
  return { width: bytes.uint32(at + 8), height: bytes.uint32(at + 12) };
}

function requireShown(type: string, length: number): void {
  const lengthMax = shownChunks.get(type);
  if (lengthMax !== undefined) {
    if (length <= lengthMax) return;
    throw hasMetadata(`more data in its chunk ${type} than that can hold`);
  }
  if (animationChunks.has(type)) throw animated();
  if (!/^[A-Za-z]{4}$/.test(type)) throw damaged('a chunk has no valid name');
  throw hasMetadata(namedMetadata[type] ?? `data of the unknown kind ${type}`);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let remainder = index;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  }
  return remainder;
});

/** @see PNG (Third Edition), annex D. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = Number(crcTable[(crc ^ byte) & 0xff]) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
