import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from './service.ts';

/** Creates the files of a built participant app without running the build. */
export function builtApp(t: ExecutionContext): string {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Raffle</title>');
  writeFileSync(join(folder, 'page', 'assets', 'page.0123456789abcdef.js'), '0');
  writeFileSync(
    join(folder, 'page', 'assets', 'page.0123456789abcdef.js.br'),
    brotliCompressSync('0'),
  );
  writeFileSync(join(folder, 'page', 'offline-worker.js'), '0');
  mkdirSync(join(folder, 'remote'));
  writeFileSync(join(folder, 'remote', 'mf-manifest.json'), '{}');
  writeFileSync(join(folder, 'remote', 'mf-manifest.json.br'), brotliCompressSync('{}'));
  writeFileSync(join(folder, 'remote', 'chunk.0123456789abcdef.js'), '0');
  return folder;
}

/** The title of a page. */
export function titleOf(html: string): string | undefined {
  return /<title>([^<]*)<\/title>/.exec(html)?.[1];
}
