import { chmodSync } from 'node:fs';
import { ModuleFederationPlugin } from '@module-federation/enhanced/rspack';
import { defineConfig } from '@rspack/cli';
import {
  BannerPlugin,
  HtmlRspackPlugin,
  LightningCssMinimizerRspackPlugin,
  NormalModuleReplacementPlugin,
  SwcJsMinimizerRspackPlugin,
  sharing,
  type Configuration,
  type RspackPluginInstance,
} from '@rspack/core';
import { compressAssets } from './scripts/compress-assets.ts';
import { oneFilePage } from './scripts/one-file-page.ts';
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

/**
 * Browsers that support `light-dark()`. For older ones the compiler would replace it by rules that
 * ignore the host's `color-scheme`, and `:dir()` by a list of languages.
 */
const browsers = ['chrome >= 123', 'firefox >= 120', 'safari >= 17.5'];

/** Makes an output that begins with `#!` executable. */
const executable: RspackPluginInstance = {
  apply({ hooks }) {
    hooks.assetEmitted.tap('executable', (name, { targetPath }) => {
      if (name.endsWith('.js')) chmodSync(targetPath, 0o755);
    });
  },
};

/** Names contain a hash of the content, so these files may be cached forever. */
const hashed = '[name].[contenthash:10]';
const inAssets = namedFiles('assets/');

const cssNames = { localIdentName: 'raffle-[local]-[hash:6]' };

/** TypeScript, JSX and style sheets. */
const webModule: NonNullable<Configuration['module']> = {
  generator: { 'css/module': cssNames },
  // Design tokens and container names are shared by all style sheets; class names are local.
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
};

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

const firstContent = nodeProgram('first-content', {
  'first-content': './participant-app/app/first-content.tsx',
});

/** One compiler for each artifact. */
export default defineConfig([
  nodeProgram('service', { main: './services/raffle/main.ts' }),
  nodeProgram('cli', { raffle: './cli/main.ts' }, '#!/usr/bin/env node'),
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
    resolve: { extensions: ['.tsx', '.ts'] },
    module: { ...webModule, generator: { 'css/module': { ...cssNames, exportsOnly: true } } },
    plugins: [noPseudoLocale],
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
    devtool: false,
  },
]);

/** A program for Node: our code in one file; packages are loaded from `node_modules`. */
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

/** A program for browsers. By default its files are in one folder, with relative URLs. */
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
    module: webModule,
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

/** Whether a specifier names a package: neither a path nor one of our own `#` imports. */
function isPackage(request: string | undefined): boolean {
  return request !== undefined && /^[^./#]/.test(request);
}

function withLanguages(tags: string): RspackPluginInstance {
  return new NormalModuleReplacementPlugin(
    new RegExp(String.raw`/intl/\w+/(?!${tags})[a-z]{2}-[A-Z]{2}\.mjs$`),
    `${import.meta.dirname}/ui/no-words.ts`,
  );
}
