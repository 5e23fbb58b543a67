import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Teardown } from './service.ts';

export interface StaticHost {
  readonly origin: string;
  /** Puts a `config.json` that names this service beside the page. */
  configure(serviceUrl: string): void;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
};

/** A plain web server with the built admin app: files, and no header that a page could rely on. */
export async function startStaticHost(t: Teardown): Promise<StaticHost> {
  let config: string | undefined;
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/config.json' && config !== undefined) {
      response.setHeader('content-type', 'application/json').end(config);
      return;
    }
    try {
      const file = join('dist', 'admin', url === '/' ? 'index.html' : url);
      response.setHeader('content-type', mediaTypes[extname(file)] ?? 'text/plain');
      response.end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    configure(serviceUrl) {
      config = JSON.stringify({ serviceUrl });
    },
  };
}
