import test from 'ava';
import { importsOf, readSource, sourceFiles } from '../support/source-imports.ts';

const service = 'services/raffle';

/** Which parts each part may import, besides itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  formulas: [],
  contract: [],
  proof: [],
  domain: [],
  stores: ['domain', 'proof'],
  'stores/lowdb': ['stores', 'domain', 'proof'],
  'stores/postgres': ['stores', 'domain', 'proof'],
  mail: ['contract', 'domain', 'proof', 'stores'],
  identity: ['contract', 'domain', 'mail', 'proof', 'stores'],
  randomness: ['domain', 'proof'],
  witness: ['contract', 'domain', 'proof', 'stores'],
  http: ['contract', 'domain', 'identity', 'mail', 'randomness', 'stores', 'config', 'witness'],
  config: ['contract', 'identity', 'mail', 'proof'],
  composition: [
    'config',
    'contract',
    'doctor',
    'domain',
    'http',
    'identity',
    'mail',
    'proof',
    'randomness',
    'stores',
    'stores/lowdb',
    'stores/postgres',
    'witness',
  ],
  cli: ['contract', 'proof', 'offline command', 'witness command'],
  'stores/move': ['stores', 'stores/lowdb', 'stores/postgres', 'domain'],
  'offline command': [
    'cli',
    'config',
    'doctor',
    'identity',
    'stores',
    'stores/lowdb',
    'stores/move',
    'stores/postgres',
  ],
  doctor: [
    'config',
    'http',
    'identity',
    'mail',
    'proof',
    'randomness',
    'stores',
    'stores/lowdb',
    'stores/postgres',
  ],
  'witness server': ['proof', 'http', 'stores/lowdb'],
  'witness command': ['cli', 'contract', 'http', 'proof', 'witness server'],
  ui: ['contract', 'proof'],
  'participant-app': ['contract', 'proof', 'ui'],
  'admin-app': ['contract', 'proof', 'ui'],
  verifier: ['proof', 'ui'],
};

const compositionFiles = new Set([
  'database-stores.ts',
  'folder-stores.ts',
  'main.ts',
  'run-service.ts',
  'service-stores.ts',
  'start-service.ts',
  'startup-mail.ts',
  'startup-steps.ts',
  'startup-witnesses.ts',
]);
/** The commands that work on the service's files. */
const offlineCommands = new Set([
  'cli/service-files.ts',
  ...['backup', 'doctor', 'migrate', 'repair', 'resume-witness'].map(
    (name) => `cli/commands/${name}.ts`,
  ),
]);
/** The command that runs a witness. */
const witnessCommand = 'cli/commands/witness.ts';
const witnessServer = 'services/witness';
const browserSafe = new Set([
  'errors',
  'formulas',
  'contract',
  'proof',
  'domain',
  'ui',
  'participant-app',
  'admin-app',
  'verifier',
]);
/** The base class of all errors: it imports nothing, and every part may import it. */
const errorsFile = `${service}/coded-error.ts`;
/** Pure functions that both the rules and proofs use: they import nothing, as `errorsFile`. */
const formulaFiles = new Set(
  ['assign-prizes', 'canonical-json', 'draw-order', 'pieces'].map(
    (name) => `${service}/proof/${name}.ts`,
  ),
);
const programs = ['cli', 'ui', 'participant-app', 'admin-app', 'verifier'];

/** The part a file belongs to; undefined outside the sources. */
function partOf(path: string): string | undefined {
  if (offlineCommands.has(path)) return 'offline command';
  if (path === witnessCommand) return 'witness command';
  if (path.startsWith(`${witnessServer}/`)) return 'witness server';
  if (path === errorsFile) return 'errors';
  if (formulaFiles.has(path)) return 'formulas';
  const program = programs.find((name) => path.startsWith(`${name}/`));
  if (program !== undefined) return program;
  if (!path.startsWith(`${service}/`)) return undefined;
  const inner = path.slice(service.length + 1);
  if (compositionFiles.has(inner)) return 'composition';
  if (inner.startsWith('stores/lowdb/')) return 'stores/lowdb';
  if (inner.startsWith('stores/move/')) return 'stores/move';
  if (inner.startsWith('stores/postgres/')) return 'stores/postgres';
  return inner.split(/[./]/)[0];
}

/** The imports of a file that are not permitted. */
function wrongArrows(path: string, text: string): string[] {
  const from = partOf(path)!;
  return importsOf(path, text).flatMap((target) => {
    const isNode = target.startsWith('node:');
    if (isNode && browserSafe.has(from)) return [`${path} -> ${target}`];
    const to = partOf(target);
    const isShared = to === undefined || to === 'errors' || to === 'formulas';
    const isAllowed = isShared || to === from || arrows[from]!.includes(to);
    return isAllowed ? [] : [`${path} -> ${target}`];
  });
}

test('every part imports only the parts that the design permits', (t) => {
  const files = [service, witnessServer, ...programs].flatMap(sourceFiles);
  t.true(files.length > 50);
  for (const path of files) {
    t.not(arrows[partOf(path)!], undefined, `${path} belongs to no part`);
    t.deepEqual(wrongArrows(path, readSource(path)), []);
  }
});

test('the check reports an import that the design does not permit', (t) => {
  const wrong: [string, string][] = [
    [`${service}/domain/decide.ts`, `import { randomInt } from 'node:crypto';`],
    [`${service}/domain/decide.ts`, `import { problems } from '#contract/problems.ts';`],
    [`${service}/http/views.ts`, `import { DataFolder } from '../stores/lowdb/data-folder.ts';`],
    [`${service}/proof/audit.ts`, `import type { Entry } from '../domain/entries.ts';`],
    [`${service}/domain/decide.ts`, `import { auditBundle } from '#proof/audit.ts';`],
    [`${service}/proof/draw-order.ts`, `import { utf8 } from './bytes.ts';`],
    ['ui/Button.tsx', `import { mount } from '../participant-app/mount.tsx';`],
    ['ui/Button.tsx', `import { decide } from '../services/raffle/domain/decide.ts';`],
    ['participant-app/mount.tsx', `import { viewRaffle } from '../services/raffle/http/views.ts';`],
    ['participant-app/mount.tsx', `import { readFileSync } from 'node:fs';`],
    [
      'admin-app/app/config.ts',
      `import { createQueries } from '../../participant-app/queries.ts';`,
    ],
    ['admin-app/app/config.ts', `const x = await import('../../services/raffle/config.ts');`],
    ['ui/Button.tsx', `import { readConfig } from '../admin-app/app/config.ts';`],
    ['verifier/main.ts', `import { endpoints } from '#contract/endpoints.ts';`],
    ['cli/main.ts', `const x = await import('../services/raffle/config.ts');`],
  ];
  for (const [path, text] of wrong) t.is(wrongArrows(path, text).length, 1, text);
});

/** A class that derives from a built-in error instead of `CodedError`. */
const uncodedError = /extends (?:\w+\.)?(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error\b/;

test('every error class derives from CodedError', (t) => {
  const files = [service, witnessServer, ...programs].flatMap(sourceFiles);
  const uncoded = files.filter((path) => uncodedError.test(readSource(path)));
  t.deepEqual(uncoded, [errorsFile]);
  t.true(uncodedError.test('class Refused extends TypeError {}'));
});
