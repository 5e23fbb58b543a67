import type { Guard } from '../support/guards/guard.ts';

const test = 'tests/contract/inspect-picture.test.ts';
const png = { file: 'services/raffle/contract/picture-formats/png.ts', test };
const jpeg = { file: 'services/raffle/contract/picture-formats/jpeg.ts', test };
const webp = { file: 'services/raffle/contract/picture-formats/webp.ts', test };

export const guards: Record<string, Guard> = {
  'the body of every endpoint in the documentation': {
    file: 'services/raffle/contract/requests.ts',
    guard: 'markPayments: { schema: PaymentsRequest },',
    without: '',
    test: 'tests/contract/endpoints.test.ts',
    match: 'an order without a body*',
  },
  'a problem that its endpoint documents': {
    file: 'services/raffle/contract/admin-endpoint-docs.ts',
    guard: "'prize-claimed',",
    without: '',
    test: 'tests/http/prizes.test.ts',
  },
  'the comparison of replies with the documentation': {
    file: 'tests/support/answered-problems.ts',
    guard: 'return found.filter((pair) => !isDocumented(pair));',
    without: "return found.filter((pair) => pair === '' && !isDocumented(pair));",
    test: 'tests/contract/answered-problems.test.ts',
    match: 'a reply that its endpoint does not document*',
  },
  'the checksum of a PNG': {
    ...png,
    guard: 'bytes.uint32(data + length) !== crc32(bytes.slice(at + 4, data + length))',
    without: 'bytes.uint32(data + length) === -1',
    match: 'a PNG with a changed byte*',
  },
  'the list of PNG chunks': {
    ...png,
    guard: 'requireShown(type, length);',
    without: '',
    match: '*its metadata',
  },
  'the end of a PNG': {
    ...png,
    guard: "if (at !== bytes.length) throw hasMetadata('more data after its end');",
    without: '',
    match: 'image/png: data after the end*',
  },
  'the list of JPEG segments': {
    ...jpeg,
    guard: 'else if (!tables.has(marker)) requireShown(bytes, marker, { data, end });',
    without: '',
    match: '*its metadata',
  },
  'the most that a PNG chunk can hold': {
    ...png,
    guard: 'if (length <= lengthMax) return;',
    without: 'return;',
    match: '*behind its physical size*',
  },
  'that a PNG chunk comes once': {
    ...png,
    guard: "if (type !== 'IDAT' && found.has(type)) throw hasMetadata(`its chunk ${type} twice`);",
    without: '',
    match: 'a PNG with two*',
  },
  'that a header of a JPEG comes once': {
    ...jpeg,
    guard: "if (found.has(marker)) throw hasMetadata('a header twice');",
    without: '',
    match: 'a JPEG with two*',
  },
  'that each table of a JPEG is used': {
    ...jpeg,
    guard: 'if (defined.size > 0) throw unused();',
    without: '',
    match: '*behind its pixels*',
  },
  'that a WebP chunk comes once': {
    ...webp,
    guard: 'if (found.has(type)) throw hasMetadata(`its chunk ${type} twice`);',
    without: '',
    match: 'a WebP with two*',
  },
  'the end of the fields of a WebP header': {
    ...webp,
    guard:
      "if (length !== canvasBytes) throw hasMetadata('more data in its header than its fields');",
    without: '',
    match: 'a WebP with text behind*',
  },
  'the end of the fields of a JPEG segment': {
    ...jpeg,
    guard: '(fieldsLength(bytes, marker, data) ?? end - data) !== end - data',
    without: 'fieldsLength(bytes, marker, data) === -1',
    match: '*behind*',
  },
  'the end of the tables of a JPEG segment': {
    ...jpeg,
    guard: 'if (at === end) return found;',
    without: 'if (at !== 0) return found;',
    match: '*behind*table*',
  },
  'the tables of a JPEG that no pixels use': {
    ...jpeg,
    guard: 'if (defined.has(table))',
    without: "if (table === '')",
    match: '*no pixels use*',
  },
  'the preview in the header of a JPEG': {
    ...jpeg,
    guard: 'end - data === 14 && bytes.uint16(data + 12) === 0',
    without: 'end > data',
    match: '*preview in its header*',
  },
  'the end of a JPEG': {
    ...jpeg,
    guard: "if (at + 2 !== bytes.length) throw hasMetadata('more data after its end');",
    without: '',
    match: 'image/jpeg: data after the end*',
  },
  'the end of a WebP': {
    ...webp,
    guard: "if (end < bytes.length) throw hasMetadata('more data after its end');",
    without: '',
    match: 'image/webp: data after the end*',
  },
  'the list of WebP chunks': {
    ...webp,
    guard: "throw hasMetadata(namedMetadata[type] ?? 'data of an unknown kind');",
    without: 'break;',
    match: '*its metadata',
  },
  'the flags of a WebP': {
    ...webp,
    guard: "if ((set & flags.exif) !== 0) throw hasMetadata('Exif data');",
    without: '',
    match: '*announces Exif*',
  },
  'the largest picture': {
    file: 'services/raffle/contract/inspect-picture.ts',
    test,
    guard: 'width > sideMax || height > sideMax',
    without: 'width + height < 0',
    match: 'width and height*',
  },
};
