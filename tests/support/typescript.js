import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Lets Node load what the tests import: TypeScript, JSX and style sheets.
 *
 * Node 26 strips types itself. Only JSX is compiled, by esbuild, with a cache on disk. In a style
 * sheet every class name stands for itself.
 */
const styles = 'export default new Proxy({}, { get: (_, name) => String(name) });';
const cacheFolder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'raffle-tests');
const require = createRequire(import.meta.url);

/** Compiles a `.tsx` file. */
export function compileJsx(source, path) {
  const key = createHash('sha256').update(path).update('\0').update(source).digest('hex');
  const cached = join(cacheFolder, `${key}.js`);
  try {
    return readFileSync(cached, 'utf8');
  } catch {
    const { code } = require('esbuild').transformSync(source, {
      loader: 'tsx',
      format: 'esm',
      target: 'node22',
      jsx: 'automatic',
      sourcefile: path,
      sourcemap: 'inline',
    });
    mkdirSync(cacheFolder, { recursive: true });
    // A rename, so that no other process reads half a file.
    const unfinished = `${cached}.${process.pid}`;
    writeFileSync(unfinished, code);
    renameSync(unfinished, cached);
    return code;
  }
}

function load(url, context, nextLoad) {
  if (url.endsWith('.css')) return { format: 'module', source: styles, shortCircuit: true };
  if (!url.endsWith('.tsx')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  return {
    format: 'module',
    source: compileJsx(readFileSync(path, 'utf8'), path),
    shortCircuit: true,
  };
}

if (module.registerHooks !== undefined) {
  module.enableCompileCache();
  module.registerHooks({ load });
} else {
  // Node 20 neither strips types nor has hooks in the same thread.
  await import('tsx');
  const loadStyles = `export const load = (url, context, nextLoad) => url.endsWith('.css')
    ? { format: 'module', source: ${JSON.stringify(styles)}, shortCircuit: true }
    : nextLoad(url, context);`;
  module.register(`data:text/javascript,${encodeURIComponent(loadStyles)}`);
}
