import type { Guard } from '../support/guards/guard.ts';

const pictures = { file: 'cli/strip-picture.ts', test: 'tests/cli/pictures.test.ts' };

export const guards: Record<string, Guard> = {
  'the log that must be signed before it denies a void': {
    file: 'services/raffle/proof/audit-sale.ts',
    guard: 'newest.size < log.size || !hasRoot(log, newest)',
    without: 'newest.size < log.size',
    test: 'tests/cli/verify.test.ts',
    match: 'verify looks for a later void*',
  },
  'the words for a void that was not looked for': {
    file: 'cli/check-report.ts',
    guard: "if (later?.kind === 'not-checked') return [notChecked];",
    without: '',
    test: 'tests/cli/verify.test.ts',
    match: 'verify prints what a valid receipt proves*',
  },
  'the ticket that a script must name': {
    file: 'cli/commands/prizes.ts',
    guard: 'settlement.ticket === undefined && !isAsked',
    without: 'settlement.ticket === undefined && !isAsked && confirm === undefined',
    test: 'tests/cli/prizes.test.ts',
    match: 'a script names the ticket*',
  },
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
    guard: '<h1>${escapeHtml(view.title)}</h1>',
    without: '<h1>${view.title}</h1>',
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
