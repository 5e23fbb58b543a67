import { createHash, verify } from 'node:crypto';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import {
  drawnSpring,
  drawOfSpring,
  fakeService,
  json,
  problem,
  spring,
} from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { readLines } from './support/printed.ts';

const draw = 'POST /api/admin/raffles/spring/draw';
const close = 'POST /api/admin/raffles/spring/close';
const show = 'GET /api/raffles/spring';
const closed = { ...spring, status: 'closed' as const, closedAt: spring.openedAt };

test('create sends only the given options, signed, with an Idempotency-Key', async (t) => {
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

test('draw prints the winner to stdout and the next command to stderr', async (t) => {
  const { url, seen } = await fakeService(t, { [draw]: json(drawOfSpring) });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr, questions, waits } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.is(stdout.split('\n')[1]!.split('\t')[1], '7');
  t.true(stderr.startsWith('Verify: raffle audit spring'));
  t.deepEqual(questions, []);
  t.deepEqual(waits, ['Drawing spring']);
  t.deepEqual(
    seen.map(({ line, body }) => [line, body]),
    [[draw, '']],
  );
  t.regex(String(seen[0]!.headers['idempotency-key']), /^[\da-f-]{36}$/);
});

test('a second draw prints the first one and exits with 7', async (t) => {
  const reply = problem('already-drawn', { facts: { draw: drawOfSpring } });
  const { url } = await fakeService(t, { [draw]: reply });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr } = await runCli([...args, '--json']);
  t.is(exitCode, exitCodes.refused);
  t.deepEqual(JSON.parse(stdout), drawOfSpring);
  t.true(stderr.startsWith('Told: already-drawn.\nVerify: raffle audit spring'));
});

test('draw on a terminal prints the consequence and asks for the id', async (t) => {
  const { url, seen } = await fakeService(t, { [show]: json(spring), [draw]: json(drawOfSpring) });
  const args = ['draw', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr, questions } = await runCli(args, { answers: [' spring '] });
  t.is(exitCode, exitCodes.done);
  t.is(questions.length, 1);
  t.true(stderr.includes('Open: 42 of 100 sold, 58 left.'));
  t.true(readLines(stdout).includes('Ticket 7 wins spring.'));
  t.deepEqual(
    seen.map(({ line }) => line),
    [show, draw],
  );
});

test('draw without a terminal does not ask, and names the missing option', async (t) => {
  const { url, seen } = await fakeService(t, { [show]: json(spring), [draw]: json(drawOfSpring) });
  const args = ['draw', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr, questions } = await runCli(args);
  t.is(exitCode, exitCodes.usage);
  t.true(stderr.includes('raffle draw spring --confirm spring'));
  t.deepEqual(questions, []);
  t.deepEqual(seen, []);
});

test('close without a terminal does not ask, and closes', async (t) => {
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

  test(`${command} is declined by another id, typed or with --confirm, and sends nothing`, async (t) => {
    const { url, seen } = await fakeService(t, replies);
    const args = [command, 'spring', '--url', url, '--key', newKeyFile(t).path];
    const typed = await runCli(args, { answers: ['Spring'] });
    const given = await runCli([...args, '--confirm', 'autumn']);
    const empty = await runCli([...args, '--confirm', '']);
    for (const { exitCode, stdout, stderr } of [typed, given, empty]) {
      t.is(exitCode, exitCodes.declined);
      t.is(stdout, '');
      t.true(stderr.includes('Nothing was changed.'));
    }
    t.false(seen.some(({ line }) => line.startsWith('POST')));
  });

  test(`${command} of a drawn raffle does not ask, because the service refuses it`, async (t) => {
    const refusal = problem('already-drawn', { facts: { draw: drawOfSpring } });
    const late = { [show]: json(drawnSpring), [draw]: refusal, [close]: refusal };
    const { url } = await fakeService(t, late);
    const args = [command, 'spring', '--url', url, '--key', newKeyFile(t).path];
    const { exitCode, questions } = await runCli(args, { answers: ['spring'] });
    t.is(exitCode, exitCodes.refused);
    t.deepEqual(questions, []);
  });
}

test('close prints the raffle and the command to draw', async (t) => {
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
  t.true(stderr.startsWith('Draw: raffle draw spring'));
});

test('create sends the given Idempotency-Key of an earlier attempt', async (t) => {
  const { url, seen } = await fakeService(t, { 'POST /api/admin/raffles': json(spring, 201) });
  const key = ['--idempotency-key', 'try-1', '--key', newKeyFile(t).path];
  await runCli(['create', '--title', 'Spring fair', '--url', url, ...key]);
  t.is(seen[0]!.headers['idempotency-key'], 'try-1');
});
