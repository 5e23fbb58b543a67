import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import test from 'ava';

const root = join(import.meta.dirname, '..', '..');
const service = 'services/raffle';

/** Which part may know which others. A part always knows itself; the composition knows all. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  proof: [],
  domain: [],
  stores: ['domain', 'proof'],
  'stores/lowdb': ['stores', 'domain', 'proof'],
  identity: ['contract', 'domain', 'proof', 'stores'],
  randomness: ['domain', 'proof'],
  http: ['contract', 'domain', 'identity', 'randomness', 'stores', 'config'],
  config: ['identity', 'proof'],
  composition: [
    'config',
    'contract',
    'domain',
    'http',
    'identity',
    'proof',
    'randomness',
    'stores',
    'stores/lowdb',
  ],
  cli: ['contract', 'proof'],
  ui: ['contract'],
  'participant-app': ['contract', 'proof', 'ui'],
  'admin-app': ['contract', 'proof', 'ui'],
  verifier: ['proof', 'ui'],
};

const compositionFiles = new Set([
  'main.ts',
  'start-service.ts',
  'open-demo.ts',
  'prepare-sealed-draws.ts',
]);
const browserSafe = new Set([
  'contract',
  'proof',
  'domain',
  'ui',
  'participant-app',
  'admin-app',
  'verifier',
]);
const programs = ['cli', 'ui', 'participant-app', 'admin-app', 'verifier'];

/** The part a file belongs to; undefined outside the sources. */
function partOf(path: string): string | undefined {
  const program = programs.find((name) => path.startsWith(`${name}/`));
  if (program !== undefined) return program;
  if (!path.startsWith(`${service}/`)) return undefined;
  const inner = path.slice(service.length + 1);
  if (compositionFiles.has(inner)) return 'composition';
  if (inner.startsWith('stores/lowdb/')) return 'stores/lowdb';
  return inner.split(/[./]/)[0];
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => /\.tsx?$/.test(path));
}

/** What a source text imports, as project paths or package names. */
function importsOf(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name]) => name!,
  );
  return specifiers.map((specifier) => {
    if (specifier.startsWith('#ui/')) return specifier.slice(1);
    if (specifier.startsWith('#')) return join(service, specifier.slice(1));
    return specifier.startsWith('.') ? relative('.', join(dirname(path), specifier)) : specifier;
  });
}

/** The arrows that a file must not draw. */
function wrongArrows(path: string, text: string): string[] {
  const from = partOf(path)!;
  return importsOf(path, text).flatMap((target) => {
    const isNode = target.startsWith('node:');
    if (isNode && browserSafe.has(from)) return [`${path} -> ${target}`];
    const to = partOf(target);
    const isAllowed = to === undefined || to === from || arrows[from]!.includes(to);
    return isAllowed ? [] : [`${path} -> ${target}`];
  });
}

test('every import follows an arrow of the design', (t) => {
  const files = [service, ...programs].flatMap(sourceFiles);
  t.true(files.length > 50);
  for (const path of files) {
    t.not(arrows[partOf(path)!], undefined, `${path} belongs to no part`);
    t.deepEqual(wrongArrows(path, readFileSync(join(root, path), 'utf8')), []);
  }
});

test('the check sees an arrow that is not in the design', (t) => {
  const wrong: [string, string][] = [
    [`${service}/domain/decide.ts`, `import { randomInt } from 'node:crypto';`],
    [`${service}/domain/decide.ts`, `import { problems } from '#contract/problems.ts';`],
    [`${service}/http/views.ts`, `import { DataFolder } from '../stores/lowdb/data-folder.ts';`],
    [`${service}/proof/audit.ts`, `import type { Entry } from '../domain/entries.ts';`],
    ['ui/Button.tsx', `import { mount } from '../participant-app/mount.tsx';`],
    ['ui/Button.tsx', `import { audit } from '#proof/audit.ts';`],
    ['participant-app/mount.tsx', `import { viewRaffle } from '../services/raffle/http/views.ts';`],
    ['participant-app/mount.tsx', `import { readFileSync } from 'node:fs';`],
    ['admin-app/config.ts', `import { createQueries } from '../participant-app/queries.ts';`],
    ['admin-app/config.ts', `const x = await import('../services/raffle/config.ts');`],
    ['ui/Button.tsx', `import { readConfig } from '../admin-app/config.ts';`],
    ['verifier/main.ts', `import { endpoints } from '#contract/endpoints.ts';`],
    ['cli/main.ts', `const x = await import('../services/raffle/config.ts');`],
  ];
  for (const [path, text] of wrong) t.is(wrongArrows(path, text).length, 1, text);
});
