import { createHash, verify } from 'node:crypto';
import test from 'ava';
import type { ProblemCode } from '#contract/problems.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import {
  closedUrl,
  drawnSpring,
  drawOfSpring,
  fakeService,
  hangUp,
  json,
  problem,
  spring,
  type Reply,
} from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';

const draw = 'POST /api/admin/raffles/spring/draw';
const close = 'POST /api/admin/raffles/spring/close';
const show = 'GET /api/raffles/spring';
const closed = { ...spring, status: 'closed' as const, closedAt: spring.openedAt };

test('create sends what was said and nothing else, signed, with an Idempotency-Key', async (t) => {
  const { path, publicKey } = newKeyFile(t);
  const { url, seen } = await fakeService(t, { 'POST /api/admin/raffles': json(spring, 201) });
  const options = ['--title', 'Spring fair', '--id', 'spring', '--capacity', '500'];
  const args = ['create', ...options, '--per-person-limit', '3', '--url', url, '--key', path];
  const { exitCode, stdout, stderr } = await runCli([...args, '--json']);
  t.is(exitCode, exitCodes.done);
  t.deepEqual(JSON.parse(stdout), spring);
  t.true(stderr.includes(`Draw: raffle draw spring --url ${url} --key ${path}`));
  const [{ headers, body }] = seen as [(typeof seen)[number]];
  t.deepEqual(JSON.parse(body), {
    id: 'spring',
    title: 'Spring fair',
    capacity: 500,
    perPersonLimit: 3,
  });
  const digest = createHash('sha256').update(body).digest('base64');
  t.is(headers['content-digest'], `sha-256=:${digest}:`);
  const input = String(headers['signature-input']).replace(/^raffle=/, '');
  const base = [
    '"@method": POST',
    `"@authority": ${new URL(url).host}`,
    '"@path": /api/admin/raffles',
    '"@query": ?',
    `"content-digest": sha-256=:${digest}:`,
    '"content-type": application/json',
    `"idempotency-key": ${String(headers['idempotency-key'])}`,
    `"@signature-params": ${input}`,
  ].join('\n');
  const signature = Buffer.from(
    String(headers['signature']).slice('raffle=:'.length, -1),
    'base64',
  );
  t.true(verify(null, Buffer.from(base), publicKey, signature));
});

test('create leaves the defaults to the service', async (t) => {
  const { url, seen } = await fakeService(t, { 'POST /api/admin/raffles': json(spring, 201) });
  await runCli(['create', '--title', 'Spring fair', '--url', url, '--key', newKeyFile(t).path]);
  t.is(seen[0]!.body, '{"title":"Spring fair"}');
});

test('draw names the winner on stdout and the next command on stderr', async (t) => {
  const { url, seen } = await fakeService(t, { [draw]: json(drawOfSpring) });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr, questions, waits } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.is(stdout.split('\n')[1]!.split('\t')[1], '7');
  t.regex(stderr, /^Verify: raffle audit spring/);
  t.deepEqual(questions, []);
  t.deepEqual(waits, ['Drawing spring']);
  t.deepEqual(
    seen.map(({ line, body }) => [line, body]),
    [[draw, '']],
  );
  t.regex(String(seen[0]!.headers['idempotency-key']), /^[\da-f-]{36}$/);
});

test('a second draw shows the first and ends with 7', async (t) => {
  const reply = problem('already-drawn', { facts: { draw: drawOfSpring } });
  const { url } = await fakeService(t, { [draw]: reply });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr } = await runCli([...args, '--json']);
  t.is(exitCode, exitCodes.refused);
  t.deepEqual(JSON.parse(stdout), drawOfSpring);
  t.regex(stderr, /^Told: already-drawn\.\nVerify: /);
});

test('on a terminal draw says what becomes final and asks for the id', async (t) => {
  const { url, seen } = await fakeService(t, { [show]: json(spring), [draw]: json(drawOfSpring) });
  const args = ['draw', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr, questions } = await runCli(args, { answers: [' spring '] });
  t.is(exitCode, exitCodes.done);
  t.is(questions.length, 1);
  t.regex(stderr, /42 of 100 sold.*\n.*for good/);
  t.regex(stdout, /Ticket 7 wins spring\./);
  t.deepEqual(
    seen.map(({ line }) => line),
    [show, draw],
  );
});

test('draw without a terminal asks nobody, and says what to add', async (t) => {
  const { url, seen } = await fakeService(t, { [show]: json(spring), [draw]: json(drawOfSpring) });
  const args = ['draw', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr, questions } = await runCli(args);
  t.is(exitCode, exitCodes.usage);
  t.true(stderr.includes('raffle draw spring --confirm spring'));
  t.deepEqual(questions, []);
  t.deepEqual(seen, []);
});

test('close without a terminal asks nobody, and closes', async (t) => {
  const { url, seen } = await fakeService(t, { [show]: json(spring), [close]: json(closed) });
  const args = ['close', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr, questions } = await runCli(args);
  t.is(exitCode, exitCodes.done, stderr);
  t.deepEqual(questions, []);
  t.deepEqual(
    seen.map(({ line }) => line),
    [close],
  );
});

for (const command of ['draw', 'close']) {
  const replies = { [show]: json(spring), [draw]: json(drawOfSpring), [close]: json(closed) };

  test(`${command} is declined by another id, typed or given, and sends nothing`, async (t) => {
    const { url, seen } = await fakeService(t, replies);
    const args = [command, 'spring', '--url', url, '--key', newKeyFile(t).path];
    const typed = await runCli(args, { answers: ['Spring'] });
    const given = await runCli([...args, '--confirm', 'autumn']);
    const empty = await runCli([...args, '--confirm', '']);
    for (const { exitCode, stdout, stderr } of [typed, given, empty]) {
      t.is(exitCode, exitCodes.declined);
      t.is(stdout, '');
      t.regex(stderr, /Nothing was changed/);
    }
    t.false(seen.some(({ line }) => line.startsWith('POST')));
  });

  test(`${command} of a drawn raffle asks nobody: it is too late`, async (t) => {
    const refusal = problem('already-drawn', { facts: { draw: drawOfSpring } });
    const late = { [show]: json(drawnSpring), [draw]: refusal, [close]: refusal };
    const { url } = await fakeService(t, late);
    const args = [command, 'spring', '--url', url, '--key', newKeyFile(t).path];
    const { exitCode, questions } = await runCli(args, { answers: ['spring'] });
    t.is(exitCode, exitCodes.refused);
    t.deepEqual(questions, []);
  });
}

test('close prints the raffle and names the draw as next', async (t) => {
  const { url } = await fakeService(t, { [close]: json(closed) });
  const args = [
    'close',
    'spring',
    '--confirm',
    'spring',
    '--url',
    url,
    '--key',
    newKeyFile(t).path,
  ];
  const { exitCode, stdout, stderr } = await runCli([...args, '--json']);
  t.is(exitCode, exitCodes.done);
  t.deepEqual(JSON.parse(stdout), closed);
  t.regex(stderr, /^Draw: raffle draw spring/);
});

const orders: Record<string, string[]> = {
  create: ['create', '--title', 'Spring fair'],
  close: ['close', 'spring', '--confirm', 'spring'],
  draw: ['draw', 'spring', '--confirm', 'spring'],
};
const unknown: Record<string, Reply> = {
  'no answer': hangUp,
  'an unknown outcome': problem('outcome-unknown', { status: 503 }),
  'a failure of the service': problem('internal', { status: 500 }),
};
for (const [name, args] of Object.entries(orders)) {
  for (const [what, reply] of Object.entries(unknown)) {
    test(`after ${what}, ${name} says that it may have been done and how to ask again`, async (t) => {
      const replies = { 'POST /api/admin/raffles': reply, [close]: reply, [draw]: reply };
      const { url, seen } = await fakeService(t, replies);
      const result = await runCli([...args, '--url', url, '--key', newKeyFile(t).path]);
      t.is(result.exitCode, exitCodes.notChecked);
      t.is(result.stdout, '');
      t.regex(result.stderr, /It may have been done\. Ask/);
      t.is(seen.length, 1);
      const key = String(seen[0]!.headers['idempotency-key']);
      t.is(result.stderr.includes(`--idempotency-key ${key}`), name === 'create');
    });
  }
}

test('a refusal is never told as an unknown outcome', async (t) => {
  const codes: ProblemCode[] = ['no-tickets-sold', 'signature-stale', 'overloaded'];
  for (const code of codes) {
    const { url } = await fakeService(t, { [draw]: problem(code) });
    const args = [
      'draw',
      'spring',
      '--confirm',
      'spring',
      '--url',
      url,
      '--key',
      newKeyFile(t).path,
    ];
    const { stderr } = await runCli(args);
    t.notRegex(stderr, /may have been done|Verify/);
  }
});

test('create repeated with the Idempotency-Key of an earlier try sends that key', async (t) => {
  const { url, seen } = await fakeService(t, { 'POST /api/admin/raffles': json(spring, 201) });
  const key = ['--idempotency-key', 'try-1', '--key', newKeyFile(t).path];
  await runCli(['create', '--title', 'Spring fair', '--url', url, ...key]);
  t.is(seen[0]!.headers['idempotency-key'], 'try-1');
});

test('Ctrl-C during a draw ends with 130 and says that it may have been done', async (t) => {
  const ending = new AbortController();
  const { url } = await fakeService(t, { [draw]: () => ending.abort() });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr } = await runCli(args, { signal: ending.signal });
  t.is(exitCode, exitCodes.interrupted);
  t.regex(stderr, /may have been done.*raffle draw spring/);
});

test('an order that nobody took was not done, and nothing else is said', async (t) => {
  const args = ['draw', 'spring', '--confirm', 'spring', '--key', newKeyFile(t).path];
  const { exitCode, stderr } = await runCli([...args, '--url', await closedUrl()]);
  t.is(exitCode, exitCodes.notChecked);
  t.notRegex(stderr, /may have been done/);
});
