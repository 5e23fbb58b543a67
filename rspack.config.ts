import { ModuleFederationPlugin } from '@module-federation/enhanced/rspack';
import { defineConfig } from '@rspack/cli';
import {
  HtmlRspackPlugin,
  NormalModuleReplacementPlugin,
  SwcJsMinimizerRspackPlugin,
  sharing,
  type RspackPluginInstance,
} from '@rspack/core';
import { compressAssets } from './scripts/compress-assets.ts';
import { oneFilePage } from './scripts/one-file-page.ts';
import {
  cssNames,
  namedFiles,
  nodeProgram,
  styleMinimizer,
  webModule,
  webProgram,
} from './scripts/programs.ts';
import { consumedFromHost, federation, remoteName } from './participant-app/federation.config.ts';

/** Leaves out the languages of React Aria that the apps do not have. */
const languagesOnly = withLanguages('en-US|de-DE');
/** Adds Arabic, for the pseudo-locale `ar-XB`. */
const languagesAndPseudo = withLanguages('en-US|de-DE|ar-AE');
/** Production builds have no pseudo-locale. */
const noPseudoLocale = new NormalModuleReplacementPlugin(
  /\/pseudo\.ts$/,
  `${import.meta.dirname}/ui/no-pseudo.ts`,
);

const inAssets = namedFiles('assets/');

const remoteProgram = webProgram('participant', './participant-app/app/remote.ts', {
  path: `${import.meta.dirname}/dist/participant/remote`,
  uniqueName: remoteName,
});

const embedScript = webProgram('embed', './participant-app/embed/main.ts', {
  path: `${import.meta.dirname}/dist/participant/embed`,
  filename: 'embed.js',
  module: true,
  chunkFormat: 'module',
  library: { type: 'module' },
});

const firstContent = nodeProgram(
  'first-content',
  { 'first-content': './participant-app/app/first-content.tsx' },
  // A release does not have the packages of the apps.
  { bundled: () => true },
);

/** One compiler for each artifact. */
export default defineConfig([
  nodeProgram(
    'service',
    {
      main: './services/raffle/main.ts',
      'read-journals': './services/raffle/stores/lowdb/read-journals.ts',
    },
    // It loads a binary from its folder.
    { bundled: (name) => name !== 'fs-native-extensions', isShortened: true },
  ),
  nodeProgram('cli', { raffle: './cli/main.ts' }, { firstLine: '#!/usr/bin/env node' }),
  {
    ...remoteProgram,
    optimization: {
      ...remoteProgram.optimization,
      // Code that both exposed modules need goes into a shared chunk of any size, because styles do.
      splitChunks: { minSize: { javascript: 20_000, css: 1000 } },
    },
    plugins: [
      new ModuleFederationPlugin(federation),
      new sharing.ConsumeSharedPlugin({ consumes: consumedFromHost, enhanced: true }),
      languagesOnly,
      noPseudoLocale,
      compressAssets,
    ],
  },
  {
    // The script tag for any site. `import.meta` tells it which service it came from.
    ...embedScript,
    module: { ...embedScript.module, parser: { javascript: { importMeta: false } } },
    plugins: [compressAssets],
    devtool: false,
  },
  {
    ...webProgram('participant-page', './participant-app/app/main.tsx', {
      path: `${import.meta.dirname}/dist/participant/page`,
      publicPath: '/',
      ...inAssets,
    }),
    entry: {
      main: './participant-app/app/main.tsx',
      // The scope of a service worker is its folder, and its name must not change.
      worker: { import: './participant-app/app/offline-worker.ts', filename: 'offline-worker.js' },
    },
    plugins: [
      new HtmlRspackPlugin({ template: './participant-app/app/index.html', chunks: ['main'] }),
      languagesOnly,
      noPseudoLocale,
      compressAssets,
    ],
  },
  {
    // What the service sends of a raffle's page before its scripts run, with the page's class names.
    ...firstContent,
    output: {
      ...firstContent.output,
      path: `${import.meta.dirname}/dist/participant/first-content`,
      uniqueName: 'participant-page',
    },
    resolve: {
      extensions: ['.tsx', '.ts'],
      // What `react-dom/server` exports for Node includes a second renderer, for streams.
      alias: {
        'react-dom/server$': `${import.meta.dirname}/node_modules/react-dom/cjs/react-dom-server-legacy.node.production.js`,
      },
    },
    module: { ...webModule, generator: { 'css/module': { ...cssNames, exportsOnly: true } } },
    // The first page waits until it is compiled.
    optimization: {
      ...firstContent.optimization,
      minimize: true,
      minimizer: [new SwcJsMinimizerRspackPlugin()],
    },
    plugins: [languagesOnly, noPseudoLocale],
  },
  {
    // Every state of the participant app, for development and tests. Production does not serve it.
    ...webProgram('gallery', './participant-app/gallery/main.tsx', {
      path: `${import.meta.dirname}/dist/gallery`,
      publicPath: '/gallery/',
      ...inAssets,
    }),
    plugins: [
      new HtmlRspackPlugin({ template: './participant-app/app/index.html' }),
      languagesAndPseudo,
    ],
  },
  {
    ...webProgram('admin', './admin-app/app/main.tsx', {
      path: `${import.meta.dirname}/dist/admin`,
      trustedTypes: 'raffle-admin',
      ...inAssets,
    }),
    plugins: [
      new HtmlRspackPlugin({ template: './admin-app/app/index.html' }),
      languagesOnly,
      noPseudoLocale,
      compressAssets,
    ],
  },
  {
    ...webProgram('verifier', './verifier/main.ts', {
      path: `${import.meta.dirname}/dist/verifier`,
    }),
    plugins: [
      noPseudoLocale,
      oneFilePage({
        template: `${import.meta.dirname}/verifier/index.html`,
        filename: 'raffle-verifier.html',
      }),
    ],
    optimization: {
      minimizer: [
        // It is loaded as one file: a second look at the code makes it smaller.
        new SwcJsMinimizerRspackPlugin({ minimizerOptions: { compress: { passes: 3 } } }),
        styleMinimizer,
      ],
    },
    devtool: false,
  },
]);

function withLanguages(tags: string): RspackPluginInstance {
  return new NormalModuleReplacementPlugin(
    new RegExp(String.raw`/intl/\w+/(?!${tags})[a-z]{2}-[A-Z]{2}\.mjs$`),
    `${import.meta.dirname}/ui/no-words.ts`,
  );
}
