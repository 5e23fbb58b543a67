import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { federation } from '../../participant-app/federation.config.ts';
import { importsOf } from '../../scripts/imports-of.ts';
import { temporaryFolder } from '../support/service.ts';

const root = join(import.meta.dirname, '..', '..');

const programs = ['cli', 'service'].map((name) => ({
  name,
  mode: 'development',
  entry: `./${name}/main.js`,
  output: { path: `DIST/${name}` },
  stats: 'errors-warnings',
}));

/** A project with two small programs, built by the scripts of this one. */
function smallProject(t: ExecutionContext) {
  const folder = temporaryFolder(t);
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  for (const name of ['cli', 'service', 'services', 'ui', 'verifier'])
    mkdirSync(join(folder, name));
  for (const name of ['participant-app', 'admin-app']) mkdirSync(join(folder, name));
  for (const name of ['scripts', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
  write('package.json', '{"type": "module"}');
  write('package-lock.json', '{}');
  const config = JSON.stringify(programs).replaceAll('DIST', join(folder, 'dist'));
  write('rspack.config.ts', `export default ${config};`);
  write('cli/main.js', "import './part.js';");
  write('cli/part.js', 'console.log(1);');
  write('service/main.js', 'console.log(2);');
  const build = (...options: string[]) => {
    const words = ['scripts/build.mjs', ...options];
    const { status, stderr } = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, hasBuilt: stderr.includes('Building') };
  };
  const isComplete = () => existsSync(join(folder, 'dist/.built'));
  return { folder, build, isComplete };
}

test('a build in which one program does not compile fails and marks dist as not current', (t) => {
  const { folder, build, isComplete } = smallProject(t);
  t.deepEqual(build(), { status: 0, hasBuilt: true });
  t.true(isComplete());
  rmSync(join(folder, 'cli/part.js'));
  t.deepEqual(build(), { status: 1, hasBuilt: true });
  t.true(existsSync(join(folder, 'dist/cli/main.js')), 'the older file is still there');
  t.false(isComplete());
});

test('a build if stale happens after a change or a deletion, and again until it succeeds', (t) => {
  const { folder, build } = smallProject(t);
  t.deepEqual(build('--if-stale'), { status: 0, hasBuilt: true });
  t.deepEqual(build('--if-stale'), { status: 0, hasBuilt: false });
  rmSync(join(folder, 'cli/part.js'));
  t.deepEqual(build('--if-stale'), { status: 1, hasBuilt: true });
  t.deepEqual(build('--if-stale'), { status: 1, hasBuilt: true });
  writeFileSync(join(folder, 'cli/part.js'), 'console.log(3);');
  t.deepEqual(build('--if-stale'), { status: 0, hasBuilt: true });
  t.deepEqual(build('--if-stale'), { status: 0, hasBuilt: false });
});

test('every module that the federated remote exposes exists', (t) => {
  const paths = Object.values(federation.exposes ?? {}).map(String);
  t.true(paths.length > 1);
  t.deepEqual(
    paths.filter((path) => !existsSync(join(root, path))),
    [],
  );
});

test('the built service loads nothing from node_modules but the package with a binary', (t) => {
  const imported = importsOf(join(root, 'dist', 'service'));
  const loaded = imported.filter((name) => !name.startsWith('node:'));
  t.deepEqual(loaded, ['fs-native-extensions']);
});
