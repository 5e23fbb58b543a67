import test from 'ava';
import {
  importsOf,
  loadedWith,
  longestChain,
  readSource,
  sourceFiles,
} from '../support/source-imports.ts';

const folders = ['services', 'ui', 'participant-app', 'admin-app', 'cli', 'verifier'];
const files = folders.flatMap(sourceFiles);
const lineCount = (path: string) => readSource(path).split('\n').length - 1;

/** A layer of an app: `shared`, `features/<name>`, or `app` for the rest. */
function layerOf(path: string): string {
  const [, folder = '', name = ''] = path.split('/');
  if (folder === 'features') return `features/${name}`;
  return folder === 'shared' ? 'shared' : 'app';
}

/** Imports against the direction shared → features → app, or between features. */
function wrongDirections(path: string, text: string): string[] {
  const [app = ''] = path.split('/');
  const from = layerOf(path);
  const allowed = from === 'app' ? undefined : ['shared', from];
  return importsOf(path, text)
    .filter((target) => target.startsWith(`${app}/`))
    .filter((target) => allowed?.includes(layerOf(target)) === false)
    .map((target) => `${path} -> ${target}`);
}

for (const app of ['participant-app', 'admin-app']) {
  test(`${app}: shared knows no feature, and a feature knows only itself and shared`, (t) => {
    const paths = sourceFiles(app);
    t.true(paths.some((path) => path.includes('/features/')));
    t.deepEqual(
      paths.flatMap((path) => wrongDirections(path, readSource(path))),
      [],
    );
  });
}

test('the check sees imports against the direction and between features', (t) => {
  const wrong: [path: string, specifier: string][] = [
    ['admin-app/shared/Page.tsx', '../features/draw/DrawWinner.tsx'],
    ['admin-app/shared/queries/draw.ts', '../../app/AdminApp.tsx'],
    ['admin-app/features/draw/DrawWinner.tsx', '../raffle/Preview.tsx'],
    ['participant-app/features/check/messages/de.ts', '../../receipts/messages/de.ts'],
    ['participant-app/features/check/LogConsistency.tsx', '../../app/Page.tsx'],
  ];
  for (const [path, specifier] of wrong) {
    t.is(wrongDirections(path, `import { x } from '${specifier}';`).length, 1, specifier);
  }
  const own = `import { x } from '../../shared/Page.tsx';\nimport { y } from './Waiting.tsx';`;
  t.deepEqual(wrongDirections('admin-app/features/draw/DrawWinner.tsx', own), []);
});

test('a service over a data folder does not load the client of PostgreSQL', (t) => {
  const service = 'services/raffle';
  t.true(loadedWith(`${service}/database-stores.ts`).has('pg'));
  t.false(loadedWith(`${service}/run-service.ts`).has('pg'));
});

const chainLengthsMax = {
  'participant-app/app/main.tsx': 12,
  'admin-app/app/main.tsx': 10,
};

for (const [entry, max] of Object.entries(chainLengthsMax)) {
  test(`the longest import chain of ${entry} has at most ${max} files`, (t) => {
    const chain = longestChain(entry);
    t.true(chain.length > 5);
    t.true(chain.length <= max, chain.join('\n'));
  });
}

test('a source file has at most 250 lines, except message catalogues', (t) => {
  const long = files.filter((path) => lineCount(path) > 250);
  t.deepEqual(
    long.filter((path) => !isCatalogue(path)),
    [],
  );
});

function isCatalogue(path: string): boolean {
  return /\/messages\/|\/(de|en)\.ts$/.test(path);
}

test('fewer than 25 helpers of at most 40 lines have one importer and no test of their own', (t) => {
  const importers = new Map<string, Set<string>>();
  for (const path of [...files, ...sourceFiles('tests'), ...sourceFiles('bench')]) {
    for (const target of importsOf(path, readSource(path))) {
      importers.set(target, (importers.get(target) ?? new Set()).add(path));
    }
  }
  const helpers = files.filter((path) => {
    const found = importers.get(path) ?? new Set<string>();
    const isTested = [...found].some((importer) => /^(tests|bench)\//.test(importer));
    const isSmall = lineCount(path) <= 40 && !isCatalogue(path);
    return found.size === 1 && !isTested && isSmall;
  });
  t.true(helpers.length < 25, helpers.join('\n'));
});
