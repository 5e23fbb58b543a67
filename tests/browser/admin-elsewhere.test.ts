import test from 'ava';
import { attemptForbidden, forbidden } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { builtPath } from '../support/built.ts';
import { invite } from '../support/new-operators.ts';
import { openVisitor } from '../support/visitor.ts';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Teardown } from '../support/service.ts';

interface StaticHost {
  readonly origin: string;
  /** Writes a `config.json` that names this service beside the page. */
  configure(serviceUrl: string): void;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
};

/** A plain web server with the built admin app: files only, without security headers. */
async function startStaticHost(t: Teardown): Promise<StaticHost> {
  let config: string | undefined;
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/config.json' && config !== undefined) {
      response.setHeader('content-type', 'application/json').end(config);
      return;
    }
    try {
      const file = builtPath('admin', url === '/' ? 'index.html' : url);
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

let host: StaticHost | undefined;

const stage = shareStage(test, async (cleanup) => {
  host = await startStaticHost(cleanup);
  return { RAFFLE_ADMIN_PORT: 'off', RAFFLE_ADMIN_URL: host.origin };
});

test.serial('on any static host the app finds its service and enrols a browser', async (t) => {
  const { browser, url, operator } = stage();
  const { page, faults } = await openVisitor(t, browser, { url: host!.origin });
  host!.configure(url);
  const { link } = await invite(operator);
  t.true(link.startsWith(`${host!.origin}/#/enrol/`), link);
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'To the raffles' }).click();
  await page.getByRole('link', { name: /^Demo raffle/ }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  t.deepEqual(faults, []);
});

test.serial(
  'without security headers the page still runs no foreign script and inserts no markup',
  async (t) => {
    const { browser, url } = stage();
    const { page, faults } = await openVisitor(t, browser, { url: host!.origin });
    await page.goto('/');
    await page.getByRole('heading', { name: 'Raffles' }).waitFor();
    t.deepEqual(await attemptForbidden(page, url), forbidden);
    t.true(faults.length > 0, 'and the console says so');
  },
);
