import test from 'ava';
import { inspectPicture } from '#contract/inspect-picture.ts';
import { dropMetadata } from '../../admin-app/shared/picture/encode-picture.ts';
import { chromiumPicture, jpegSegment, jpegWith } from '../support/pictures.ts';

test('what a browser may write into the head of a JPEG is removed, and the picture stays', (t) => {
  const plain = new Uint8Array(chromiumPicture('image/jpeg'));
  const exif = jpegSegment(0xe1, 'Exif\0\0GPS 47.3769 N');
  const comment = jpegSegment(0xfe, 'taken at home');
  const iptc = jpegSegment(0xed, 'Photoshop 3.0\0');
  const dressed = new Uint8Array(jpegWith(exif, iptc, comment));
  t.throws(() => inspectPicture(dressed), { code: 'metadata' });
  t.deepEqual(dropMetadata(dressed), plain);
  t.deepEqual(dropMetadata(plain), plain);
  t.is(inspectPicture(dropMetadata(dressed)).type, 'image/jpeg');
});

test('a colour profile stays, because colours depend on it', (t) => {
  const profile = jpegSegment(0xe2, `ICC_PROFILE\0\u0001\u0001${'p'.repeat(128)}`);
  const picture = new Uint8Array(jpegWith(profile));
  t.deepEqual(dropMetadata(picture), picture);
});
