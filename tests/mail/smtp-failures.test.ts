import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { startMailServer } from '../support/mail-server.ts';
import { expectProblem } from '../support/problems.ts';
import { email, startMailing, until } from '../support/mailing.ts';
import { waitFor } from '../support/wait-limit.ts';

test('a mail that cannot be sent is logged without its address or its code', async (t) => {
  const lines: string[] = [];
  const { ask } = await startMailing(t, { log: (line) => lines.push(line) });
  t.is((await ask('refused.ada@example.org')).status, 202);
  await waitFor('the failure in the log', () =>
    lines.some((line) => line.includes('could not be mailed')),
  );
  const withoutIds = lines.join('').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
  t.notRegex(withoutIds, /refused\.ada|(?<![\d.])\d{8}(?!\d)/);
});

test('of many mails that cannot be sent some are logged, with their number', async (t) => {
  const startedAt = performance.now();
  const counts: number[] = [];
  const { url, ask } = await startMailing(t, {
    environment: { RAFFLE_MAILS_PER_SECOND: '100' },
    log(line) {
      if (line.includes('could not be mailed')) counts.push(JSON.parse(line).standsFor);
    },
  });
  const askedCount = 250;
  for (let index = 0; index < askedCount; index += 1) {
    t.is((await ask(`refused.p${index}@example.org`)).status, 202);
  }
  const failed = `raffle_mails_total{outcome="failed"} ${askedCount}`;
  await waitFor(failed, async () =>
    (await (await fetch(`${url}/metrics`)).text()).includes(failed),
  );
  const intervals = 1 + (performance.now() - startedAt) / limits.failedRequestLinesPerMs;
  t.true(counts.length > 0);
  t.true(counts.length <= limits.failedRequestLinesMax * intervals, `${counts.length} lines`);
});

test('30 requests at a mail server that allows 3 connections: 30 mails', async (t) => {
  const { mail, ask } = await startMailing(t, {
    connectionsMax: 3,
    environment: { RAFFLE_MAILS_PER_SECOND: '100' },
  });
  const asked = Array.from({ length: 30 }, (_, index) => ask(`p${index}@example.org`));
  t.true((await Promise.all(asked)).every(({ status }) => status === 202));
  for (let count = 0; count < 30; count += 1) await mail.next();
  t.is(new Set(mail.mails.flatMap(({ to }) => to)).size, 30);
  t.true(mail.connections() < 15, `${mail.connections()} connections`);
});

test('a mail that is refused for now is tried again', async (t) => {
  const { url, mail, ask } = await startMailing(t, { refusedForNow: 2 });
  t.is((await ask(email)).status, 202);
  t.deepEqual((await mail.next()).to, [email]);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  t.true(metrics.includes('raffle_mails_total{outcome="retried"} 2'));
});

test('while the mail server is down every request says so, for any address, and uses up nothing', async (t) => {
  const warnings: string[] = [];
  const { url, mail, ask, enter } = await startMailing(t, {
    log(line) {
      if (line.includes('"level":40')) warnings.push(line);
    },
  });
  const port = Number(new URL(mail.url).port);
  const isReady = async () => (await fetch(`${url}/readyz`)).json();
  await until(202, () => ask('first@example.org'));
  await mail.next();
  t.deepEqual(await isReady(), { status: 'ready', mail: 'reachable' });
  await mail.stop();

  await until(503, () => ask('other@example.org'));
  for (let count = 0; count < 20; count += 1) {
    const reply = await ask(count % 2 === 0 ? email : `p${count}@example.org`);
    t.is(reply.headers.get('set-cookie'), null);
    await expectProblem(t, reply, 'mail-unavailable');
  }
  t.deepEqual(await isReady(), { status: 'ready', mail: 'unreachable' });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  t.true(metrics.includes('raffle_mail_server_reachable 0'));
  t.true(warnings.some((line) => line.includes('RAFFLE_SMTP_URL')));

  const back = await startMailServer(t, { port });
  const asked = await until(202, () => ask(email));
  let mailed = await back.next();
  while (mailed.to[0] !== email) mailed = await back.next();
  t.is((await enter(asked, mailed.code)).status, 201);
});

test('a mail server that cannot be reached is logged at the start', async (t) => {
  const lines: string[] = [];
  const { ask } = await startMailing(t, {
    environment: { RAFFLE_SMTP_URL: 'smtp://127.0.0.1:1' },
    log: (line) => lines.push(line),
  });
  const warning = await waitFor('a warning about the mail server', () =>
    lines.find((line) => line.includes('"level":40') && line.includes('SMTP')),
  );
  t.true(warning.includes('ECONNREFUSED'));
  await expectProblem(t, await ask(email), 'mail-unavailable');
});
