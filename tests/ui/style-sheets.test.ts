import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readClassNames } from '../../scripts/css-types.ts';

const root = join(import.meta.dirname, '..', '..');

const folders = ['ui', 'participant-app', 'admin-app', 'verifier'];

test('readClassNames() finds the classes in selectors, and nothing else', (t) => {
  const css = `
    /* .comment { } */
    .card.wide > .title:not(.small)::after { content: '.text'; inset: 0.5rem; }
    @media (width < 30.5rem) { .card, .not-checked { margin: .25em; } }
    @keyframes pass { from { opacity: .1; } }
  `;
  t.deepEqual(readClassNames(css), ['card', 'not-checked', 'small', 'title', 'wide']);
});

test('each component imports the style sheet beside it under the name styles', (t) => {
  const components = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => join(folder, name)),
  );
  for (const component of components) {
    const text = readFileSync(join(root, component), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\.[^']*\.module\.css)'/g))
      t.true(existsSync(join(root, component, '..', path)), component);
  }
});

test('a class that a component adds to a primitive wins over the primitive’s own', (t) => {
  const css = readFileSync(join(root, 'ui', 'primitives.module.css'), 'utf8');
  const selectors = css.replaceAll(/\/\*[^]*?\*\//g, '').match(/[^{}]+(?=\{)/g) ?? [];
  const specific = selectors
    .flatMap((selector) => selector.split(','))
    .map((selector) => selector.trim())
    .filter((selector) => !/^(@|:where\([^()]*\)$)/.test(selector));
  t.deepEqual(specific, ['.screenOnly.screenOnly'], 'what is not printed wins over a display');
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
    t.false(css.includes('@layer'), sheet);
    t.false(css.includes('!important'), sheet);
    // Colours are tokens; shadows are the paper's, and print is black on white.
    if (!sheet.endsWith('tokens.module.css')) {
      const screen = css.replace(/@media print \{[^]*$/, '');
      t.notRegex(screen.replaceAll(/#000\b/g, ''), /#[0-9a-f]{3,8}\b/i, sheet);
    }
  }
});
