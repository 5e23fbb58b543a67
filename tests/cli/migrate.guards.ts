import type { Guard } from '../support/guards/guard.ts';

const folder = 'services/raffle/stores/move';
const test = 'tests/cli/migrate.test.ts';
const raffles = { file: `${folder}/import-raffle.ts`, test };

export const guards: Record<string, Guard> = {
  'the requests whose keys a database stores': {
    ...raffles,
    guard: 'if (key !== undefined && key === last)',
    without: 'if (decisions.length > 0)',
    match: 'the database has the tickets*',
  },
  'the batches of a raffle that is moved': {
    ...raffles,
    guard: 'const earlier = batchEnds.slice(0, -1);',
    without: 'const earlier = batchEnds.slice(0, 0);',
    match: 'a folder moves to a database and back*',
  },
  'the empty database that a folder is moved to': {
    file: `${folder}/import-files.ts`,
    test,
    guard: 'if (rows.length === 0) return;',
    without: 'if (rows.length >= 0) return;',
    match: 'migrate refuses*',
  },
  'the services that use the database': {
    file: `${folder}/move.ts`,
    test,
    guard: 'if (count === 0) return;',
    without: 'if (count >= 0) return;',
    match: 'migrate refuses*',
  },
  'the key of the raffles that are moved': {
    ...raffles,
    guard: 'requireSigner(id, () => log.requireSigner());',
    without: '',
    match: 'migrate refuses*',
  },
};
