import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { createSpring } from '../support/admin-cases.ts';
import { OrderSigner, readOrderKey } from '../support/orders.ts';
import { sendRaw } from '../support/raw-http.ts';
import { cookiesOf, postJson, readCode, startTestService } from '../support/service.ts';

test('log lines never hold codes, cookies, addresses, bodies, queries, signatures or keys', async (t) => {
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
  const orders = new OrderSigner(url, await readOrderKey(dataDir));
  const wire = orders.sign(createSpring);
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
  for (const text of secrets) t.false(log.includes(text), `${text} is in the log`);
});

test('the id of a problem finds its log line', async (t) => {
  const lines: string[] = [];
  const { url } = await startTestService(t, { log: (line) => lines.push(line) });
  const reply = await fetch(`${url}/api/raffles/none`);
  const { instance } = (await reply.json()) as { instance: string };
  t.true(lines.some((line) => line.includes(instance) && line.includes('404')));
});

test('a start that nobody can give orders to says so', async (t) => {
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
  t.regex(await log(production), /"level":40.*No operator key is enrolled/);
  t.notRegex(await log({}), /No operator key/);
});
