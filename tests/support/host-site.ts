import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import type { Cleanup } from './browser-suite.ts';

export interface HostSite {
  /** `http://127.0.0.1:<port>`, another site than the service's `localhost`. */
  readonly origin: string;
  /** Sets the service and the raffle that the page shows. Before, it has none. */
  embed(serviceUrl: string, raffleId: string): void;
}

const root = join(import.meta.dirname, '..', '..');
/** The placeholder for the service's address in docs/embedding.md. */
const exampleService = 'https://raffle.example.org';
const exampleRaffle = 'spring';

/**
 * Starts a site built from the snippets of docs/embedding.md.
 *
 * @param compose Combines the documented scripts into the site's script. Default: the plain one.
 * @param alias Packages that the site's build replaces by others.
 */
export async function startHostSite(
  cleanup: Pick<Cleanup, 'teardown'>,
  compose: (snippets: Snippets) => string = ({ plainJs }) => plainJs,
  alias: Readonly<Record<string, string>> = {},
): Promise<HostSite> {
  const snippets = readSnippets();
  const { html, policy } = snippets;
  const script = await bundle(compose(snippets), alias);
  let shown = { serviceUrl: 'http://localhost:9', raffleId: 'none' };
  const fill = (text: string) =>
    text
      .replaceAll(exampleService, shown.serviceUrl)
      .replaceAll(`"${exampleRaffle}"`, `"${shown.raffleId}"`)
      .replaceAll(`/raffles/${exampleRaffle}`, `/raffles/${shown.raffleId}`);
  const server = createServer(({ url }, response) => {
    if (url === '/raffle-embed.js') send(response, 'text/javascript', fill(script));
    else if (url === '/') send(response, 'text/html', page(html, fill), fill(policy));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    embed(serviceUrl, raffleId) {
      shown = { serviceUrl, raffleId };
    },
  };
}

export interface Snippets {
  readonly html: string;
  /** For any page. */
  readonly plainJs: string;
  /** For a host that is made with React: exports `loadDashboard`. */
  readonly reactJs: string;
  readonly policy: string;
}

function readSnippets(): Snippets {
  const text = readFileSync(join(root, 'docs', 'embedding.md'), 'utf8');
  const blocks = [...text.matchAll(/```(\w*)\n([^]*?)```/g)];
  const block = (language: string, mark: string) => {
    const found = blocks.find(([, name, code]) => name === language && code!.includes(mark));
    if (found === undefined) throw new Error(`docs/embedding.md has no ${language} with ${mark}.`);
    return found[2]!;
  };
  return {
    html: block('html', 'id="raffle"'),
    plainJs: block('js', 'mount(element'),
    reactJs: block('js', 'export function loadDashboard'),
    policy: block('', 'script-src').replaceAll('\n', ' '),
  };
}

/** Builds the site as a host would. The folder is below the project so that packages resolve. */
async function bundle(js: string, alias: Readonly<Record<string, string>>): Promise<string> {
  const caches = join(root, 'node_modules', '.cache');
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(join(caches, 'host-'));
  writeFileSync(join(folder, 'embed.js'), js);
  const compiler = rspack({
    context: folder,
    entry: './embed.js',
    mode: 'production',
    target: ['web', 'es2022'],
    devtool: false,
    resolve: { alias: { ...alias } },
    output: { path: folder, filename: 'built.js', module: true, chunkFormat: 'module' },
    performance: false,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')));
        else resolve();
      });
    });
    return readFileSync(join(folder, 'built.js'), 'utf8');
  } finally {
    compiler.close(() => rmSync(folder, { recursive: true, force: true }));
  }
}

function page(html: string, fill: (text: string) => string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Club</title>
<h1>The club</h1><p id="alive">Members’ page</p>${fill(html)}`;
}

function send(response: ServerResponse, type: string, text: string, policy?: string): void {
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.setHeader('cache-control', 'no-store');
  if (policy !== undefined) {
    response.setHeader('content-security-policy', `default-src 'none'; ${policy}`);
  }
  response.end(text);
}
