import type { Guard } from '../support/guards/guard.ts';

const pictures = { file: 'cli/strip-picture.ts', test: 'tests/cli/pictures.test.ts' };

export const guards: Record<string, Guard> = {
  'the application data that is removed from a JPEG': {
    ...pictures,
    guard: 'marker !== 0xfe && (marker < 0xe0 || marker > 0xef)',
    without: 'marker !== 0xfe',
    match: 'stripPicture() removes the place and everything else that a image/jpeg*',
  },
  'the chunks that are removed from a PNG': {
    ...pictures,
    guard: 'if (isNeeded) parts.kept.push(',
    without: 'if (isNeeded || true) parts.kept.push(',
    match: 'stripPicture() removes the place and everything else that a image/png*',
  },
  'the chunks that are removed from a WebP': {
    ...pictures,
    guard: 'if (webpChunks.test(type)) parts.kept.push(chunk);',
    without: 'parts.kept.push(chunk);',
    match: 'stripPicture() removes the place and everything else that a image/webp*',
  },
  'the inspection before a picture is uploaded': {
    file: 'cli/picture.ts',
    test: 'tests/cli/pictures.test.ts',
    guard: 'const { type } = inspectPicture(bytes);',
    without: "const type = 'image/png' as const;",
    match: 'a text is refused*',
  },
  'the confirmation of a void': {
    file: 'cli/commands/void.ts',
    test: 'tests/cli/desk.test.ts',
    guard: 'await confirmId(context, {',
    without: 'void (async () => confirmId)(); void ({',
    match: 'void asks for the id*',
  },
  'the confirmation of a claim or forfeit': {
    file: 'cli/commands/prizes.ts',
    test: 'tests/cli/prizes.test.ts',
    guard: 'await confirmId(context, {',
    without: 'void (async () => confirmId)(); void ({',
    match: 'claim and forfeit ask for the id*',
  },
  'the key of a repeated desk sale': {
    file: 'cli/commands/sell.ts',
    test: 'tests/cli/desk.test.ts',
    guard: 'idempotencyKey: key, signal',
    without: 'idempotencyKey: crypto.randomUUID(), signal',
    match: 'a sale without an answer*',
  },
  'the size of one request to mark tickets': {
    file: 'cli/ticket-numbers.ts',
    test: 'tests/cli/desk.test.ts',
    guard: 'Math.ceil(distinct.length / limits.numbersMax)',
    without: '1',
    match: 'more numbers than one request*',
  },
  'the escaping of the summary': {
    file: 'cli/licence-summary.ts',
    test: 'tests/cli/export.test.ts',
    guard: 'entities[character] ?? character',
    without: 'character',
    match: 'export of an open raffle*',
  },
  'the refusal to export over what exists': {
    file: 'cli/commands/export.ts',
    test: 'tests/cli/export.test.ts',
    guard: 'await mkdir(target, { mode: 0o700 });',
    without: 'await mkdir(target, { mode: 0o700, recursive: true });',
    match: 'export never writes*',
  },
};
