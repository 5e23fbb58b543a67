import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { startSignedService, type SignedService } from '../support/admin-cases.ts';
import { enrolOperator } from '../support/new-operators.ts';
import { digestOf, withHeader } from '../support/signed-requests.ts';
import {
  chromiumPicture,
  jpegSegment,
  jpegWith,
  pictureTypes,
  pngChunk,
  pngSized,
  pngWith,
} from '../support/pictures.ts';
import { expectProblem } from '../support/problems.ts';
import { expectRefusal } from '../support/refusals.ts';
import { startTestService } from '../support/service.ts';
import { withoutRandomText } from '../support/random-text.ts';

const target = '/api/admin/pictures';

/** Signs an upload with code that the service does not share. */
function signUpload({ requests }: SignedService, body: Buffer, type = 'image/png') {
  return requests.sign({ target, body }, { headers: { 'content-type': type } });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function storedFiles(dataDir: string): string[] {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.startsWith('pictures'),
  );
}

for (const type of pictureTypes) {
  test(`a signed ${type} is stored and shown byte for byte`, async (t) => {
    const service = await startSignedService(t);
    const file = chromiumPicture(type);
    const reply = await service.send(signUpload(service, file, type));
    t.is(reply.status, 201);
    const { picture } = (await reply.json()) as { picture: string };
    t.is(picture, sha256(file));
    const shown = await fetch(`${service.url}/api/pictures/${picture}`);
    t.is(shown.status, 200);
    t.is(shown.headers.get('content-type'), type);
    t.deepEqual(Buffer.from(await shown.arrayBuffer()), file);
  });
}

test('a picture runs nothing, is cached for ever, and may be shown by other sites', async (t) => {
  const { url, operator } = await startTestService(t);
  const { picture } = await operator.call('uploadPicture', { file: pngFile() });
  const { headers } = await fetch(`${url}/api/pictures/${picture}`);
  t.is(headers.get('x-content-type-options'), 'nosniff');
  t.is(
    headers.get('content-security-policy'),
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  );
  t.is(headers.get('cache-control'), 'public, max-age=31536000, immutable');
  t.is(headers.get('cross-origin-resource-policy'), 'cross-origin');
  t.is(headers.get('etag'), `"${picture}"`);
});

test('a client that has the picture gets 304 without a body', async (t) => {
  const { url, operator } = await startTestService(t);
  const { picture } = await operator.call('uploadPicture', { file: pngFile() });
  const address = `${url}/api/pictures/${picture}`;
  const again = await fetch(address, {
    cache: 'no-cache',
    headers: { 'if-none-match': `"${picture}"`, 'cache-control': 'max-age=0' },
  });
  t.is(again.status, 304);
  const head = await fetch(address, { method: 'HEAD' });
  t.deepEqual([head.status, await head.text()], [200, '']);
});

test('an unknown hash and a path are answered with not-found', async (t) => {
  const { url } = await startTestService(t);
  for (const hash of ['0'.repeat(64), 'A', '..%2Fcatalogue.journal', '%2e%2e', 'constructor']) {
    await expectProblem(t, await fetch(`${url}/api/pictures/${hash}`), 'not-found');
  }
});

test('a picture is shown after a restart, and uploading it again changes nothing', async (t) => {
  const { operator, dataDir, stop } = await startTestService(t);
  const { picture } = await operator.call('uploadPicture', { file: pngFile() });
  t.deepEqual(await operator.call('uploadPicture', { file: pngFile() }), { picture });
  await stop();
  const second = await startTestService(t, { dataDir });
  t.is((await fetch(`${second.url}/api/pictures/${picture}`)).status, 200);
  t.deepEqual(storedFiles(dataDir), ['pictures', join('pictures', `${picture}.png`)]);
});

test('the content decides the type, not the header', async (t) => {
  const service = await startSignedService(t);
  const file = chromiumPicture('image/jpeg');
  const reply = await service.send(signUpload(service, file, 'image/png'));
  t.is(reply.status, 201);
  const shown = await fetch(`${service.url}/api/pictures/${sha256(file)}`);
  t.is(shown.headers.get('content-type'), 'image/jpeg');
});

const png = chromiumPicture('image/png');
const html = Buffer.from('<!doctype html><script>alert(1)</script>');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
const exif = jpegSegment(0xe1, 'Exif\0\0MM\0*GPSLatitude');
const refusals = {
  HTML: [html, 'image/png', 'unsupported-media-type'],
  'HTML that is labelled as such': [html, 'text/html', 'unsupported-media-type'],
  SVG: [svg, 'image/png', 'unsupported-media-type'],
  'SVG that is labelled as such': [svg, 'image/svg+xml', 'unsupported-media-type'],
  'a PNG that is labelled as JSON': [png, 'application/json', 'unsupported-media-type'],
  'a PNG that is labelled with a parameter': [png, 'image/png; a=b', 'unsupported-media-type'],
  'an empty file': [Buffer.alloc(0), 'image/png', 'unsupported-media-type'],
  'a truncated PNG': [png.subarray(0, -1), 'image/png', 'invalid-request'],
  'a JPEG with Exif data': [jpegWith(exif), 'image/jpeg', 'invalid-request'],
  'a PNG with text': [pngWith(pngChunk('tEXt', 'a\0b')), 'image/png', 'invalid-request'],
  'a PNG of 4,097 pixels': [pngSized(4_097, 1), 'image/png', 'invalid-request'],
  'a file of 500,001 bytes': [Buffer.alloc(500_001), 'image/png', 'payload-too-large'],
  'a file of 10 MB': [Buffer.alloc(10_000_000), 'image/png', 'payload-too-large'],
} as const;

for (const [what, [file, type, code]] of Object.entries(refusals)) {
  test(`${what} is refused and not stored`, async (t) => {
    const service = await startSignedService(t);
    const reply = await service.send(signUpload(service, file, type));
    const { detail } = await expectProblem(t, reply, code);
    if (code !== 'payload-too-large')
      t.true(String(detail).startsWith('picture: '), String(detail));
    t.true(String(detail).endsWith('Nothing was changed.'), String(detail));
    t.deepEqual(storedFiles(service.dataDir), []);
  });
}

test('a picture of exactly 500,000 bytes is accepted', async (t) => {
  const service = await startSignedService(t);
  const filler = 500_000 - png.length - 12;
  const file = pngWith(pngChunk('iCCP', Buffer.alloc(filler, 'x')));
  t.is(file.length, 500_000);
  t.is((await service.send(signUpload(service, file))).status, 201);
});

test('a refusal for metadata says how to remove it', async (t) => {
  const service = await startSignedService(t);
  const reply = await service.send(signUpload(service, jpegWith(exif), 'image/jpeg'));
  const { detail } = await expectProblem(t, reply, 'invalid-request');
  t.is(
    detail,
    'picture: It contains Exif data, which can tell where and by whom it was made. Open it in an image editor, export it as PNG, JPEG or WebP without metadata (Exif, XMP, comments), and upload that copy. Nothing was changed.',
  );
});

test('the signature covers every byte of the picture', async (t) => {
  const service = await startSignedService(t);
  const wire = signUpload(service, png);
  for (const at of [0, 40, png.length - 1]) {
    const body = Buffer.from(png);
    body[at]! ^= 0x80;
    await expectProblem(t, await service.send({ ...wire, body }), 'signature-invalid');
  }
  const other = withHeader(wire, 'content-digest', digestOf('x'));
  await expectProblem(t, await service.send(other), 'signature-invalid');
  const relabelled = withHeader(wire, 'content-type', 'image/webp');
  await expectProblem(t, await service.send(relabelled), 'signature-invalid');
  t.is((await service.send(wire)).status, 201);
  await expectProblem(t, await service.send(wire), 'signature-replayed');
});

test('only an operator with the role admin may upload', async (t) => {
  const service = await startSignedService(t);
  const reply = await fetch(service.url + target, { method: 'POST', body: new Uint8Array(png) });
  await expectProblem(t, reply, 'signature-missing');
  const { client } = await enrolOperator(service.url, service.operator, { role: 'auditor' });
  await t.throwsAsync(client.call('uploadPicture', { file: pngFile() }), {
    code: 'role-insufficient',
  });
  t.deepEqual(storedFiles(service.dataDir), []);
});

test('no log line has the bytes or the text of a refused picture', async (t) => {
  const lines: string[] = [];
  const { operator } = await startTestService(t, { log: (line) => lines.push(line) });
  const bytes = new Uint8Array(pngWith(pngChunk('tEXt', 'Author\0Ann Example')));
  const file = { bytes, type: 'image/png' };
  await t.throwsAsync(operator.call('uploadPicture', { file }), { code: 'invalid-request' });
  t.true(lines.length > 0);
  t.false(withoutRandomText(lines.join('\n')).includes('Ann'));
});

function pngFile() {
  return { bytes: new Uint8Array(png), type: 'image/png' };
}

test('a raffle may name an uploaded picture only', async (t) => {
  const { url, operator } = await startTestService(t);
  const body = (picture: string) => ({ id: 'fair', title: 'Fair', notice: { picture } });
  const unknown = '0'.repeat(64);
  const create = operator.call('createRaffle', { body: body(unknown) });
  await expectRefusal(t, create, 'invalid-request', 'notice.picture');
  const { picture } = await operator.call('uploadPicture', { file: pngFile() });
  await operator.call('createRaffle', { body: body(picture) });
  const params = { id: 'fair' };
  const amend = (notice: object | null) =>
    operator.call('amendRaffle', { params, body: { notice } });
  await expectRefusal(t, amend({ picture: unknown }), 'invalid-request', 'notice.picture');
  const view = await (await fetch(`${url}/api/raffles/fair`)).json();
  t.like(view, { notice: { picture }, version: 1 });
  await t.notThrowsAsync(amend(null));
});
