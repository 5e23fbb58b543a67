import { defineConfig } from '@rspack/cli';
import { BannerPlugin, type Configuration } from '@rspack/core';

/** One compiler for each artifact. */
export default defineConfig([
  nodeProgram('service', { main: './services/raffle/main.ts' }),
  nodeProgram('cli', { raffle: './cli/main.ts' }, '#!/usr/bin/env node'),
]);

/** A program for Node: our code in one file, packages left where npm put them. */
function nodeProgram(
  name: string,
  entry: Record<string, string>,
  firstLine?: string,
): Configuration {
  return {
    name,
    entry,
    mode: 'production',
    target: 'node20.19',
    context: import.meta.dirname,
    output: {
      path: `${import.meta.dirname}/dist/${name}`,
      filename: '[name].js',
      module: true,
      chunkFormat: 'module',
      library: { type: 'module' },
      clean: true,
    },
    externalsType: 'module',
    externals: [({ request }, done) => done(undefined, isPackage(request) ? request : undefined)],
    resolve: { extensions: ['.ts'] },
    module: {
      parser: { javascript: { importMeta: false } },
      rules: [
        {
          test: /\.ts$/,
          loader: 'builtin:swc-loader',
          options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
          type: 'javascript/auto',
        },
      ],
    },
    optimization: { minimize: false },
    devtool: 'source-map',
    plugins: firstLine === undefined ? [] : [new BannerPlugin({ banner: firstLine, raw: true })],
    stats: 'errors-warnings',
  };
}

/** What is neither a path nor one of our own `#` imports. */
function isPackage(request: string | undefined): boolean {
  return request !== undefined && /^[^./#]/.test(request);
}
