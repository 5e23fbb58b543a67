import {
  damaged,
  hasMetadata,
  type PictureBytes,
  type PictureRefused,
  type PictureSize,
} from './picture-bytes.ts';

export const jpegSignature = '\xFF\xD8\xFF';

/** Baseline, extended and progressive frames with Huffman coding: what browsers show. */
const frames = new Set([0xc0, 0xc1, 0xc2]);
const huffmanTables = 0xc4;
const quantisationTables = 0xdb;
const restartInterval = 0xdd;
const tables = new Set([huffmanTables, quantisationTables, restartInterval]);
const startOfScan = 0xda;
const endOfImage = 0xd9;
const jfifHeader = 0xe0;
const adobeHeader = 0xee;
/** A file has at most one of each. A colour profile can take several segments. */
const headers = new Set([jfifHeader, adobeHeader]);
const comment = 0xfe;

/**
 * Reads a JPEG file from its first marker to its last byte. The compressed pixels are not decoded.
 *
 * @throws {PictureRefused} `damaged`, `metadata`.
 * @see ITU-T T.81, annex B (B.2.2 to B.2.4 for the lengths); T.871 (JFIF); ICC.1, annex B.4.
 */
export function readJpeg(bytes: PictureBytes): PictureSize {
  let size: PictureSize | undefined;
  let hasPixels = false;
  const found = new Set<number>();
  let defined = new Set<string>();
  let at = 2;
  for (;;) {
    if (bytes.byte(at) !== 0xff) throw damaged('a marker is missing');
    const marker = bytes.byte(at + 1);
    if (marker === 0xff) {
      // Any marker may be preceded by fill bytes.
      at += 1;
      continue;
    }
    if (marker === endOfImage) break;
    const data = at + 4;
    const end = at + 2 + requireLength(bytes.uint16(at + 2));
    bytes.slice(data, end);
    if (frames.has(marker)) {
      if (size !== undefined) throw damaged('it has two frames');
      size = { width: bytes.uint16(data + 3), height: bytes.uint16(data + 1) };
    } else if (marker === startOfScan) {
      if (size === undefined) throw damaged('its pixels come before its size');
      hasPixels = true;
    } else if (!tables.has(marker)) requireShown(bytes, marker, { data, end });
    if (headers.has(marker)) {
      if (found.has(marker)) throw hasMetadata('a header twice');
      found.add(marker);
    }
    if ((fieldsLength(bytes, marker, data) ?? end - data) !== end - data) {
      throw hasMetadata('more data in a segment than its fields');
    }
    for (const table of listTables(bytes, marker, { data, end })) {
      // A table that is replaced before any pixels need it is a place to hide text.
      if (defined.has(table)) throw unused();
      defined.add(table);
    }
    if (marker === startOfScan) defined = new Set();
    at = marker === startOfScan ? findMarker(bytes, end) : end;
  }
  if (size === undefined || !hasPixels) throw damaged('it has no pixels');
  if (defined.size > 0) throw unused();
  if (at + 2 !== bytes.length) throw hasMetadata('more data after its end');
  return size;
}

function unused(): PictureRefused {
  return hasMetadata('a table that is never used');
}

function requireLength(length: number): number {
  if (length < 2) throw damaged('a segment has no length');
  return length;
}

interface Range {
  readonly data: number;
  readonly end: number;
}

/** The length of a segment with fields alone; undefined for others. */
function fieldsLength(bytes: PictureBytes, marker: number, data: number): number | undefined {
  if (marker === restartInterval) return 2;
  if (marker === startOfScan) return 4 + 2 * bytes.byte(data);
  return frames.has(marker) ? 6 + 3 * bytes.byte(data + 5) : undefined;
}

/**
 * What a segment defines for the pixels after it: quantisation or Huffman tables by class and number,
 * which must fill it, or the restart interval.
 */
function listTables(bytes: PictureBytes, marker: number, { data, end }: Range): string[] {
  if (marker === restartInterval) return ['restart interval'];
  if (marker !== quantisationTables && marker !== huffmanTables) return [];
  const found: string[] = [];
  let at = data;
  while (at < end) {
    const [kind, number] = [bytes.byte(at) >>> 4, bytes.byte(at) & 0x0f];
    if (kind > 1 || number > 3) throw hasMetadata('more data in a segment than its tables');
    if (marker === quantisationTables) {
      found.push(`quantisation ${number}`);
      at += 1 + (kind === 0 ? 64 : 128);
    } else {
      const counts = bytes.slice(at + 1, at + 17);
      found.push(`huffman ${kind} ${number}`);
      at += 17 + counts.reduce((sum, count) => sum + count, 0);
    }
  }
  if (at === end) return found;
  throw hasMetadata('more data in a segment than its tables');
}

/** Finds the marker after compressed pixels, in which 0xFF is followed by 0 or a restart marker. */
export function findMarker(bytes: PictureBytes, start: number): number {
  let at = start;
  for (;;) {
    if (bytes.byte(at) === 0xff) {
      const next = bytes.byte(at + 1);
      const isRestart = next >= 0xd0 && next <= 0xd7;
      if (next !== 0 && !isRestart) return at;
    }
    at += 1;
  }
}

/** Only what a viewer needs: the JFIF header without a preview, a colour profile, Adobe's header. */
function requireShown(bytes: PictureBytes, marker: number, { data, end }: Range): void {
  const name = (text: string) => end - data >= text.length && bytes.startsWith(text, data);
  if (marker === jfifHeader && name('JFIF\0')) {
    if (end - data === 14 && bytes.uint16(data + 12) === 0) return;
    throw hasMetadata('a preview picture');
  }
  if (marker === 0xe2 && name('ICC_PROFILE\0')) return;
  if (marker === adobeHeader && name('Adobe') && end - data === 12) return;
  if (marker === comment) throw hasMetadata('a comment');
  if (marker === 0xe1) throw hasMetadata(name('Exif') ? 'Exif data' : 'XMP data');
  if (marker === 0xed) throw hasMetadata('IPTC data');
  if (marker >= 0xe0 && marker <= 0xef) throw hasMetadata(`an APP${marker - 0xe0} segment`);
  throw damaged(
    `it has the marker 0x${marker.toString(16).toUpperCase()}, which browsers do not show`,
  );
}
