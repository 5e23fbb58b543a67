import { chmodSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import {
  BannerPlugin,
  LightningCssMinimizerRspackPlugin,
  SwcJsMinimizerRspackPlugin,
  type Configuration,
  type RspackPluginInstance,
} from '@rspack/core';

const root = join(import.meta.dirname, '..');

/**
 * Browsers that support `light-dark()`. For older ones the compiler would replace it by rules that
 * ignore the host's `color-scheme`, and `:dir()` by a list of languages.
 */
const browsers = ['chrome >= 123', 'firefox >= 120', 'safari >= 17.5'];

export const styleMinimizer = new LightningCssMinimizerRspackPlugin({
  minimizerOptions: { targets: browsers },
});

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

export const cssNames = { localIdentName: 'raffle-[local]-[hash:6]' };

/** TypeScript, JSX and style sheets. */
export const webModule: NonNullable<Configuration['module']> = {
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
    { test: /@noble\/curves\/ed25519\.js$/, loader: `${root}/scripts/drop-unused-points.cjs` },
    { test: /\.module\.css$/, type: 'css/module' },
    { test: /(?<!\.module)\.css$/, type: 'css' },
  ],
};

export interface NodeProgramOptions {
  /** Written before the program. */
  readonly firstLine?: string;
  /** Whether a package becomes part of the program, so that it takes less time to load. */
  readonly bundled?: (name: string) => boolean;
  /** For a large program that shows its errors itself: Node would show the long line that threw. */
  readonly isShortened?: boolean;
}

/**
 * Removes comments and white space, and writes other characters than ASCII as escapes: V8 stores such
 * a source in half the memory and scans it faster. Names remain; the source map has the lines.
 */
const shorterSource = new SwcJsMinimizerRspackPlugin({
  minimizerOptions: {
    compress: false,
    mangle: false,
    format: { comments: 'some', asciiOnly: true },
  },
});

/** A program for Node: our code in one file; packages that are not `bundled` are loaded from `node_modules`. */
export function nodeProgram(
  name: string,
  entry: Record<string, string>,
  { firstLine, bundled = () => false, isShortened = false }: NodeProgramOptions = {},
): Configuration {
  return {
    name,
    entry,
    mode: 'production',
    target: 'node20.19',
    context: root,
    output: {
      path: `${root}/dist/${name}`,
      filename: '[name].js',
      module: true,
      chunkFormat: 'module',
      library: { type: 'module' },
      clean: true,
    },
    externalsType: 'module',
    externals: [
      ({ request = '', context = '' }, done) => {
        // An `import` reads all exports, and with those of `node:http` Node loads undici.
        if (isBuiltin(request)) done(undefined, `process.getBuiltinModule('${request}')`, 'var');
        else if (isCallersOfPino(request, context)) done(undefined, '() => []', 'var');
        else done(undefined, isPackage(request) && !bundled(request) ? request : undefined);
      },
    ],
    // An optional package of `pg` that is not installed.
    resolve: { extensions: ['.ts', '.js'], alias: { 'pg-native': false } },
    module: {
      parser: {
        // The view engines of Express and the databases of rate-limiter-flexible are not used.
        javascript: { importMeta: false, exprContextCritical: false },
      },
      rules: [
        {
          test: /\.ts$/,
          loader: 'builtin:swc-loader',
          options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
          type: 'javascript/auto',
        },
      ],
    },
    // One file for each `import()`: Node reads few large files faster than many.
    optimization: { minimize: isShortened, minimizer: [shorterSource], splitChunks: false },
    devtool: 'nosources-source-map',
    plugins:
      firstLine === undefined
        ? []
        : [new BannerPlugin({ banner: firstLine, raw: true }), executable],
    stats: 'errors-warnings',
  };
}

/** A program for browsers. By default its files are in one folder, with relative URLs. */
export function webProgram(
  name: string,
  entry: string,
  output: NonNullable<Configuration['output']>,
): Configuration {
  return {
    name,
    entry: { main: entry },
    mode: 'production',
    target: ['web', 'es2022'],
    context: root,
    output: { publicPath: 'auto', uniqueName: name, clean: true, ...namedFiles(''), ...output },
    resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js'] },
    module: webModule,
    optimization: {
      minimizer: [new SwcJsMinimizerRspackPlugin(), styleMinimizer],
    },
    devtool: 'source-map',
    performance: false,
    stats: 'errors-warnings',
  };
}

/** Whether a specifier names a package: neither a path nor one of our own `#` imports. */
function isPackage(request: string): boolean {
  return /^[^./#]/.test(request);
}

/**
 * The list of callers that pino makes for transports, which the service does not have. With source maps
 * it makes Node read the map of the whole program at start.
 */
function isCallersOfPino(request: string, context: string): boolean {
  return request.endsWith('/caller') && /[/\\]pino([/\\]lib)?$/.test(context);
}

/** File names of a browser program, in a folder of its output. */
export function namedFiles(folder: string) {
  return {
    filename: `${folder}${hashed}.js`,
    chunkFilename: `${folder}${hashed}.js`,
    cssFilename: `${folder}${hashed}.css`,
    cssChunkFilename: `${folder}${hashed}.css`,
    assetModuleFilename: `${folder}${hashed}[ext]`,
  };
}
