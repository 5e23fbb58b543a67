import { chmodSync } from 'node:fs';
import { ModuleFederationPlugin } from '@module-federation/enhanced/rspack';
import { defineConfig } from '@rspack/cli';
import {
  BannerPlugin,
  HtmlRspackPlugin,
  LightningCssMinimizerRspackPlugin,
  NormalModuleReplacementPlugin,
  SwcJsMinimizerRspackPlugin,
  type Configuration,
  type RspackPluginInstance,
} from '@rspack/core';
import { oneFilePage } from './scripts/one-file-page.ts';
import { federation, remoteName } from './participant-app/federation.config.ts';

/** React Aria speaks 34 languages; the apps speak two, and Arabic for the pseudo-locale. */
const spokenOnly = new NormalModuleReplacementPlugin(
  /\/intl\/\w+\/(?!en-US|de-DE|ar-AE)[a-z]{2}-[A-Z]{2}\.mjs$/,
  `${import.meta.dirname}/ui/no-words.ts`,
);

/**
 * The browsers that know `light-dark()`. For older ones it would be replaced by something that does
 * not see the host's `color-scheme`, and directions by a list of languages.
 */
const browsers = ['chrome >= 123', 'firefox >= 120', 'safari >= 17.5'];

/** What begins with `#!` can be called by its name. */
const executable: RspackPluginInstance = {
  apply({ hooks }) {
    hooks.assetEmitted.tap('executable', (name, { targetPath }) => {
      if (name.endsWith('.js')) chmodSync(targetPath, 0o755);
    });
  },
};

/** A name changes with its content, so what it names may be kept for good. */
const hashed = '[name].[contenthash:10]';
const inAssets = namedFiles('assets/');

const remoteProgram = webProgram('participant', './participant-app/remote.ts', {
  path: `${import.meta.dirname}/dist/participant/remote`,
  uniqueName: remoteName,
});

/** One compiler for each artifact. */
export default defineConfig([
  nodeProgram('service', { main: './services/raffle/main.ts' }),
  nodeProgram('cli', { raffle: './cli/main.ts' }, '#!/usr/bin/env node'),
  {
    ...remoteProgram,
    optimization: {
      ...remoteProgram.optimization,
      // What both exposed modules need is in a file of its own, however small: styles are.
      splitChunks: { minSize: { javascript: 20_000, css: 1000 } },
    },
    plugins: [new ModuleFederationPlugin(federation), spokenOnly],
  },
  {
    ...webProgram('participant-page', './participant-app/page/main.tsx', {
      path: `${import.meta.dirname}/dist/participant/page`,
      publicPath: '/',
      ...inAssets,
    }),
    entry: {
      main: './participant-app/page/main.tsx',
      // A worker rules over what lies beside and below it, and its name may not change.
      worker: { import: './participant-app/page/offline-worker.ts', filename: 'offline-worker.js' },
    },
    plugins: [
      new HtmlRspackPlugin({ template: './participant-app/page/index.html', chunks: ['main'] }),
      spokenOnly,
    ],
  },
  {
    ...webProgram('admin', './admin-app/page/main.tsx', {
      path: `${import.meta.dirname}/dist/admin`,
      trustedTypes: 'raffle-admin',
      ...inAssets,
    }),
    plugins: [new HtmlRspackPlugin({ template: './admin-app/page/index.html' }), spokenOnly],
  },
  {
    ...webProgram('verifier', './verifier/main.ts', {
      path: `${import.meta.dirname}/dist/verifier`,
    }),
    plugins: [
      oneFilePage({
        template: `${import.meta.dirname}/verifier/index.html`,
        filename: 'raffle-verifier.html',
      }),
    ],
    devtool: false,
  },
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
    plugins:
      firstLine === undefined
        ? []
        : [new BannerPlugin({ banner: firstLine, raw: true }), executable],
    stats: 'errors-warnings',
  };
}

/** A program for browsers. Unless told otherwise, its files lie in one folder and find each other. */
function webProgram(
  name: string,
  entry: string,
  output: NonNullable<Configuration['output']>,
): Configuration {
  return {
    name,
    entry: { main: entry },
    mode: 'production',
    target: ['web', 'es2022'],
    context: import.meta.dirname,
    output: { publicPath: 'auto', uniqueName: name, clean: true, ...namedFiles(''), ...output },
    resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js'] },
    module: {
      generator: { 'css/module': { localIdentName: 'raffle-[local]-[hash:6]' } },
      // Tokens and the container are one vocabulary of all the files; classes are each file's own.
      parser: { 'css/module': { namedExports: false, dashedIdents: false, container: false } },
      rules: [
        {
          test: /\.tsx?$/,
          loader: 'builtin:swc-loader',
          options: {
            jsc: {
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
              target: 'es2022',
            },
          },
          type: 'javascript/auto',
        },
        { test: /\.module\.css$/, type: 'css/module' },
        { test: /(?<!\.module)\.css$/, type: 'css' },
      ],
    },
    optimization: {
      minimizer: [
        new SwcJsMinimizerRspackPlugin(),
        new LightningCssMinimizerRspackPlugin({ minimizerOptions: { targets: browsers } }),
      ],
    },
    devtool: 'source-map',
    performance: false,
    stats: 'errors-warnings',
  };
}

function namedFiles(folder: string) {
  return {
    filename: `${folder}${hashed}.js`,
    chunkFilename: `${folder}${hashed}.js`,
    cssFilename: `${folder}${hashed}.css`,
    cssChunkFilename: `${folder}${hashed}.css`,
  };
}

/** What is neither a path nor one of our own `#` imports. */
function isPackage(request: string | undefined): boolean {
  return request !== undefined && /^[^./#]/.test(request);
}
