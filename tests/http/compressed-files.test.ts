import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import test from 'ava';
import { compressedFiles } from '../../services/raffle/http/compressed-files.ts';
import { serveApp } from '../support/serve-app.ts';
import { temporaryFolder } from '../support/service.ts';

test('a file whose compression failed once is compressed when it is asked for again', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'app.js'), 'text');
  let tries = 0;
  const compress = async () => {
    tries += 1;
    if (tries === 1) throw new Error('no file handle is left');
    return { body: Buffer.from('compressed'), etag: '"one"' };
  };
  const app = express().set('env', 'test');
  app.use(compressedFiles(folder, () => {}, compress));
  const port = await serveApp(t, app);
  const ask = async () => {
    const headers = { 'accept-encoding': 'br' };
    const reply = await fetch(`http://127.0.0.1:${port}/app.js`, { method: 'HEAD', headers });
    return reply.status;
  };
  t.deepEqual([await ask(), await ask(), await ask()], [500, 200, 200]);
  t.is(tries, 2);
});
