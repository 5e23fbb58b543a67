import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes the type of each CSS module to `.css-types/`, which is one of the `rootDirs` in
 * `tsconfig.base.json`, so that the compiler refuses a class that is not in the style sheet. Ours,
 * because the usual tools need TypeScript's old API or some ninety packages.
 */
const root = join(import.meta.dirname, '..');
const output = join(root, '.css-types');

/** @returns The class names in the selectors of a style sheet, sorted. */
export function readClassNames(css: string): string[] {
  const text = css.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/"[^"]*"|'[^']*'/g, '');
  const selectors = [...text.matchAll(/([^{};]+)\{/g)].map(([, prelude = '']) => prelude.trim());
  const names = selectors
    .filter((selector) => !selector.startsWith('@'))
    .flatMap((selector) => [...selector.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)])
    .map(([, name = '']) => name);
  return [...new Set(names)].toSorted();
}

/** Types and lint may run at the same time, so each file is replaced in one step. */
function writeTypes(): void {
  const sheets = ['ui', 'participant-app', 'admin-app', 'verifier'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.module.css'))
      .map((name) => join(folder, name)),
  );
  for (const sheet of sheets) {
    const names = readClassNames(readFileSync(join(root, sheet), 'utf8'));
    const lines = names.map((name) => `  readonly '${name}': string;\n`);
    const target = join(output, `${sheet}.d.ts`);
    mkdirSync(dirname(target), { recursive: true });
    const draft = `${target}.${process.pid}`;
    writeFileSync(draft, `declare const styles: {\n${lines.join('')}};\nexport default styles;\n`);
    renameSync(draft, target);
  }
  const current = new Set(sheets.map((sheet) => `${sheet}.d.ts`));
  for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
    const isStale = name.endsWith('.module.css.d.ts') && !current.has(name);
    if (isStale) rmSync(join(output, name), { force: true });
  }
}

if (process.argv[1] === import.meta.filename) writeTypes();
