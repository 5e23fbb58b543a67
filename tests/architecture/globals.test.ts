import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';

const root = join(import.meta.dirname, '..', '..');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

const usesNode = [
  "import { readFileSync } from 'node:fs';",
  'export const read: unknown = readFileSync;',
  'export const home: unknown = process.env;',
  'export const bytes: unknown = Buffer;',
];
const usesDom = [
  'export const title: unknown = document.title;',
  'export const page: unknown = window;',
  'export const kept: unknown = localStorage;',
];
const usesBoth = [
  "export const answer: Promise<Response> = fetch(new URL('http://localhost/'));",
  'export const id: string = crypto.randomUUID();',
];

/** Compiles a file of these lines with the settings of one tsconfig; returns the lines with an error. */
async function linesRefused(tsconfig: string, lines: readonly string[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'raffle-globals-'));
  try {
    writeFileSync(join(folder, 'probe.ts'), `${lines.join('\n')}\n`);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, tsconfig),
        compilerOptions: { typeRoots: [join(root, 'node_modules', '@types')] },
        include: [],
        files: ['probe.ts'],
      }),
    );
    const output = await new Promise<string>((resolve) => {
      const args = [compiler, '-p', folder, '--pretty', 'false'];
      execFile(process.execPath, args, (_error, stdout) => resolve(stdout));
    });
    return [...output.matchAll(/probe\.ts\((\d+),\d+\): error/g)].map(([, line]) => Number(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('code for the browser is compiled without the types of Node', async (t) => {
  const lines = [...usesBoth, ...usesDom, ...usesNode];
  t.deepEqual(await linesRefused('tsconfig.browser.json', lines), [6, 8, 9]);
});

test('code for Node is compiled without the types of the DOM', async (t) => {
  const lines = [...usesBoth, ...usesNode, ...usesDom];
  t.deepEqual(await linesRefused('tsconfig.node.json', lines), [7, 8, 9]);
});

test('tests are compiled with the types of both', async (t) => {
  t.deepEqual(await linesRefused('tsconfig.json', [...usesBoth, ...usesNode, ...usesDom]), []);
});
