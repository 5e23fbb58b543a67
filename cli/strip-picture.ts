import { detectType } from '#contract/inspect-picture.ts';
import { findMarker } from '#contract/picture-formats/jpeg.ts';
import { PictureBytes } from '#contract/picture-formats/picture-bytes.ts';
import { pngSignature, shownChunks } from '#contract/picture-formats/png.ts';

/** A picture without its metadata, and whether its Exif data says that it is to be shown turned. */
export interface StrippedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isTurned: boolean;
}

/** The bytes to keep, in order, and the Exif data among the others. */
interface Parts {
  readonly kept: Uint8Array[];
  exif?: Uint8Array;
}

/**
 * Removes what a viewer does not need from a PNG, JPEG or WebP file: Exif data with its location,
 * XMP, IPTC, comments, previews, and anything after the end. The pixels stay as they are. A file of
 * another kind is returned unchanged. `inspectPicture` must check the result: it accepts only what
 * it knows to be harmless.
 *
 * @throws {PictureRefused} `damaged`
 */
export function stripPicture(file: Uint8Array): StrippedPicture {
  const bytes = new PictureBytes(file);
  const type = detectType(bytes);
  if (type === undefined) return { bytes: new Uint8Array(file), isTurned: false };
  const { kept, exif } = strippers[type](bytes);
  return {
    bytes: new Uint8Array(Buffer.concat(kept)),
    isTurned: exif !== undefined && isTurned(exif),
  };
}

const strippers = { 'image/png': stripPng, 'image/jpeg': stripJpeg, 'image/webp': stripWebp };

/** A JFIF header without a preview: version 1.1, square pixels. */
const plainJfif = Buffer.from('ffe000104a46494600010100000100010000', 'hex');

function stripJpeg(bytes: PictureBytes): Parts {
  const parts: Parts = { kept: [bytes.slice(0, 2)] };
  let at = 2;
  for (;;) {
    const marker = bytes.byte(at + 1);
    if (bytes.byte(at) === 0xff && marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    const end = at + 2 + bytes.uint16(at + 2);
    const isScan = marker === 0xda;
    const next = isScan ? findMarker(bytes, end) : end;
    const name = bytes.text(at + 4, Math.min(end - at - 4, 14));
    if (marker === 0xe1 && name.startsWith('Exif\0\0')) parts.exif = bytes.slice(at + 10, end);
    if (marker === 0xe0 && name.startsWith('JFIF\0')) parts.kept.push(plainJfif);
    else if (isNeededInJpeg(marker, name)) parts.kept.push(bytes.slice(at, next));
    at = next;
  }
  parts.kept.push(bytes.slice(at, at + 2));
  return parts;
}

/** Everything but comments and application data; of these a colour profile and Adobe's header. */
function isNeededInJpeg(marker: number, name: string): boolean {
  if (marker === 0xe2) return name.startsWith('ICC_PROFILE\0');
  if (marker === 0xee) return name.startsWith('Adobe');
  return marker !== 0xfe && (marker < 0xe0 || marker > 0xef);
}

function stripPng(bytes: PictureBytes): Parts {
  const parts: Parts = { kept: [bytes.slice(0, pngSignature.length)] };
  let at = pngSignature.length;
  for (let type = ''; type !== 'IEND';) {
    type = bytes.text(at + 4, 4);
    const data = at + 8;
    const next = data + bytes.uint32(at) + 4;
    if (type === 'eXIf') parts.exif = bytes.slice(data, next - 4);
    // An unknown chunk with a capital is needed to decode the picture: inspectPicture refuses it.
    const isNeeded =
      shownChunks.has(type) || /^[A-Z]/.test(type) || /^(?:acTL|fcTL|fdAT)$/.test(type);
    if (isNeeded) parts.kept.push(bytes.slice(at, next));
    at = next;
  }
  return parts;
}

const webpChunks = /^(?:VP8X|VP8 |VP8L|ALPH|ICCP|ANIM|ANMF)$/;
const webpMetadataFlags = 0x04 | 0x08;

function stripWebp(bytes: PictureBytes): Parts {
  const parts: Parts = { kept: [] };
  const end = 8 + bytes.uint32(4, true);
  for (let at = 12; at < end;) {
    const type = bytes.text(at, 4);
    const data = at + 8;
    const length = bytes.uint32(at + 4, true);
    const next = data + length + (length % 2);
    const chunk = Buffer.from(bytes.slice(at, next));
    if (type === 'EXIF') parts.exif = bytes.slice(data, data + length);
    if (type === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~webpMetadataFlags, 8);
    if (webpChunks.test(type)) parts.kept.push(chunk);
    at = next;
  }
  const head = Buffer.from(bytes.slice(0, 12));
  head.writeUInt32LE(4 + parts.kept.reduce((sum, { length }) => sum + length, 0), 4);
  parts.kept.unshift(head);
  return parts;
}

const orientationTag = 0x0112;
const entryLength = 12;

/**
 * Whether Exif data has an orientation other than upright. Damaged data has none.
 *
 * @see CIPA DC-008 (Exif 2.32), 4.6.4; TIFF 6.0, section 2.
 */
function isTurned(exif: Uint8Array): boolean {
  // Some programs write the name of a JPEG segment before it in other formats too.
  const isNamed = Buffer.from(exif.subarray(0, 4)).toString('latin1') === 'Exif';
  const bytes = new PictureBytes(isNamed ? exif.subarray(6) : exif);
  const isLittle = bytes.startsWith('II');
  try {
    const directory = bytes.uint32(4, isLittle);
    const count = bytes.uint16(directory, isLittle);
    for (let index = 0; index < count; index += 1) {
      const at = directory + 2 + index * entryLength;
      if (bytes.uint16(at, isLittle) !== orientationTag) continue;
      const orientation = bytes.uint16(at + 8, isLittle);
      return orientation > 1 && orientation <= 8;
    }
  } catch {
    return false;
  }
  return false;
}
