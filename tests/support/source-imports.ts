import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
const service = 'services/raffle';

/** Source files below a folder, as paths from the root of the project. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
}

export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The modules that a source text imports, as project paths or package names. */
export function importsOf(path: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return Array.from(specifiers, ([, specifier = '']) => resolve(path, specifier));
}

function resolve(path: string, specifier: string): string {
  if (specifier === '#errors') return `${service}/coded-error.ts`;
  if (specifier.startsWith('#ui/')) return specifier.slice(1);
  if (specifier.startsWith('#')) return join(service, specifier.slice(1));
  return specifier.startsWith('.') ? relative('.', join(dirname(path), specifier)) : specifier;
}

/** Removes imports and exports of types alone: they do not exist at run time. */
function withoutTypeImports(text: string): string {
  return text.replaceAll(/(import|export) type [^;]*? from '[^']+';/g, '');
}

/** The longest chain of imports that begins at a file. Imports of types alone do not count. */
export function longestChain(entry: string): readonly string[] {
  const known = new Map<string, readonly string[]>();
  const visiting = new Set<string>();
  const visit = (path: string): readonly string[] => {
    const found = known.get(path);
    if (found !== undefined) return found;
    if (visiting.has(path)) return [];
    visiting.add(path);
    let longest: readonly string[] = [];
    for (const target of importsOf(path, withoutTypeImports(readSource(path)))) {
      if (!/\.tsx?$/.test(target) || !existsSync(join(root, target))) continue;
      const chain = visit(target);
      if (chain.length > longest.length) longest = chain;
    }
    visiting.delete(path);
    const chain = [path, ...longest];
    known.set(path, chain);
    return chain;
  };
  return visit(entry);
}

/** What is loaded with a file: files and packages, without those that it imports later. */
export function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set([entry]);
  for (const path of loaded) {
    if (!/\.tsx?$/.test(path)) continue;
    const text = withoutTypeImports(readSource(path)).replaceAll(/import\('[^']+'\)/g, '');
    for (const target of importsOf(path, text)) loaded.add(target);
  }
  return loaded;
}
