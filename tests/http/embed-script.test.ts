import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { club, fetchFrom, startEmbeddableService, unlistedSite } from '../support/embedding.ts';
import { temporaryFolder } from '../support/service.ts';

const script = 'customElements;';

/** Starts a service with an `embed.js`. */
async function startWithScript(t: ExecutionContext) {
  const participantDir = temporaryFolder(t);
  mkdirSync(join(participantDir, 'embed'));
  writeFileSync(join(participantDir, 'embed', 'embed.js'), script);
  writeFileSync(join(participantDir, 'embed', 'embed.js.br'), brotliCompressSync(script));
  writeFileSync(join(participantDir, 'embed', 'other.js'), script);
  return startEmbeddableService(t, { participantDir });
}

test('listed sites may run embed.js, which is revalidated at every visit', async (t) => {
  const { url } = await startWithScript(t);
  const reply = await fetchFrom(club, `${url}/embed.js`);
  t.is(reply.status, 200);
  t.is(await reply.text(), script);
  t.is(reply.headers.get('content-type'), 'text/javascript; charset=utf-8');
  t.is(reply.headers.get('access-control-allow-origin'), club);
  t.is(reply.headers.get('access-control-allow-credentials'), null);
  t.is(reply.headers.get('cross-origin-resource-policy'), 'cross-origin');
  t.is(reply.headers.get('cache-control'), 'no-cache');
  const headers = { 'if-none-match': reply.headers.get('etag')!, 'cache-control': 'max-age=0' };
  t.is((await fetchFrom(club, `${url}/embed.js`, { headers })).status, 304);
});

test('a site that is not listed may not run embed.js', async (t) => {
  const { url } = await startWithScript(t);
  for (const origin of [unlistedSite, 'null', `${club}.evil.example`]) {
    const reply = await fetchFrom(origin, `${url}/embed.js`);
    t.is(reply.headers.get('access-control-allow-origin'), null, origin);
    // The reply for one site must not be used for another.
    t.true(reply.headers.get('vary')!.split(', ').includes('Origin'), origin);
  }
});

test('embed.js is sent compressed, and no other file of its folder is sent', async (t) => {
  const { url } = await startWithScript(t);
  const headers = { 'accept-encoding': 'br' };
  const reply = await fetchFrom(club, `${url}/embed.js`, { headers });
  t.is(reply.headers.get('content-encoding'), 'br');
  t.is(await reply.text(), script);
  t.is((await fetchFrom(club, `${url}/other.js`)).status, 404);
});
