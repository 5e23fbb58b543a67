import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { inspectPicture } from '#contract/inspect-picture.ts';
import { PictureRefused } from '#contract/picture-formats/picture-bytes.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { stripPicture } from '../../cli/strip-picture.ts';
import {
  chromiumPicture,
  jpegSegment,
  jpegWith,
  pictureTypes,
  pngChunk,
  pngWith,
  webpChunk,
  webpWith,
} from '../support/pictures.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { fakeService, json, spring } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';

const place = '51.5007 N 0.1246 W';

/** Exif data with an orientation and a GPS directory, in either byte order. */
function exifData(orientation: number, isLittleEndian = false): Buffer {
  const exif = Buffer.alloc(38);
  const write16 = (value: number, at: number) =>
    isLittleEndian ? exif.writeUInt16LE(value, at) : exif.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    isLittleEndian ? exif.writeUInt32LE(value, at) : exif.writeUInt32BE(value, at);
  exif.write(isLittleEndian ? 'II' : 'MM', 'latin1');
  write16(42, 2);
  write32(8, 4);
  write16(2, 8);
  const entry = (at: number, tag: number, type: number) => {
    write16(tag, at);
    write16(type, at + 2);
    write32(1, at + 4);
  };
  entry(10, 0x0112, 3);
  write16(orientation, 18);
  entry(22, 0x8825, 4);
  write32(38, 30);
  return Buffer.concat([exif, Buffer.from(place)]);
}

const xmp = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${place}</x:xmpmeta>`;

/** Files of each kind with everything that a phone or an image program writes into them. */
function photograph(orientation = 1): Record<(typeof pictureTypes)[number], Buffer> {
  const exif = exifData(orientation);
  const jpegExif = Buffer.concat([Buffer.from('Exif\0\0'), exif]);
  return {
    'image/jpeg': Buffer.concat([
      jpegWith(
        jpegSegment(0xe1, jpegExif),
        jpegSegment(0xe1, xmp),
        jpegSegment(0xe2, `MPF\0${place}`),
        jpegSegment(0xed, `Photoshop 3.0\0${place}`),
        jpegSegment(0xfe, place),
      ),
      Buffer.from(place),
    ]),
    'image/png': Buffer.concat([
      pngWith(
        pngChunk('eXIf', exif),
        pngChunk('tEXt', `Comment\0${place}`),
        pngChunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${place}`),
        pngChunk('tIME', Buffer.from([7, 231, 5, 29, 17, 0, 0])),
        pngChunk('prVt', place),
      ),
      Buffer.from(place),
    ]),
    'image/webp': webpWith(
      [webpChunk('EXIF', exif), webpChunk('XMP ', xmp), webpChunk('note', place)],
      0x04 | 0x08,
    ),
  };
}

for (const type of pictureTypes) {
  test(`stripPicture() removes the place and everything else that a ${type} does not need`, (t) => {
    const original = photograph()[type];
    t.throws(() => inspectPicture(original), { instanceOf: PictureRefused });
    t.true(original.includes(place));
    const { bytes, isTurned } = stripPicture(original);
    t.false(Buffer.from(bytes).includes(place));
    t.deepEqual(inspectPicture(bytes), { type, width: 40, height: 30 });
    t.deepEqual(Buffer.from(bytes), chromiumPicture(type), 'the pixels are unchanged');
    t.false(isTurned);
  });

  test(`stripPicture() tells that a ${type} is shown turned`, (t) => {
    t.true(stripPicture(photograph(6)[type]).isTurned);
  });

  test(`a ${type} that is cut off anywhere is refused or has no place in it`, (t) => {
    const original = photograph()[type];
    for (let length = 0; length < original.length; length += 1) {
      const stripped = tryStrip(original.subarray(0, length));
      t.false(stripped?.includes(place) === true, `${length} bytes`);
    }
  });
}

/** The picture that would be uploaded; undefined if it is refused. */
function tryStrip(file: Uint8Array): Buffer | undefined {
  try {
    const { bytes } = stripPicture(file);
    inspectPicture(bytes);
    return Buffer.from(bytes);
  } catch (error) {
    if (error instanceof PictureRefused) return undefined;
    throw error;
  }
}

test('stripPicture() reads Exif data of either byte order, and damaged data as upright', (t) => {
  const turned = (exif: Buffer) => stripPicture(pngWith(pngChunk('eXIf', exif))).isTurned;
  t.true(turned(exifData(8, true)));
  t.false(turned(exifData(1, true)));
  t.false(turned(exifData(6).subarray(0, 12)));
});

test('a picture is uploaded without its metadata, and the raffle names it', async (t) => {
  const service = await startTestService(t);
  const cwd = temporaryFolder(t);
  writeFileSync(join(cwd, 'bicycle.jpg'), photograph()['image/jpeg']);
  const env = { RAFFLE_URL: service.url, RAFFLE_KEY_FILE: join(service.dataDir, 'operator.pem') };
  const args = ['create', '--title', 'Fair', '--picture', 'bicycle.jpg', '--json'];
  const created = await runCli(args, { env, cwd });
  t.is(created.exitCode, exitCodes.done, created.stderr);
  const { notice } = JSON.parse(created.stdout) as { notice: { picture: string } };
  const served = await fetch(`${service.url}/api/pictures/${notice.picture}`);
  t.deepEqual(Buffer.from(await served.arrayBuffer()), chromiumPicture('image/jpeg'));
});

const refused: Record<string, Buffer> = {
  'a picture that is shown turned': photograph(6)['image/jpeg'],
  'a text': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  'half a picture': chromiumPicture('image/png').subarray(0, 100),
  'a picture of more than 500 kB': Buffer.concat([
    chromiumPicture('image/png').subarray(0, 33),
    pngChunk('IDAT', Buffer.alloc(500_001)),
    pngChunk('IEND'),
  ]),
};
for (const [what, file] of Object.entries(refused)) {
  test(`${what} is refused, and nothing is sent`, async (t) => {
    const { url, seen } = await fakeService(t, { 'POST /api/admin/raffles': json(spring, 201) });
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'picture'), file);
    const args = ['create', '--title', 'Fair', '--picture', 'picture', '--url', url];
    const result = await runCli([...args, '--key', newKeyFile(t).path], { cwd });
    t.is(result.exitCode, exitCodes.usage);
    t.true(result.stderr.includes('cannot be the picture: '));
    t.deepEqual(seen, []);
  });
}
