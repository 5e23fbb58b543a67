import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { atLength } from '../support/effort.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

const expectedOfPages: Record<string, [header: [string, string], status: number]> = {
  'a range beyond the end': [['range', 'bytes=999999999-'], 416],
  'a version that does not exist': [['if-match', '"x"'], 412],
};
const expectedOfFiles = {
  ...expectedOfPages,
  'an older version': [['if-unmodified-since', 'Thu, 01 Jan 1970 00:00:00 GMT'], 412],
} satisfies typeof expectedOfPages;

test('a refused conditional request gets its proper status, without the headers of the file', async (t) => {
  const { url } = await startTestService(t, {
    participantDir: makePages(temporaryFolder(t)),
    environment: { RAFFLE_EMBED_ORIGINS: 'https://club.example.org' },
  });
  for (const [path, expected] of [
    ['/', expectedOfPages],
    ['/raffles/demo', expectedOfPages],
    ['/assets/a.txt', expectedOfFiles],
    ['/offline-worker.js', expectedOfFiles],
  ] as const) {
    for (const [name, [header, status]] of Object.entries(expected)) {
      const reply = await fetch(url + path, { headers: [header] });
      t.is(reply.status, status, `${path}, ${name}`);
      t.is(reply.headers.get('etag'), null);
      t.is(reply.headers.get('cache-control'), 'no-store');
      const range = reply.headers.get('content-range');
      if (status === 416) t.regex(range ?? '', /^bytes \*\/\d+$/);
      await reply.arrayBuffer();
    }
  }
});

test('malformed paths and headers of a read are never answered with status 500', async (t) => {
  const { url } = await startTestService(t, { participantDir: makePages(temporaryFolder(t)) });
  const targets = [
    '/',
    '/assets/a.txt',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets/%00',
    '/assets/.hidden',
    '/%',
    '/%ff',
    '//',
    `/${'a'.repeat(8_000)}`,
    `/assets/${'a'.repeat(5_000)}`,
    '/docs',
    '/openapi.json',
    '/api/raffles/demo',
    '/api/raffles/%ff',
    '/api/raffles/demo/log?from=%ff',
    '/metrics',
    '*',
  ];
  const headers: [string, string][] = [
    ['range', 'bytes=5-1'],
    ['range', 'bytes=-999999999'],
    ['range', 'lines=1-2'],
    ['if-match', '*'],
    ['if-none-match', '"'],
    ['if-modified-since', 'yesterday'],
    ['if-range', '"x"'],
    ['accept', ';;;'],
    ['accept-encoding', ';q=x'],
    ['cookie', '%=%'],
    ['transfer-encoding', 'chunked, identity'],
  ];
  const methods = ['GET', 'HEAD', 'OPTIONS', 'PROPFIND'];
  let count = 0;
  for (const target of targets) {
    for (const header of headers) {
      count += 1;
      for (const method of atLength(methods, [methods[count % methods.length]!])) {
        const { status } = await sendRaw(url, { method, target, headers: [header] });
        t.true(status < 500, `${method} ${target.slice(0, 40)}, ${header.join(': ')}: ${status}`);
      }
    }
  }
});

function makePages(folder: string): string {
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'page', 'offline-worker.js'), '// nothing');
  writeFileSync(join(folder, 'page', 'assets', 'a.txt'), 'a file');
  return folder;
}
