import test from 'ava';
import fc from 'fast-check';
import { inspectPicture } from '#contract/inspect-picture.ts';
import { PictureRefused } from '#contract/picture-formats/picture-bytes.ts';
import { pictureLimits } from '#contract/pictures.ts';
import {
  chromiumPicture,
  jpegSegment,
  jpegWith,
  pictureTypes,
  pngChunk,
  pngSized,
  pngWith,
  webpChunk,
  webpOf,
  webpWith,
} from '../support/pictures.ts';

/** Why a file is refused; its facts if it is not. */
function judge(file: Uint8Array) {
  try {
    return inspectPicture(file);
  } catch (error) {
    if (error instanceof PictureRefused) return error.code;
    throw error;
  }
}

for (const type of pictureTypes) {
  test(`a browser’s ${type} is accepted with its type and size`, (t) => {
    t.deepEqual(judge(chromiumPicture(type)), { type, width: 40, height: 30 });
  });

  test(`${type}: every shorter file is refused`, (t) => {
    const file = chromiumPicture(type);
    for (let length = 0; length < file.length; length += 1) {
      const code = judge(file.subarray(0, length));
      t.true(code === 'damaged' || code === 'no-picture', `${length} bytes`);
    }
  });

  test(`${type}: data after the end is refused as metadata`, (t) => {
    const file = Buffer.concat([chromiumPicture(type), Buffer.from('<script>alert(1)</script>')]);
    t.is(judge(file), 'metadata');
  });

  test(`${type}: a changed byte has no other effect than a refusal or another size`, (t) => {
    const original = chromiumPicture(type);
    const change = fc.tuple(fc.nat(original.length - 1), fc.nat(255));
    const isSafe = fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const file = Buffer.from(original);
      for (const [at, byte] of changes) file[at] = byte;
      const verdict = judge(file);
      return typeof verdict === 'string' || verdict.width <= pictureLimits.sideMax;
    });
    t.notThrows(() => fc.assert(isSafe, { numRuns: 500 }));
  });
}

test('a PNG with a changed byte is refused, whichever it is', (t) => {
  const original = chromiumPicture('image/png');
  for (let at = 0; at < original.length; at += 1) {
    const file = Buffer.from(original);
    file[at]! ^= 0x01;
    t.is(typeof judge(file), 'string', `byte ${at}`);
  }
});

/** A segment with one table of zeros, and text behind it. Chromium's JPEG has tables 0 and 1. */
function tableSegment(marker: number, number: number, text = ''): Buffer {
  const table = Buffer.alloc(1 + (marker === 0xdb ? 64 : 16));
  table[0] = number;
  return jpegSegment(marker, Buffer.concat([table, Buffer.from(text)]));
}

/** Chromium's JPEG with this segment in place of its first one, a JFIF header. */
function headedBy(header: Buffer): Buffer {
  const jpeg = chromiumPicture('image/jpeg');
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(4 + jpeg.readUInt16BE(4))]);
}

/** Chromium's JPEG with six more bytes in the segment with this marker. */
function lengthened(marker: number): Buffer {
  const jpeg = chromiumPicture('image/jpeg');
  const at = jpeg.indexOf(Buffer.from([0xff, marker]));
  const length = jpeg.readUInt16BE(at + 2);
  jpeg.writeUInt16BE(length + 6, at + 2);
  const end = at + 2 + length;
  return Buffer.concat([jpeg.subarray(0, end), Buffer.from('by Ann'), jpeg.subarray(end)]);
}

/** Chromium's JPEG with more segments before its end. */
function endingWith(...segments: readonly Buffer[]): Buffer {
  const jpeg = chromiumPicture('image/jpeg');
  return Buffer.concat([jpeg.subarray(0, -2), ...segments, jpeg.subarray(-2)]);
}

/** Chromium's WebP with a longer header. */
function longHeaded(): Buffer {
  const webp = chromiumPicture('image/webp');
  const header = Buffer.concat([webp.subarray(20, 30), Buffer.from('by Ann')]);
  return webpOf(webpChunk('VP8X', header), webp.subarray(30));
}

const jfif = jpegSegment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0');
const adobe = jpegSegment(0xee, 'Adobe\0\x64\0\0\0\0\0');
const exif = Buffer.from('Exif\0\0MM\0*GPSLatitude');
const withMetadata: readonly [what: string, file: Buffer][] = [
  ['a PNG with Exif data', pngWith(pngChunk('eXIf', exif))],
  ['a PNG with text', pngWith(pngChunk('tEXt', 'Author\0Ann'))],
  ['a PNG with compressed text', pngWith(pngChunk('zTXt', 'Author\0\0x'))],
  ['a PNG with XMP data', pngWith(pngChunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0<x/>'))],
  ['a PNG with the time of its last change', pngWith(pngChunk('tIME', '1234567'))],
  ['a PNG with a private chunk', pngWith(pngChunk('prVt', 'x'))],
  ['a JPEG with Exif data', jpegWith(jpegSegment(0xe1, exif))],
  ['a JPEG with XMP data', jpegWith(jpegSegment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x/>'))],
  ['a JPEG with IPTC data', jpegWith(jpegSegment(0xed, 'Photoshop 3.0\0'))],
  ['a JPEG with a comment', jpegWith(jpegSegment(0xfe, 'by Ann'))],
  ['a JPEG with a preview', jpegWith(jpegSegment(0xe0, 'JFXX\0\x10'))],
  [
    'a JPEG with a preview in its header',
    headedBy(jpegSegment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01\0\0\0')),
  ],
  ['a JPEG with text behind a quantisation table', jpegWith(tableSegment(0xdb, 2, '\x03by Ann'))],
  ['a JPEG with text behind a Huffman table', jpegWith(tableSegment(0xc4, 2, '\x03by Ann'))],
  ['a JPEG with text in place of a table', jpegWith(jpegSegment(0xdb, 'by Ann'))],
  ['a JPEG with a table that no pixels use', jpegWith(tableSegment(0xdb, 0))],
  ['a JPEG with a Huffman table that no pixels use', jpegWith(tableSegment(0xc4, 0))],
  ['a JPEG with text behind its restart interval', jpegWith(jpegSegment(0xdd, '\0\0by Ann'))],
  ['a JPEG with text behind the fields of its frame', lengthened(0xc0)],
  ['a JPEG with text behind the fields of its scan', lengthened(0xda)],
  ['a PNG with text behind its physical size', pngWith(pngChunk('pHYs', '123456789by Ann'))],
  [
    'a PNG with two physical sizes',
    pngWith(pngChunk('pHYs', 'by Ann 12'), pngChunk('pHYs', 'by Ann 34')),
  ],
  ['a PNG with two headers', pngWith(chromiumPicture('image/png').subarray(8, 33))],
  ['a JPEG with two headers', jpegWith(jfif, jfif)],
  ['a JPEG with two Adobe headers', jpegWith(adobe, adobe)],
  ['a JPEG with a table behind its pixels', endingWith(tableSegment(0xdb, 2))],
  ['a JPEG with a Huffman table behind its pixels', endingWith(tableSegment(0xc4, 2))],
  ['a JPEG with two restart intervals', jpegWith(jpegSegment(0xdd, 'by'), jpegSegment(0xdd, 'me'))],
  ['a JPEG with several pictures', jpegWith(jpegSegment(0xe2, 'MPF\0'))],
  ['a JPEG with data of another program', jpegWith(jpegSegment(0xeb, 'JP'))],
  ['a WebP with Exif data', webpWith([webpChunk('EXIF', exif)])],
  ['a WebP with XMP data', webpWith([webpChunk('XMP ', '<x/>')])],
  ['a WebP that announces Exif data', webpWith([], 0x08)],
  ['a WebP that announces XMP data', webpWith([], 0x04)],
  ['a WebP with two colour profiles', webpWith([webpChunk('ICCP', 'by Ann')])],
  ['a WebP with text behind the fields of its header', longHeaded()],
  ['a WebP with an unknown chunk', webpWith([webpChunk('NOTE', 'by Ann')])],
];

for (const [what, file] of withMetadata) {
  test(`${what} is refused for its metadata`, (t) => {
    t.is(judge(file), 'metadata');
  });
}

test('the files with metadata are accepted without it, so that nothing else is wrong with them', (t) => {
  t.is(typeof judge(pngWith(pngChunk('pHYs', '123456789'))), 'object');
  t.is(typeof judge(jpegWith(jpegSegment(0xdd, '\0\0'))), 'object');
  t.is(typeof judge(jpegWith(tableSegment(0xdb, 2), tableSegment(0xc4, 2))), 'object');
  t.is(typeof judge(jpegWith(jpegSegment(0xe2, 'ICC_PROFILE\0\x01\x01x'))), 'object');
  t.is(typeof judge(jpegWith(adobe)), 'object');
  t.is(typeof judge(headedBy(jfif)), 'object');
  t.is(typeof judge(webpWith([])), 'object');
});

const animations: readonly [what: string, file: Buffer][] = [
  ['PNG', pngWith(pngChunk('acTL', '12345678'))],
  ['WebP', webpWith([webpChunk('ANIM', '123456')])],
  ['WebP by its header', webpWith([], 0x02)],
];

for (const [what, file] of animations) {
  test(`an animated ${what} is refused`, (t) => {
    t.is(judge(file), 'animated');
  });
}

const others: readonly [what: string, file: string | Buffer][] = [
  ['HTML', '<!doctype html><script>alert(1)</script>'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['XML', '<?xml version="1.0"?><svg/>'],
  ['GIF', 'GIF89a'],
  ['PDF', '%PDF-1.7'],
  ['nothing', ''],
  ['sound in the same container as WebP', Buffer.from('RIFF\x04\0\0\0WAVE')],
];

for (const [what, file] of others) {
  test(`${what} is no picture`, (t) => {
    t.is(judge(Buffer.from(file)), 'no-picture');
  });
}

test('width and height are from 1 to 4,096 pixels', (t) => {
  const { sideMax } = pictureLimits;
  t.like(judge(pngSized(sideMax, 1)), { width: sideMax, height: 1 });
  for (const [width, height] of [
    [sideMax + 1, 1],
    [1, sideMax + 1],
    [0, 1],
    [1, 0],
    [2 ** 31, 2 ** 31],
  ] as const) {
    t.is(judge(pngSized(width, height)), 'too-large', `${width} × ${height}`);
  }
});

test('a WebP without an extended header has the size of its frame', (t) => {
  // Width and height minus one, 14 bits each.
  const bits = Buffer.alloc(4);
  bits.writeUInt32LE((40 - 1) | ((30 - 1) << 14));
  const lossless = webpChunk('VP8L', Buffer.concat([Buffer.from([0x2f]), bits]));
  t.deepEqual(judge(webpOf(lossless)), { type: 'image/webp', width: 40, height: 30 });
  t.is(judge(webpOf(lossless, lossless)), 'metadata');
});

test('a WebP whose header and frame differ in size is refused', (t) => {
  const webp = chromiumPicture('image/webp');
  webp[24]! += 1;
  t.is(judge(webp), 'damaged');
});

test('a picture without pixels is refused', (t) => {
  const png = chromiumPicture('image/png');
  t.is(judge(Buffer.concat([png.subarray(0, 33), pngChunk('IEND')])), 'damaged');
  t.is(judge(Buffer.from([0xff, 0xd8, 0xff, 0xd9])), 'damaged');
});
