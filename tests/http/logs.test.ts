import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { createSpring } from '../support/admin-cases.ts';
import { IndependentSigner, readSigningKey } from '../support/signed-requests.ts';
import { sendRaw } from '../support/raw-http.ts';
import { cookiesOf, postJson, readCode, startTestService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { waitFor } from '../support/wait-limit.ts';

test('log lines never contain codes, cookies, addresses, bodies, queries, signatures or keys', async (t) => {
  const lines: string[] = [];
  const { url, dataDir, signIn } = await startTestService(t, { log: (line) => lines.push(line) });
  const email = 'ada.lovelace@example.org';
  const asked = await fetch(`${url}/api/sign-in/codes`, postJson({ email }));
  const code = await readCode(url, email);
  const wrong = postJson({ email, code: '12345678' }, { cookie: cookiesOf(asked) });
  await fetch(`${url}/api/sign-in/sessions`, wrong);
  const ada = await signIn(email);
  await ada.buy('demo', { key: 'secret-intent' });
  await ada.buy('demo', { quantity: 'many-please' });
  await ada.fetch('/api/raffles/none?token=in-the-query');
  await fetch(`${url}/api/sign-in/codes`, { ...postJson({}), body: '{"email":"broken' });
  const requests = new IndependentSigner(url, await readSigningKey(dataDir));
  const wire = requests.sign(createSpring);
  await sendRaw(url, wire);
  await sendRaw(url, wire);

  const log = lines.join('');
  t.true(lines.length > 5);
  t.true(log.includes('/api/raffles/none'));
  const pem = readFileSync(join(dataDir, 'operator.pem'), 'utf8');
  const secret = readFileSync(join(dataDir, 'secret'));
  const secrets = [
    code,
    await readCode(url, email),
    '12345678',
    email,
    'lovelace',
    ...cookiesOf(asked).split('='),
    ...ada.cookie.split(/; |=/).filter((text) => text.length > 20),
    'secret-intent',
    'many-please',
    'in-the-query',
    'broken',
    'raffle=:',
    'PRIVATE KEY',
    pem.split('\n')[1]!,
    secret.toString('hex'),
    secret.toString('base64url'),
  ].filter((text) => text !== 'raffle_challenge');
  // A time has more digits than a code, and may contain any.
  const isLogged = (text: string) =>
    /^\d+$/.test(text) ? new RegExp(`(?<![\\d.])${text}(?!\\d)`).test(log) : log.includes(text);
  for (const text of secrets) t.false(isLogged(text), `${text} is in the log`);
});

test('a log line contains the id of the problem that was sent', async (t) => {
  const lines: string[] = [];
  const { url } = await startTestService(t, { log: (line) => lines.push(line) });
  const reply = await fetch(`${url}/api/raffles/none`);
  const { instance } = (await reply.json()) as { instance: string };
  t.true(lines.some((line) => line.includes(instance) && line.includes('404')));
});

test('long paths are cut in the log, and repeated refusals are sampled with a count', async (t) => {
  const lines: string[] = [];
  const { url } = await startTestService(t, {
    environment: { LOG_LEVEL: 'info' },
    log: (line) => lines.push(line),
  });
  const path = `/${'a'.repeat(15_000)}`;
  const askFor = async (count: number) => {
    for (let asked = 0; asked < count; asked += 1) await (await fetch(url + path)).arrayBuffer();
  };
  await askFor(limits.failedRequestLinesMax + 50);
  const refusals = lines.filter((line) => line.includes('"statusCode":404'));
  t.is(refusals.length, limits.failedRequestLinesMax);
  for (const line of refusals) {
    t.is((JSON.parse(line) as { req: { path: string } }).req.path.length, 256);
  }
});

test('a start without any operator key logs a warning', async (t) => {
  const log = async (environment: object) => {
    const lines: string[] = [];
    await startTestService(t, { log: (line) => lines.push(line), environment: { ...environment } });
    return lines.join('');
  };
  const production = {
    NODE_ENV: 'production',
    RAFFLE_SMTP_URL: 'smtp://mail.example.org',
    RAFFLE_MAIL_FROM: 'raffle@example.org',
  };
  const warning = 'No operator key is enrolled';
  const warned = (await log(production)).split('\n').find((line) => line.includes(warning));
  t.true(warned?.includes('"level":40'));
  t.false((await log({})).includes(warning));
});

test('a start with a public address and an admin app on localhost logs a warning', async (t) => {
  const warnings = async (environment: Readonly<Record<string, string>>) => {
    const lines: string[] = [];
    const sender = {
      RAFFLE_SMTP_URL: 'smtp://mail.example.org',
      RAFFLE_MAIL_FROM: 'raffle@example.org',
    };
    await startTestService(t, {
      log: (line) => lines.push(line),
      environment: { ...sender, ...environment },
    });
    return lines.filter((line) => line.includes('RAFFLE_ADMIN_URL is unset'));
  };
  const isPublic = { RAFFLE_PUBLIC_URL: 'https://raffle.example.org', RAFFLE_PROXY_HOPS: '1' };
  t.is((await warnings(isPublic)).length, 1);
  t.deepEqual(await warnings({ ...isPublic, RAFFLE_ADMIN_URL: 'https://admin.example.org' }), []);
  t.deepEqual(await warnings({ ...isPublic, RAFFLE_ADMIN_URL: 'http://localhost:4001' }), []);
  t.deepEqual(await warnings({ RAFFLE_PUBLIC_URL: 'http://localhost:4000' }), []);
  t.deepEqual(await warnings({}), []);
});

test('bytes that are not HTTP, sent after a request, are not logged', async (t) => {
  const lines: string[] = [];
  const adminDir = temporaryFolder(t);
  writeFileSync(join(adminDir, 'index.html'), '<!doctype html>');
  const { adminUrl = '' } = await startTestService(t, {
    adminDir,
    environment: { RAFFLE_ADMIN_PORT: '0' },
    log: (line) => lines.push(line),
  });
  const { hostname, port } = new URL(adminUrl);
  const socket = connect(Number(port), hostname);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nCookie: secret=1\r\n\r\nthis is not HTTP\r\n');
  await text(socket).catch(() => '');
  await waitFor('the line of the request', () => lines.some((line) => line.includes('"path":"/"')));
  t.deepEqual(
    lines.filter((line) => line.includes('rawPacket') || line.includes('A request failed')),
    [],
  );
});
