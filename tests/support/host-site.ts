import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Cleanup } from './browser-suite.ts';
import { bundleSite, type BuiltSite, type Bundler } from './bundle-site.ts';

export interface HostSite {
  /** `http://127.0.0.1:<port>`, another site than the service's `localhost`. */
  readonly origin: string;
  /** Sets the service and the raffle that the page shows. Before, it has none. */
  embed(serviceUrl: string, raffleId: string): void;
}

export interface HostSiteOptions {
  /** The site's own script, from the snippets of the document. Default: none, only the script tag. */
  readonly compose?: (snippets: Snippets) => string;
  /** HTML of the place for the raffle. Default: that of the document, with the script tag. */
  readonly html?: (snippets: Snippets) => string;
  readonly bundler?: Bundler;
  /** Packages that the site's build replaces by others. */
  readonly alias?: Readonly<Record<string, string>>;
}

/** The placeholder for the service's address in docs/embedding.md. */
const exampleService = 'https://raffle.example.org';

/** Starts a site made of the snippets of docs/embedding.md, under the policy that they document. */
export async function startHostSite(
  cleanup: Pick<Cleanup, 'teardown'>,
  { compose, html = ({ tag }) => tag, bundler = 'rspack', alias = {} }: HostSiteOptions = {},
): Promise<HostSite> {
  const snippets = readSnippets();
  const page = writePage(html(snippets));
  const site: BuiltSite =
    compose === undefined
      ? { html: page, scripts: {} }
      : await bundleSite(bundler, { html: page, js: compose(snippets), alias });
  let shown = { serviceUrl: 'http://localhost:9', raffleId: 'none' };
  const fill = (text: string) =>
    text
      .replaceAll(exampleService, shown.serviceUrl)
      .replaceAll(/(["'`])spring\1/g, (_, quote: string) => quote + shown.raffleId + quote)
      .replaceAll('/raffles/spring', `/raffles/${shown.raffleId}`);
  const server = createServer(({ url = '' }, response) => {
    const script = site.scripts[url];
    if (script !== undefined) send(response, 'text/javascript', fill(script));
    else if (url === '/') send(response, 'text/html', fill(site.html), fill(snippets.policy));
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
  /** HTML for any page. */
  readonly tag: string;
  /** For a host that is made with React: exports `loadDashboard`. */
  readonly reactJs: string;
  readonly policy: string;
}

function readSnippets(): Snippets {
  const path = join(import.meta.dirname, '..', '..', 'docs', 'embedding.md');
  const blocks = [...readFileSync(path, 'utf8').matchAll(/```(\w*)\n([^]*?)```/g)];
  const block = (language: string, mark: string) => {
    const found = blocks.find(([, name, code]) => name === language && code!.includes(mark));
    if (found === undefined) throw new Error(`docs/embedding.md has no ${language} with ${mark}.`);
    return found[2]!;
  };
  return {
    tag: block('html', '<raffle-dashboard'),
    reactJs: block('js', 'export async function loadDashboard'),
    policy: block('', 'script-src').replaceAll('\n', ' '),
  };
}

function writePage(html: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Club</title>
<h1>The club</h1><p id="alive">Members’ page</p><div id="raffle">${html}</div></html>`;
}

function send(response: ServerResponse, type: string, text: string, policy?: string): void {
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.setHeader('cache-control', 'no-store');
  if (policy !== undefined) {
    response.setHeader('content-security-policy', `default-src 'none'; ${policy}`);
  }
  response.end(text);
}
