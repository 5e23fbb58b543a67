import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';

const root = join(import.meta.dirname, '..', '..');

const folders = ['ui', 'participant-app', 'admin-app', 'verifier'];

const components = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join(folder, name)),
);

/** The style sheet a component imports, and the class names it takes from it. */
function readStyles(component: string): { sheet: string; used: Set<string> } | undefined {
  const text = readFileSync(join(root, component), 'utf8');
  const [, name] = /import styles from '\.\/([\w-]+\.module\.css)'/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const used = new Set([...text.matchAll(/styles\['(\w+)'\]/g)].map(([, found]) => found!));
  return { sheet: join(component, '..', name), used };
}

test('every class a component names is in its style sheet', (t) => {
  for (const component of components) {
    const styles = readStyles(component);
    if (styles === undefined) continue;
    t.true(existsSync(join(root, styles.sheet)), styles.sheet);
    const css = readFileSync(join(root, styles.sheet), 'utf8');
    for (const name of styles.used)
      t.regex(css, new RegExp(`\\.${name}\\b`), `${component}: ${name}`);
  }
});

test('a style sheet is written for both directions and every colour scheme', (t) => {
  const sheets = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.module.css'))
      .map((name) => join(folder, name)),
  );
  t.true(sheets.length > 10);
  for (const sheet of sheets) {
    const css = readFileSync(join(root, sheet), 'utf8');
    t.notRegex(css, /(margin|padding|border)-(left|right)\b|\b(left|right):/, sheet);
    t.notRegex(css, /@layer|!important/, sheet);
    // Colours are tokens; shadows are the paper's, and print is black on white.
    if (!sheet.endsWith('tokens.module.css')) {
      const screen = css.replace(/@media print \{[^]*$/, '');
      t.notRegex(screen.replaceAll(/#000\b/g, ''), /#[0-9a-f]{3,8}\b/i, sheet);
    }
  }
});
