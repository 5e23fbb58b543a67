import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import { build } from 'vite';
import webpack from 'webpack';

export type Bundler = 'rspack' | 'webpack' | 'vite';
export const bundlers: readonly Bundler[] = ['rspack', 'webpack', 'vite'];

export interface SiteSource {
  readonly html: string;
  readonly js: string;
  /** Packages that the build replaces by others. */
  readonly alias: Readonly<Record<string, string>>;
}

export interface BuiltSite {
  readonly html: string;
  /** Scripts by path. */
  readonly scripts: Readonly<Record<string, string>>;
}

const tag = '<script type="module" src="/host.js"></script>';

/** Builds a site as its owner would. The folder is below the project so that packages resolve. */
export async function bundleSite(bundler: Bundler, source: SiteSource): Promise<BuiltSite> {
  const caches = join(import.meta.dirname, '..', '..', 'node_modules', '.cache');
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(join(caches, 'host-'));
  const page = source.html.replace('</html>', () => `${tag}</html>`);
  writeFileSync(join(folder, 'host.js'), source.js);
  writeFileSync(join(folder, 'index.html'), page);
  try {
    if (bundler === 'vite') return await buildWithVite(folder, source.alias);
    await compile(bundler, folder, source.alias);
    const script = readFileSync(join(folder, 'built.js'), 'utf8');
    return { html: page, scripts: { '/host.js': script } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** webpack and rspack take the same settings. */
async function compile(
  bundler: 'rspack' | 'webpack',
  folder: string,
  alias: SiteSource['alias'],
): Promise<void> {
  const options = {
    context: folder,
    entry: './host.js',
    mode: 'production' as const,
    target: ['web', 'es2022'] as ('web' | 'es2022')[],
    devtool: false as const,
    resolve: { alias: { ...alias } },
    output: { path: folder, filename: 'built.js', module: true, chunkFormat: 'module' as const },
    performance: false as const,
  };
  const compiler =
    bundler === 'webpack'
      ? webpack({ ...options, experiments: { outputModule: true } })
      : rspack(options);
  await new Promise<void>((resolve, reject) => {
    compiler.run((error: Error | null, stats?: { hasErrors(): boolean; toString(): string }) => {
      compiler.close(() => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString()));
        else resolve();
      });
    });
  });
}

async function buildWithVite(folder: string, alias: SiteSource['alias']): Promise<BuiltSite> {
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { ...alias } },
    build: {
      target: 'es2022',
      rollupOptions: { output: { entryFileNames: 'built.js', chunkFileNames: '[name].js' } },
    },
  });
  const read = (name: string) => readFileSync(join(folder, 'dist', name), 'utf8');
  return { html: read('index.html'), scripts: { '/built.js': read('built.js') } };
}
