import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const forms = [
  /(?:^|;)import\b[^;'"]*\bfrom *["']([^"'\n]+)["']/gm,
  /\bimport\(["']([^"'\n]+)["']\)/g,
];

/** The packages that built files import, as the compiler writes imports, with or without white space. */
export function importsOf(folder: string): string[] {
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
  return scripts.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return forms.flatMap((form) => [...text.matchAll(form)].map(([, each = '']) => each));
  });
}
