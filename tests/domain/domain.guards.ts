import type { Guard } from '../support/guards/guard.ts';

const rehearsal = { file: 'services/raffle/domain/rehearsal.ts' };
const rehearsalTest = { test: 'tests/domain/rehearsal.test.ts' };

export const guards: Record<string, Guard> = {
  'the sales that a row cannot hold': {
    file: 'services/raffle/domain/sales-table.ts',
    guard: 'text.length === textLength && Buffer.byteLength(text) === textLength',
    without: 'text.length === textLength',
    test: 'tests/domain/sales-table.test.ts',
    match: 'a table has a sale with a character*',
  },
  'the pieces of a table of sales': {
    file: 'services/raffle/domain/sales-table.ts',
    guard: 'return this.#pieces[(place - (place % salesPerPiece)) / salesPerPiece];',
    without: 'return this.#pieces.at(-1);',
    test: 'tests/domain/sales-table.test.ts',
    match: 'a table keeps sales apart*',
  },
  'the key by which a sale is found again': {
    file: 'services/raffle/domain/sales-table.ts',
    guard: 'one.key === other.key &&',
    without: '',
    test: 'tests/domain/sales-table.test.ts',
    match: 'a pool finds the log index of a sale*',
  },
  'the chain that the opening names': {
    file: 'services/raffle/domain/close-and-draw.ts',
    guard: 'if (made.seal.chainHash === chainHash) return made;',
    without: 'return made;',
    test: 'tests/domain/close-and-draw.test.ts',
    match: 'decide() seals to the chain*',
  },
  'the refusal of made-up participants in a real raffle': {
    ...rehearsal,
    ...rehearsalTest,
    guard: 'if (opened.opened.rehearsal === true) return opened;',
    without: 'return opened;',
    match: 'a made-up participant cannot buy*',
  },
  'the refusal of made-up participants over HTTP': {
    ...rehearsal,
    guard: 'if (opened.opened.rehearsal === true) return opened;',
    without: 'return opened;',
    test: 'tests/http/rehearsals.test.ts',
    match: 'a real raffle*',
  },
  'the rule that a real raffle is never deleted': {
    ...rehearsal,
    ...rehearsalTest,
    guard: "if (raffle.status !== 'deleted') requireRehearsal(raffle);",
    without: "if (raffle.status !== 'deleted') requireOpened(raffle);",
    match: 'a real raffle*',
  },
  'the comparison of the request path': {
    file: 'services/raffle/domain/decision.ts',
    guard: ' && isSameAddress(earlier, now)',
    without: '',
    test: 'tests/domain/operator-requests.test.ts',
    match: '*the same kind of request to another path',
  },
  'the tickets of an earlier rehearsal purchase': {
    file: 'services/raffle/domain/rehearsal.ts',
    ...rehearsalTest,
    guard: 'if (before.length > 0) return { entries: before, replayed: true };\n  const remaining',
    without: 'const remaining',
    match: 'a repeated rehearsal purchase*',
  },
};
