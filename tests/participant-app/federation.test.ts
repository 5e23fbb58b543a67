import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import test from 'ava';
import { federation, remoteName } from '../../participant-app/federation.config.ts';
import { builtPath } from '../support/built.ts';

const dist = builtPath('participant');
const remote = join(dist, 'remote');
const page = join(dist, 'page');

interface Assets {
  readonly js: { readonly sync: readonly string[]; readonly async: readonly string[] };
}

interface Manifest {
  readonly name: string;
  readonly metaData: {
    readonly publicPath: string;
    readonly remoteEntry: { readonly name: string };
    readonly types: { readonly name: string };
  };
  readonly exposes: readonly { readonly path: string; readonly assets: Assets }[];
  readonly shared: readonly {
    readonly name: string;
    readonly requiredVersion: string;
  }[];
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(remote, 'mf-manifest.json'), 'utf8')) as Manifest;
}

/** The compressed size of these files in kB of 1,000 bytes. */
function gzippedKilobytes(folder: string, names: readonly string[]): number {
  const bytes = names.map((name) => gzipSync(readFileSync(join(folder, name))).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}

test('the remote exposes exactly the documented modules', (t) => {
  t.deepEqual(federation.exposes, {
    './RaffleDashboard': './participant-app/app/EmbeddedDashboard.tsx',
    './mount': './participant-app/app/mount.tsx',
  });
  const { name, metaData, exposes, shared } = readManifest();
  t.is(name, remoteName);
  t.is(metaData.publicPath, 'auto');
  t.is(metaData.remoteEntry.name, 'remoteEntry.js');
  t.is(metaData.types.name, '', 'types are a file in the repository, not a download');
  t.deepEqual(exposes.map(({ path }) => path).toSorted(), ['./RaffleDashboard', './mount']);
  t.is(federation.shared, undefined, 'nothing is provided: a host keeps its own React');
  t.deepEqual(shared.map(({ name, requiredVersion }) => `${name} ${requiredVersion}`).toSorted(), [
    'react ^19.0.0',
    'react-dom ^19.0.0',
    'react-dom/client ^19.0.0',
  ]);
});

test('everything the manifest names was built', (t) => {
  const { exposes } = readManifest();
  for (const { assets } of exposes) {
    for (const name of [...assets.js.sync, ...assets.js.async]) {
      t.true(existsSync(join(remote, name)), name);
    }
  }
});

test('each script, style sheet and manifest was built with a Brotli-compressed copy', (t) => {
  for (const folder of [remote, join(page, 'assets'), join(dist, 'embed')]) {
    const names = readdirSync(folder).filter((name) => /\.(js|css|json)$/.test(name));
    t.true(names.length > 0, folder);
    for (const name of names) {
      const compressed = readFileSync(join(folder, `${name}.br`));
      t.deepEqual(brotliDecompressSync(compressed), readFileSync(join(folder, name)), name);
    }
  }
});

test('the raffle’s own page loads at most 150 kB of JavaScript first', (t) => {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/<script[^>]+src="\/([^"]+)"/g)].map(([, path]) => path!);
  t.true(scripts.length > 0);
  const size = gzippedKilobytes(page, scripts);
  t.log(`${size.toFixed(1)} kB`);
  t.true(size <= 150, `${size} kB`);
  t.false(/<script(?![^>]+src)/.test(html), 'no inline script: the page’s policy forbids it');
});

test('a host that has React loads at most 75 kB of JavaScript beside the federation runtime', (t) => {
  const dashboard = readManifest().exposes.find(({ path }) => path === './RaffleDashboard')!;
  const size = gzippedKilobytes(remote, dashboard.assets.js.sync);
  t.log(`${size.toFixed(1)} kB`);
  t.true(size <= 75, `${size} kB`);
});

test('the first load of the page and of the remote has only English texts', (t) => {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const ofPage = [...html.matchAll(/<script[^>]+src="\/([^"]+)"/g)].map(([, path]) => path!);
  const ofRemote = readManifest().exposes.flatMap(({ assets }) => assets.js.sync);
  const first = [
    ...ofPage.map((name) => readFileSync(join(page, name), 'utf8')),
    ...ofRemote.map((name) => readFileSync(join(remote, name), 'utf8')),
  ];
  for (const script of first) t.false(script.includes('Melden Sie sich an'));
});

test('embed.js is at most 5 kB and knows the remote by its name', (t) => {
  const size = gzippedKilobytes(join(dist, 'embed'), ['embed.js']);
  t.log(`${size.toFixed(1)} kB`);
  t.true(size <= 5, `${size} kB`);
  const script = readFileSync(join(dist, 'embed', 'embed.js'), 'utf8');
  t.true(script.includes(`globalThis.${remoteName}`));
});

test('the page needs no federation runtime, and neither entry adds a cascade layer', (t) => {
  const pageScripts = readdirSync(join(page, 'assets')).filter((name) => name.endsWith('.js'));
  for (const name of pageScripts) {
    t.false(/__FEDERATION__/.test(readFileSync(join(page, 'assets', name), 'utf8')), name);
  }
  // An unlayered rule of the host would override any layered rule of ours.
  const sheets = readdirSync(remote).filter((name) => name.endsWith('.css'));
  const tokens = sheets.filter((name) => /--ink:/.test(readFileSync(join(remote, name), 'utf8')));
  t.is(tokens.length, 1, 'the colours are in one sheet');
  const colours = readFileSync(join(remote, tokens[0]!), 'utf8');
  t.true(/--ink:\s*light-dark\(/.test(colours), 'the colours follow the host’s scheme');
  for (const name of sheets) {
    const css = readFileSync(join(remote, name), 'utf8');
    t.false(/@layer/.test(css), name);
    t.false(/(^|[},])\s*(:root|html|body|\*)/m.test(css), `${name} touches the host’s page`);
    t.false(/:lang\(/.test(css), `${name} takes a direction from a language`);
  }
});

test('the production build contains neither the gallery nor the pseudo-locale', (t) => {
  const root = join(dist, '..');
  const scriptsOf = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|html)$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8'));
  // The name of a state, the pseudo-locale, and the padding of its sentences.
  const traces = ['rehearsal-deleted', 'ar-XB', '~~~~ '];
  for (const folder of ['participant', 'admin', 'verifier']) {
    for (const script of scriptsOf(folder)) {
      for (const trace of traces) t.false(script.includes(trace), `${folder}: ${trace}`);
    }
  }
  const gallery = scriptsOf('gallery').join('');
  for (const trace of traces) t.true(gallery.includes(trace), trace);
});
