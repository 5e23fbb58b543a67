import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { builtApp } from '../support/built-app.ts';
import { chromiumPicture, type PictureType } from '../support/pictures.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

/** Starts a service with the organiser's accent and logo, and with an app that has a page. */
async function startBranded(
  t: ExecutionContext,
  { type = 'image/png', accent = '#8b1a4f' }: { type?: PictureType; accent?: string } = {},
) {
  const logo = join(temporaryFolder(t), 'logo');
  writeFileSync(logo, chromiumPicture(type));
  return startPages(t, { RAFFLE_ACCENT: accent, RAFFLE_LOGO: logo });
}

async function startPages(t: ExecutionContext, environment: Record<string, string> = {}) {
  const participantDir = builtApp(t);
  const index =
    '<!doctype html><head><title>Raffle</title></head><body><div id="page"></div></body>';
  writeFileSync(join(participantDir, 'page', 'index.html'), index);
  const service = await startTestService(t, { participantDir, environment });
  const read = async (path: string) => {
    const reply = await fetch(service.url + path, { headers: { accept: 'text/html' } });
    return reply.text();
  };
  return { ...service, read };
}

const imageOf = (html: string) =>
  /<header id="brand"><img src="([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)" \/><\/header><div id="page">/.exec(
    html,
  );
const styleOf = (html: string) => /<link rel="stylesheet" href="([^"]+)" \/><\/head>/.exec(html);

test('every page shows the logo before its scripts, with its size and the organiser’s name', async (t) => {
  const { url, operator, read } = await startBranded(t);
  const notice = { organiser: 'Tom & Jerry "school"' };
  await operator.call('createRaffle', { body: { id: 'fair', title: 'Fair', notice } });
  for (const path of ['/raffles/fair', '/raffles/fair/result', '/raffles/fair/poster']) {
    const [, , name, ...size] = imageOf(await read(path)) ?? [];
    t.deepEqual([name, ...size], ['Tom &amp; Jerry &quot;school&quot;', '40', '30'], path);
  }
  const { hostname } = new URL(url);
  for (const path of ['/', '/receipt', '/nope']) {
    t.is(imageOf(await read(path))?.[2], hostname, path);
  }
});

for (const type of ['image/png', 'image/jpeg', 'image/webp'] as const) {
  test(`a logo that is ${type} is sent by its hash as what it is, and runs nothing`, async (t) => {
    const { url, read } = await startBranded(t, { type });
    const [, path = ''] = imageOf(await read('/')) ?? [];
    t.true(path.startsWith('/api/pictures/'), path);
    const reply = await fetch(url + path);
    t.is(reply.status, 200);
    t.is(reply.headers.get('content-type'), type);
    t.is(reply.headers.get('x-content-type-options'), 'nosniff');
    t.is(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    t.true(reply.headers.get('content-security-policy')!.includes('sandbox'));
    t.deepEqual(Buffer.from(await reply.arrayBuffer()), chromiumPicture(type));
  });
}

test('the accent is a style sheet of the service, which the policy of pages allows', async (t) => {
  const { url, read } = await startBranded(t);
  const [, path = ''] = styleOf(await read('/')) ?? [];
  const reply = await fetch(url + path);
  t.is(reply.headers.get('content-type'), 'text/css; charset=utf-8');
  t.is(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  const rules = await reply.text();
  t.true(rules.includes('--raffle-service-accent: light-dark(rgb(139 26 79), rgb('), rules);
  const { headers } = await fetch(url);
  t.true(headers.get('content-security-policy')!.includes("style-src 'self';"));

  const current = await fetch(`${url}/brand.css`);
  t.is(await current.text(), rules);
  t.is(current.headers.get('cache-control'), 'no-cache');
  t.is(current.headers.get('cross-origin-resource-policy'), 'cross-origin');
  const other = await startBranded(t, { accent: '#080' });
  t.not(styleOf(await other.read('/'))?.[1], path, 'another accent has another address');
});

test('without accent and logo, pages have neither, and other sites get no accent', async (t) => {
  const { url, read } = await startPages(t);
  const html = await read('/raffles/demo');
  t.is(imageOf(html), null);
  t.is(styleOf(html), null);
  const current = await fetch(`${url}/brand.css`);
  t.deepEqual([current.status, await current.text()], [200, '']);
});

test('a link preview shows the logo where the raffle has no picture', async (t) => {
  const { url, read } = await startBranded(t);
  const html = await read('/raffles/demo');
  const [, path = ''] = imageOf(html) ?? [];
  t.true(html.includes(`<meta property="og:image" content="${url}${path}" />`), html);
});
