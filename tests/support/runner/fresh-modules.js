import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileJsx } from '../typescript.js';
import { removeGuard } from '../guards/guard.ts';

/**
 * Loads a test file together with every project module it imports, afresh and, for a guard, with one
 * source file changed in memory. Packages are loaded once for all.
 *
 * A graph is identified by the query `?graph=<number>`, which each import of a project module
 * inherits from the module that imports it.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const rootUrl = pathToFileURL(root + sep).href;

/** These change global objects of the process and must run once only. */
const sharedModules = new Set(
  ['tests/support/browser-globals.ts', 'tests/support/chromium.ts'].map(
    (path) => new URL(path, rootUrl).href,
  ),
);

/** @type {Map<string, import('./fresh-modules.js').Graph>} */
const graphs = new Map();
/** Compiled files that no guard changes, by path. */
const compiled = new Map();
Object.assign(globalThis, { [Symbol.for('raffle.tests.graphs')]: graphs });

function graphOf(url) {
  return url === undefined ? undefined : /[?&]graph=(\d+)/.exec(url)?.[1];
}

function isProjectFile(url) {
  return url.startsWith(rootUrl) && !url.includes('/node_modules/');
}

function compile(path, source) {
  if (path.endsWith('.tsx')) return compileJsx(source, path);
  return path.endsWith('.ts') ? stripTypeScriptTypes(source) : source;
}

function compileFile(path, guard) {
  if (guard !== undefined && path === join(root, guard.file)) {
    return compile(path, removeGuard(guard, readFileSync(path, 'utf8')));
  }
  const known = compiled.get(path) ?? compile(path, readFileSync(path, 'utf8'));
  compiled.set(path, known);
  return known;
}

const load = (url, context, nextLoad) => {
  const graph = graphOf(url);
  if (graph === undefined) return nextLoad(url, context);
  if (url.startsWith('ava:')) {
    const source = `
      const graph = globalThis[Symbol.for('raffle.tests.graphs')].get('${graph}');
      export default graph.test;
      export const registerCompletionHandler = () => {};`;
    return { format: 'module', source, shortCircuit: true };
  }
  const path = fileURLToPath(url);
  if (!/\.(tsx?|m?js)$/.test(path)) return nextLoad(url, context);
  const source = compileFile(path, graphs.get(graph)?.guard);
  return { format: 'module', source, shortCircuit: true };
};

/** What an import in a project module leads to, by module and specifier: the same in each graph. */
const resolutions = new Map();

function resolveOnce(specifier, context, nextResolve) {
  const parent = context.parentURL.replace(/[?&]graph=\d+/, '');
  const key = `${parent} ${specifier} ${context.conditions}`;
  const resolution = resolutions.get(key) ?? {
    ...nextResolve(specifier, context),
    shortCircuit: true,
  };
  resolutions.set(key, resolution);
  return resolution;
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const graph = graphOf(context.parentURL);
    if (graph !== undefined && specifier === 'ava') {
      return { url: `ava:?graph=${graph}`, format: 'module', shortCircuit: true };
    }
    if (graph === undefined) return nextResolve(specifier, context);
    const resolved = resolveOnce(specifier, context, nextResolve);
    if (!isProjectFile(resolved.url)) return resolved;
    if (sharedModules.has(resolved.url) || resolved.url.endsWith('.css')) return resolved;
    return { ...resolved, url: `${resolved.url}?graph=${graph}` };
  },
  load,
});

let graphCount = 0;

/** Imports a test file into a graph of its own. */
export async function importTest(file, graph) {
  const id = String((graphCount += 1));
  graphs.set(id, graph);
  await import(`${new URL(file, rootUrl).href}?graph=${id}`);
}
