import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import manifest from '../package.json' with { type: 'json' };
import { importsOf } from './imports-of.ts';
import { checkRelease } from './try/check-release.ts';

/** Built programs of a release; the gallery is for development. */
const programs = ['service', 'cli', 'participant', 'admin', 'verifier'];
/** Documents, and files to which they link. */
const documents = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'docs',
  'packaging',
  'bench/README.md',
  'participant-app/shared/host-contract.ts',
  'services/raffle/stores/README.md',
];

const name = `raffle-${manifest.version}`;
const out = join('dist', 'release');
const stage = join(out, name);
const archive = join(out, `${name}.tar.gz`);

/**
 * Makes `dist/release/raffle-<version>.tar.gz` from the built programs: no compiler is needed where it
 * is unpacked, only Node. The same build of the same commit gives the same bytes. It is then unpacked and tried.
 */
async function main(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const program of programs) {
    cpSync(join('dist', program), join(stage, 'dist', program), {
      recursive: true,
      filter: isShipped,
    });
  }
  for (const path of documents) cpSync(path, join(stage, path), { recursive: true });
  installPackages();
  writeFileSync(join(stage, 'THIRD-PARTY-LICENCES.txt'), collectLicences());
  makeProgram('raffle', 'cli/raffle.js');
  makeProgram('raffle-service', 'service/main.js');
  const files = list(stage);
  const sums = files.map((path) => `${sha256(readFileSync(join(stage, path)))}  ${path}\n`);
  writeFileSync(join(stage, 'SHA256SUMS'), sums.join(''));
  await writeArchive([...files, 'SHA256SUMS']);
  const sum = `${sha256(readFileSync(archive))}  ${name}.tar.gz\n`;
  writeFileSync(`${archive}.sha256`, sum);
  await checkRelease(archive);
  console.log(
    `${archive}: ${lstatSync(archive).size} bytes, ${files.length + 1} files\n${sum.trim()}`,
  );
}

/** Source maps of the pages have paths of the machine that built them, and no reader. */
function isShipped(path: string): boolean {
  return !path.endsWith('.map') || /^dist\W(service|cli)\W/.test(path);
}

/** Installs the packages that the built programs load at run time, in the versions of the lock. */
function installPackages(): void {
  const { version, license, type, engines, bin } = manifest;
  const dependencies = Object.fromEntries(
    Object.entries(manifest.dependencies).filter(([dependency]) => isLoaded(dependency)),
  );
  const reduced = {
    name: 'raffle',
    version,
    license,
    private: true,
    type,
    engines,
    bin,
    dependencies,
  };
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(reduced, undefined, 2)}\n`);
  cpSync('package-lock.json', join(stage, 'package-lock.json'));
  const options = ['--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options, '--omit-lockfile-registry-resolved'], {
    cwd: stage,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  // Both name the registry or depend on the machine.
  for (const path of ['.package-lock.json', '.bin']) {
    rmSync(join(stage, 'node_modules', path), { recursive: true, force: true });
  }
}

const imported = new Set(['service', 'cli'].flatMap((program) => importsOf(join('dist', program))));

function isLoaded(dependency: string): boolean {
  return [...imported].some((each) => each === dependency || each.startsWith(`${dependency}/`));
}

/** A script that finds the program from wherever it is linked to. */
function makeProgram(command: string, script: string): void {
  const path = join(stage, 'bin', command);
  mkdirSync(join(stage, 'bin'), { recursive: true });
  writeFileSync(
    path,
    `#!/bin/sh\nexec "\${RAFFLE_NODE:-node}" --enable-source-maps "$(dirname "$(readlink -f "$0")")/../dist/${script}" "$@"\n`,
  );
  chmodSync(path, 0o755);
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** The licences of all packages whose code is in the release, bundled or beside it. */
function collectLicences(): string {
  const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  );
  const bundled = new Set(programs.flatMap((program) => bundledPackages(join('dist', program))));
  const shipped = Object.entries(packages).filter(
    ([path, { dev, optional }]) =>
      bundled.has(path) || (path !== '' && dev !== true && optional !== true),
  );
  return shipped
    .map(([path, { version, license }]) => {
      const packageName = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const texts = existsSync(path)
        ? readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
        : [];
      const text = texts.map((file) => readFileSync(join(path, file), 'utf8').trim()).join('\n\n');
      return `${packageName} ${version} (${license ?? 'see its package'})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The packages of which a build has code, as its source maps name them. Some are for development only. */
function bundledPackages(folder: string): string[] {
  const maps = list(folder).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap((file) => {
    const map: { readonly sources: readonly string[] } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    return map.sources;
  });
  const name = /(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
  return sources.flatMap(
    (source) => name.exec(source.replace(/^webpack:\/\/[^/]*\/(\.\/)?/, '')) ?? [],
  );
}

/** Paths of all files below a folder, sorted, with slashes. */
function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}

async function writeArchive(paths: readonly string[]): Promise<void> {
  const epoch =
    process.env['SOURCE_DATE_EPOCH'] ??
    execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' });
  const mtime = new Date(Number(epoch) * 1000);
  const tar = pack();
  const target = createWriteStream(archive);
  const gzip = createGzip({ level: 9 });
  gzip.pipe(target);
  for (const path of paths) {
    const bytes = readFileSync(join(stage, path));
    const isExecutable = (lstatSync(join(stage, path)).mode & 0o100) !== 0;
    tar.entry({ name: `${name}/${path}`, mode: isExecutable ? 0o755 : 0o644, mtime }, bytes);
  }
  tar.finalize();
  for await (const chunk of tar) if (!gzip.write(chunk)) await once(gzip, 'drain');
  gzip.end();
  await once(target, 'finish');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

await main();
